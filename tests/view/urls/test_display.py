"""How a page is shown travels in its link, comes back equal, and survives whatever is typed."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests.support.app import control, query, run, sentence, turned_to
from view.sections import run as section
from view.urls.display import GENERATIONS, NAMES, DisplayOptions, without

OpenPage = Callable[..., AppTest]
SMALL = {"samples": "20", "generations": "10"}
KEYS = ("sidebar", "lock", "pause", "autoplay", "present", "ahead")

showings = st.builds(
    DisplayOptions,
    sidebar=st.booleans(),
    locked=st.frozensets(st.sampled_from(sorted(NAMES)), max_size=4),
    pause=st.none() | st.integers(0, int(GENERATIONS.high)),
    autoplay=st.booleans(),
    presenting=st.booleans(),
    ahead=st.booleans(),
)


@given(showings)
def test_a_link_comes_back_equal(showing: DisplayOptions) -> None:
    travelled = dict(parse_qsl(urlencode(showing.to_query()), keep_blank_values=True))
    assert DisplayOptions.from_query(travelled) == (showing, [])
    assert travelled == {}, "what was read is taken out"


def test_what_is_as_usual_is_not_said() -> None:
    assert DisplayOptions().to_query() == {}


@given(st.dictionaries(st.sampled_from([*KEYS, "samples"]), st.text()))
def test_garbage_is_survived_with_sentences(garbage: dict[str, str]) -> None:
    rest = dict(garbage)
    showing, ignored = DisplayOptions.from_query(rest)
    assert rest == {k: v for k, v in garbage.items() if k == "samples"} == without(garbage)
    assert DisplayOptions.from_query(showing.to_query()) == (showing, [])
    if garbage.get("present", "no") not in ("yes", "no"):
        assert any(sentence.startswith("present is yes or no") for sentence in ignored)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("lock", "samples,smaples", "no knob is called smaples; did you mean samples?"),
        ("lock", "model.gmm.component", "no knob is called model.gmm.component"),
        ("pause", "-1", "pause is a generation, 0 to"),
        ("pause", "٣", "pause is a generation, 0 to"),
        ("pause", "1e3", "pause is a generation, 0 to"),
        ("autoplay", "maybe", "autoplay is yes or no, not maybe"),
    ],
)
def test_each_bad_part_has_its_sentence(key: str, value: str, said: str) -> None:
    _, ignored = DisplayOptions.from_query({key: value})
    assert len(ignored) == 1 and said in ignored[0]


def test_a_page_says_what_it_ignored_and_does_the_rest(open_page: OpenPage) -> None:
    page = open_page(pause="never", lock="samples", **SMALL)
    (warning,) = page.warning
    assert "pause is a generation" in warning.value
    assert control(page, "select_slider", "samples").disabled
    assert query(page) == {"lock": "samples", **SMALL}


def test_what_a_lock_holds_cannot_be_turned(open_page: OpenPage) -> None:
    page = open_page(lock="seed,truth", **SMALL)
    assert control(page, "number_input", "seed").disabled
    assert control(page, "selectbox", "truth").disabled
    assert not control(page, "select_slider", "samples").disabled
    buttons = {button.label: button for button in page.button}
    assert buttons["New seed"].disabled
    assert control(page, "button_group", "preset").disabled, (
        "a preset would turn the knobs that are locked"
    )
    buttons["Unlock them all"].click()
    run(page)
    assert not control(page, "number_input", "seed").disabled
    assert query(page) == SMALL


def test_a_locked_seed_leaves_experiments_open_and_is_kept(open_page: OpenPage) -> None:
    page = open_page(lock="seed", seed="7", **SMALL)
    experiments = control(page, "button_group", "preset")
    assert not experiments.disabled
    experiments.select("small-class")
    run(page)
    assert query(page) == {"lock": "seed", "preset": "small-class", "seed": "7"}
    assert control(page, "number_input", "seed").value == 7


def test_other_knobs_keep_how_the_page_is_shown(open_page: OpenPage) -> None:
    page = open_page(lock="seed", pause="5", **SMALL)
    control(page, "select_slider", "samples").set_value(30)
    run(page)
    assert query(page) == {"lock": "seed", "pause": "5", "samples": "30", "generations": "10"}


def test_the_room_goes_along_and_the_rest_stays(open_page: OpenPage) -> None:
    page = open_page("dice", sidebar="no", present="yes", lock="seed", pause="3", generations="10")
    turned_to(page, "drift")
    assert query(page) == {"sidebar": "no", "present": "yes"}
    turned_to(page, "dice")
    assert query(page)["pause"] == "3" and query(page)["lock"] == "seed"


@pytest.mark.parametrize("page", ["drift", "dice", "digits", "remedies", "language"])
def test_player_and_sentence_stand_alone_in_another_page(page: str, open_page: OpenPage) -> None:
    whole = open_page(page, samples="40", generations="10")
    whole.context["is_embedded"] = True
    alone = run(whole)
    assert sentence(alone) and not alone.get("download_button")
    assert not alone.expander or {each.label for each in alone.sidebar.expander} == {
        each.label for each in alone.expander
    }
    assert not {"Share", "Keep beside the next"} & {button.label for button in alone.button}
    assert any("way-out" in html.proto.body for html in alone.get("html"))


def test_a_long_run_asks_first_also_there(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(section, "PATIENCE", -1.0)
    page = open_page(samples="33", generations="10")
    page.context["is_embedded"] = True
    run(page)
    shown = [button for button in page.main.button if button.label != "Share"]
    assert [button.label for button in shown] == ["Start this run"]
    assert not page.get("download_button") and not sentence(page)
