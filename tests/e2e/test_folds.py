"""Sections open and close at a press each, also from the keyboard, and stay as they were left."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Visit = Callable[..., Any]
FOCUSED = "document.activeElement.closest('details')?.innerText.includes('Any metric')"


def test_each_press_opens_or_closes_and_what_is_within_stays(visit: Visit) -> None:
    page = visit("/?seed=39&generations=60&samples=50").done()
    heading = page.page.locator("summary", has_text="Any metric")
    fold = page.page.locator("details", has=heading)
    chart = fold.locator(".js-plotly-plot")
    heading.focus()
    for is_open in (True, False, True, False, True):
        page.page.keyboard.press("Enter")
        it = expect(fold)
        (it.to_have_attribute if is_open else it.not_to_have_attribute)("open", "")
        page.quiet(500)  # of two presses before that, Streamlit 1.67 now and then takes back one
        page.settled()
        expect(chart).to_have_count(1)
        assert page.page.evaluate(FOCUSED), "the focus is lost"
    page.unfold("Take it with you")
    files = page.page.locator("details details", has_text="Single files")
    files.locator("summary").click()
    page.page.get_by_role("button", name="Report (HTML)").wait_for()
    page.unfold("Held against theory")
    assert files.get_attribute("open") is not None, "another section shuts what is open"
    page.page.get_by_role("slider", name="Samples a generation").press("ArrowRight")
    page.page.wait_for_url("**samples=70**")
    page.done()
    assert fold.get_attribute("open") is not None and chart.is_visible()
    headings = page.page.get_by_role("heading", name="Any metric")
    expect(headings).to_have_count(1)
