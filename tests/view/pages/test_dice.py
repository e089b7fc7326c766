"""The page Dice: the computer throws, or a class by hand, and the link says which."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import PRESETS
from tests.support.app import control, players, query, run, tables
from view.page_specs import DICE

OpenPage = Callable[..., AppTest]
SMALL = {"generations": "40", "samples": "20"}

pytestmark = pytest.mark.slow


def headers(page: AppTest) -> list[str]:
    return [each.value for each in [*page.header, *page.subheader]]


def settled(page: AppTest, section: str) -> AppTest:
    for _ in range(40):
        if section in [each.label for each in page.expander]:
            return page
        run(page)
    raise AssertionError(f"There is no {section!r}.")


@pytest.mark.parametrize("name", DICE.presets)
def test_every_experiment_has_its_look(open_page: OpenPage, name: str) -> None:
    page = settled(open_page("dice", preset=name, generations="12"), "Held against theory")
    assert not page.exception and players(page)
    small = open_page("dice", preset=name)
    assert any(PRESETS[name].look in text.value for text in small.markdown)


def test_by_hand_nothing_is_given_away_and_the_computer_can_go_on(open_page: OpenPage) -> None:
    page = open_page("dice", hand="yes", **SMALL)
    assert query(page)["hand"] == "yes" and not page.warning
    assert headers(page) == ["Which face will be gone first?"]
    (back,) = [each for each in page.button if "computer" in each.label]
    back.click()
    page = settled(run(page), "Which face takes over")
    assert "hand" not in query(page) and query(page)["samples"] == "20"
    control(page, "button_group", "by hand").set_value(True)
    page = run(page)
    assert headers(page) == ["Which face will be gone first?"] and query(page)["hand"] == "yes"


def test_many_lineages_end_as_one_face_each(open_page: OpenPage) -> None:
    page = settled(
        open_page("dice", lineages="40", samples="20", generations="300"), "Held against theory"
    )
    for _ in range(60):
        if any("Theory says" in text.value for text in page.markdown):
            break
        run(page)
    said = " ".join(text.value for text in page.markdown)
    assert "40 of 40 lineages have ended as a single face" in said and "Theory says" in said
    verdicts = tables(page)[0]["verdict"]
    assert "\u2713 consistent" in set(verdicts) and "\u2717 not consistent" not in set(verdicts)


def test_a_run_without_a_law_leads_to_one_with(open_page: OpenPage) -> None:
    page = settled(open_page("dice", model="frequency:bias=0.8", **SMALL), "Held against theory")
    assert any("knows no formula" in text.value for text in page.caption)
    (button,) = [each for each in page.button if "has one" in each.label]
    button.click()
    page = settled(run(page), "Held against theory")
    assert page.session_state["pages"]["dice"].settings == PRESETS["die"].settings
