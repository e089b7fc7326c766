"""Sections are folded up until somebody opens them, and stay as they were left."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import run, turned_to
from view.sections import fold

OpenPage = Callable[..., AppTest]
SMALL = {"generations": "40", "samples": "50"}


@pytest.fixture
def open_folded(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    monkeypatch.setattr(fold, "OPEN_AT_FIRST", False)
    return open_page


def charts(page: AppTest) -> int:
    return len(page.get("plotly_chart"))


def turned(page: AppTest, name: str, *, open: bool) -> AppTest:
    """As by a press on its heading."""
    page.session_state[f"fold:{name}"] = open
    return run(page)


def test_nothing_is_drawn_that_nobody_sees(open_folded: OpenPage) -> None:
    page = open_folded("drift", **SMALL)
    while "Take it with you" not in [each.label for each in page.expander]:
        run(page)
    assert not charts(page) and not page.get("download_button")
    lesson = open_folded("lesson")
    assert not lesson.text_input and not lesson.text_area


def test_what_was_opened_stays_and_what_is_chosen_in_it_too(open_folded: OpenPage) -> None:
    page = open_folded("drift", **SMALL)
    while "Take it with you" not in [each.label for each in page.expander]:
        run(page)
    page = turned(page, "metric", open=True)
    assert charts(page) == 1
    (metric,) = [each for each in page.selectbox if each.label == "Metric"]
    metric.set_value("tail_mass")
    page = turned(run(page), "metric", open=False)
    (metric,) = [each for each in page.selectbox if each.label == "Metric"]
    assert metric.value == "tail_mass" and charts(page) == 1
    page = turned(page, "theory", open=True)
    assert charts(page) == 1, "there is none for this experiment"
    page = turned_to(turned_to(page, "glossary"), "drift")
    while "Take it with you" not in [each.label for each in page.expander]:
        run(page)
    assert not page.session_state["fold:metric"] and page.session_state["fold:theory"]


def test_what_one_page_draws_folded_up_another_does_not(open_folded: OpenPage) -> None:
    page = open_folded("drift", **SMALL)
    while "Take it with you" not in [each.label for each in page.expander]:
        run(page)
    page = turned(turned(page, "metric", open=True), "metric", open=False)
    assert charts(page) == 1
    page = turned_to(page, "dice")
    while "Take it with you" not in [each.label for each in page.expander]:
        run(page)
    assert not charts(page)
