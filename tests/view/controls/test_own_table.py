"""A visitor's own table is shown as it is understood before it runs, and set right by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from streamlit.testing.v1 import AppTest

from engine.progress import Step
from tests.support.app import control, query, run
from view.controls import own_table
from view.controls.sample_table import sample_table

ROWS = "".join(
    f"{i};{150 + i * 7 % 40},5 cm;{40 + i * 5 % 50}{'+' * (i % 5 == 0)};{('yes', 'no')[i % 2]}\n"
    for i in range(1, 41)
)
CLASS = f"Our class\nnr;height;age;smokes\n{ROWS}Average;170,0 cm;50;\n".encode()
SMALL = {"generations": "10"}
OpenPage = Callable[..., AppTest]


def shown(page: AppTest) -> Any:
    """The settings whose run is on the page."""
    return page.session_state["pages"]["drift"].settings


def opened(open_page: OpenPage, data: bytes = CLASS, **query: str) -> AppTest:
    """The page with a file that is not used yet."""
    page = open_page(**SMALL | query)
    control(page, "selectbox", "truth").set_value("table")
    run(page)
    page.file_uploader[0].upload("class.csv", data, "text/csv")
    return run(page)


def pressed(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    button.click()
    return run(page)


def said(page: AppTest) -> str:
    return "\n".join(text.value.replace("\\", "") for text in page.caption)


def test_a_table_is_shown_as_it_is_understood_before_it_runs(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert shown(page).truth.label != "Your own table"
    (first,) = [frame.value for frame in page.dataframe if "height (cm)" in frame.value]
    assert list(first.columns) == ["height (cm)", "age", "nr"]
    assert list(first["height (cm)"]) == ["157.5", "164.5", "171.5", "178.5", "185.5"]
    for words in (
        "semicolons between columns, commas before decimals",
        "“nr” is a row number",
        "8 cells of “age”, such as “65+”, are limits",
        "1 line above the names is left out, such as “Our class”",
        "1 line below the rows that sums them up",
        "“smokes” answers yes or no",
        "40 of 40 rows used",
        "40 samples, as many as there are rows",
    ):
        assert words in said(page)
    pressed(page, "Use this table")
    assert shown(page).truth.axes == ("height (cm)", "age")
    assert shown(page).samples == 40
    assert open_page(**query(page)) is not None


def test_a_number_of_samples_that_was_chosen_stays(open_page: OpenPage) -> None:
    page = pressed(opened(open_page, samples="70"), "Use this table")
    assert shown(page).samples == 70
    pressed(page, "As many samples as rows: 40")
    assert shown(page).samples == 40


def test_what_was_understood_wrongly_is_set_right_and_in_the_link(open_page: OpenPage) -> None:
    page = opened(open_page)
    control(page, "selectbox", "table:limits").set_value("left")
    run(page)
    assert "32 of 40 rows used; 8 with missing" in said(page)
    control(page, "selectbox", "table:y").set_value("none")
    run(page)
    pressed(page, "Use this table")
    control(page, "selectbox", "table:decimal").set_value("comma")
    run(page)
    truth: Any = shown(page).truth
    assert (truth.limits, truth.decimal, truth.y) == ("left", "comma", "none")
    again = open_page(**query(page))
    assert shown(again) == shown(page) and not again.warning


def test_numbers_that_may_mean_missing_are_offered(open_page: OpenPage) -> None:
    rows = "".join(f"{i % 7},{-9999 if i == 3 else i % 5}\n" for i in range(30))
    page = opened(open_page, f"a,b\n{rows}".encode())
    missing = control(page, "multiselect", "table:missing")
    assert missing.options == ["-9999"]
    missing.set_value(["-9999"])
    run(page)
    assert "29 of 30 rows used; 1 with missing" in said(page)


def test_a_file_that_is_refused_can_be_set_right(open_page: OpenPage) -> None:
    page = opened(open_page, b"height\n" + b"".join(b"%d,5\n" % (i * 7 % 40) for i in range(30)))
    assert "more cells than names" in page.error[0].value
    control(page, "selectbox", "table:delimiter").set_value("semicolon")
    run(page)
    assert not page.error
    pressed(page, "Use this table")
    assert shown(page).truth.axes == ("height",)


def test_the_table_to_try_can_be_used(open_page: OpenPage) -> None:
    page = pressed(opened(open_page, sample_table()), "Use this table")
    assert shown(page).truth.axes == ("height (cm)", "arm span (cm)")
    assert shown(page).samples == 60


def test_a_reading_that_takes_long_says_how_far_it_is() -> None:
    drawn: list[float] = []
    bar = SimpleNamespace(progress=drawn.append)
    for seconds in (0.0, own_table.WONDER + 0.1):
        own_table._told(bar, Step(3, 12, seconds=seconds))
    assert drawn == [0.25], "nobody wonders at once"
