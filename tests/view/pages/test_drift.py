"""Every control of the page, turned to every position, leads to a run and never to a traceback."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import POLICIES, PRESETS
from tests.support.app import control, players, query, run, sentence
from view.page_specs import DRIFT

SMALL = {"samples": "20", "generations": "10"}
KINDS = {"truth": DRIFT.truths, "model": DRIFT.models, "policy": POLICIES}
CSV = b"width,height\n" + b"".join(b"%d,%d\n" % (i % 17, i % 11) for i in range(200))

pytestmark = pytest.mark.slow
OpenPage = Callable[..., AppTest]


def named(page: AppTest, kind: str) -> list[str]:
    return [str(each.key).partition(":")[2] for each in page.get(kind) if ":" in str(each.key)]


def shown(page: AppTest) -> Any:
    """The settings whose run is on the page."""
    return page.session_state["pages"]["drift"].settings


def test_the_page_opens_with_a_run(open_page: OpenPage) -> None:
    page = open_page()
    assert players(page), "no player"
    assert not page.warning and not query(page)


@pytest.mark.parametrize("name", DRIFT.presets)
def test_every_preset_is_one_press_away(open_page: OpenPage, name: str) -> None:
    page = open_page(seed="4", **SMALL)
    control(page, "button_group", "preset").select(name)
    run(page)
    assert shown(page) == PRESETS[name].settings
    assert any(PRESETS[name].look in text.value for text in page.markdown)
    run(page)
    assert shown(page) == PRESETS[name].settings, "the widgets must follow"


LEFT_OUT = ("table", "vae")
"""A table has no knobs without a file; a network's at their ends would be trained for minutes."""


@pytest.mark.parametrize(
    ("role", "name"),
    [(role, name) for role in KINDS for name in KINDS[role] if name not in LEFT_OUT],
)
def test_every_knob_of_every_kind_at_both_ends(open_page: OpenPage, role: str, name: str) -> None:
    page = open_page(**SMALL)
    control(page, "selectbox", role).set_value(name)
    run(page)
    assert query(page).get(role, name).startswith(name)
    prefix = f"{role}.{name}."
    for kind in ("slider", "select_slider"):
        for key in filter(lambda key: key.startswith(prefix), named(page, kind)):
            for end in (0, -1):
                slider = control(page, kind, key)
                ends = (slider.min, slider.max) if kind == "slider" else slider.options
                value = ends[end] if kind == "slider" else _values(slider)[end]
                slider.set_value(value)
                run(page)
                assert getattr(getattr(shown(page), role), key.removeprefix(prefix)) == value
    for key in filter(lambda key: key.startswith(prefix), named(page, "button_group")):
        for option in ("previous", "kmeans"):
            control(page, "button_group", key).select(option)
            run(page)


def _values(slider: Any) -> list[Any]:
    """The ends of a logarithmic slider, as numbers: its options are words."""
    kind = type(slider.value)
    ends = (option.replace(",", "") for option in (slider.options[0], slider.options[-1]))
    return [kind(end) if end[0].isdigit() else kind(-1) for end in ends]  # "as the share says"


@pytest.mark.parametrize("name", ["samples", "generations"])
def test_every_number_at_both_ends(open_page: OpenPage, name: str) -> None:
    page = open_page(model="gaussian", **SMALL)
    for value in _values(control(page, "select_slider", name)):
        control(page, "select_slider", name).set_value(value)
        run(page)
        assert getattr(shown(page), name) == value


def test_a_slider_that_begins_between_its_steps_moves_twice(open_page: OpenPage) -> None:
    page = open_page(samples="60", generations="10")
    for value in (100, 30, 60):
        control(page, "select_slider", "samples").set_value(value)
        run(page)
        assert shown(page).samples == value


def test_the_largest_seed_and_a_new_one(open_page: OpenPage) -> None:
    page = open_page(**SMALL)
    seed = control(page, "number_input", "seed")
    seed.set_value(seed.max)
    run(page)
    assert query(page)["seed"] == str(2**53 - 1)
    (reroll,) = [button for button in page.button if "seed" in button.label.lower()]
    reroll.click()
    run(page)
    assert shown(page).seed != 2**53 - 1
    assert str(shown(page).seed) == query(page).get("seed", "0")


@pytest.mark.parametrize("log_x", [False, True])
@pytest.mark.parametrize("log_y", [False, True])
def test_every_metric_is_drawn(open_page: OpenPage, log_x: bool, log_y: bool) -> None:
    page = open_page(**SMALL)
    while not page.get("plotly_chart"):
        run(page)
    axes = [toggle for toggle in page.toggle if toggle.label.startswith("Log ")]
    for toggle, on in zip(axes, (log_x, log_y), strict=True):
        toggle.set_value(on)
    (metric,) = [box for box in page.selectbox if box.label == "Metric"]
    for name in metric.options:
        metric.set_value(_named(metric, name))
        run(page)
        assert page.get("plotly_chart")


def _named(metric: Any, label: str) -> str:
    from engine import METRICS

    return next(name for name in METRICS if METRICS[name].label == label)


def test_a_bad_link_is_told_and_the_page_goes_on(open_page: OpenPage) -> None:
    page = open_page(seed=str(2**63), model="gmm:components=99", samples="20", generations="10")
    assert len(page.warning) == 2
    assert shown(page).samples == 20 and shown(page).seed == 0


def test_a_run_that_will_take_long_asks_first(open_page: OpenPage) -> None:
    page = open_page(policy="accumulate", samples="2000", model="gmm:components=10")
    assert not sentence(page) and "rows" in page.info[0].value
    (start,) = [button for button in page.button if "Start" in button.label]
    start.click()
    run(page)
    assert sentence(page)
    control_button(page, "Cancel").click()
    run(page)
    while not any("Cancelled" in warning.value for warning in page.warning):
        run(page)
    control_button(page, "Continue").click()
    run(page)
    control_button(page, "Cancel")


def control_button(page: AppTest, label: str) -> Any:
    (button,) = [button for button in page.button if button.label == label]
    return button


def with_table(page: AppTest, data: bytes) -> AppTest:
    control(page, "selectbox", "truth").set_value("table")
    run(page)
    return given(page, data)


def given(page: AppTest, data: bytes, name: str = "table.csv") -> AppTest:
    """A file is chosen, and used if it can be."""
    page.file_uploader[0].upload(name, data, "text/csv")
    run(page)
    for button in page.button:
        if button.label == "Use this table":
            button.click()
            return run(page)
    return page


def test_without_a_file_the_run_before_it_stays(open_page: OpenPage) -> None:
    page = open_page(**SMALL)
    before = shown(page)
    control(page, "selectbox", "truth").set_value("table")
    run(page)
    assert shown(page) == before and sentence(page) and not page.error


def test_a_table_becomes_the_truth(open_page: OpenPage) -> None:
    page = with_table(open_page(**SMALL), CSV)
    assert shown(page).truth.axes == ("width", "height")
    control(page, "selectbox", "table:x").set_value("height")
    run(page)
    assert shown(page).truth.axes == ("height", "width")
    assert "/" not in query(page)["truth"]
    control(page, "toggle", "table:scale").set_value(True)
    run(page)
    assert shown(page).truth.scale
    again = open_page(**query(page))
    assert shown(again) == shown(page) and not again.warning


def test_another_table_replaces_the_first(open_page: OpenPage) -> None:
    page = with_table(open_page(**SMALL), CSV)
    given(page, CSV.replace(b"height", b"depth"), "other.csv")
    assert shown(page).truth.axes == ("width", "depth")


ROWS = [(i % 17, i % 11) for i in range(60)]
GOOD = {
    "semicolons and decimal commas": "a;b\n" + "".join(f"{x},5;{y},25\n" for x, y in ROWS),
    "tabs": "a\tb\n" + "".join(f"{x}\t{y}\n" for x, y in ROWS),
    "no header": "".join(f"{x},{y}\n" for x, y in ROWS),
    "windows": "a,b\r\n" + "".join(f"{x},{y}\r\n" for x, y in ROWS),
    "missing values": "a,b\n1,\n,2\nNA,3\n" + "".join(f"{x},{y}\n" for x, y in ROWS),
    "markup": "<b>a</b>,$b$\n" + "".join(f"{x},{y}\n" for x, y in ROWS),
}
ENCODED = {name: text.encode() for name, text in GOOD.items()} | {
    "UTF-16": ("größe,höhe\n" + "".join(f"{x},{y}\n" for x, y in ROWS)).encode("utf-16"),
    "Latin-1": ("größe,höhe\n" + "".join(f"{x},{y}\n" for x, y in ROWS)).encode("latin-1"),
    "byte order mark": b"\xef\xbb\xbf" + CSV,
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_table_as_people_write_it(open_page: OpenPage, name: str) -> None:
    page = with_table(open_page(**SMALL), ENCODED[name])
    assert not page.error
    assert len(shown(page).truth.axes) == 2
    left_out = [text.value for text in page.caption if "rows used" in text.value]
    assert left_out and ("3 with missing" in left_out[0]) == (name == "missing values")


BAD = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "a letter": b"Dear Sir or Madam,\nI write to you about a mixture of Gaussians.\nYours,\nA\n",
    "no numbers": b"a,b\nred,green\nblue,grey\n",
    "one row": b"a,b\n1,2\n",
    "one row of numbers": b"a,b\n1,2\nx,y\nz,w\n",
    "all equal": b"a,b\n" + b"3,4\n" * 60,
    "no complete row": b"a,b\n1,\n,2\n3,\n,4\n",
    "markup": b"![x](http://example.org/x.png),b\n" + b"3,4\n" * 9,
}


@pytest.mark.parametrize("name", BAD)
def test_a_table_that_is_no_good_is_one_sentence(open_page: OpenPage, name: str) -> None:
    page = open_page(**SMALL)
    before = shown(page)
    page = with_table(page, BAD[name])
    assert len(page.error) == 1 and "\n" not in page.error[0].value
    assert "](" not in page.error[0].value, "words from a file are not Markdown"
    assert shown(page) == before and sentence(page) and players(page)
    given(page, CSV, "good.csv")
    assert not page.error and shown(page).truth.axes == ("width", "height")
