"""The page Horizon in a real browser: names that can be read, knobs, and the way to Remedies."""

import re
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

Visit = Callable[..., Any]
NAMES = "(all) => all.map((e) => [e.textContent, e.getBoundingClientRect().toJSON()])"


def drawn(page: Any) -> Any:
    """Both figures are there."""
    page.page.locator(".js-plotly-plot .bars path").first.wait_for(state="attached")
    page.settled()
    return page


@pytest.mark.parametrize("stock", ["public", "low", "high"])
def test_names_of_dots_can_be_read_on_a_phone(visit: Visit, stock: str) -> None:
    page = drawn(visit(f"/horizon?stock={stock}", viewport={"width": 390, "height": 844}))
    named = page.page.locator(".js-plotly-plot .textpoint text").evaluate_all(NAMES)
    boxes = {text: box for text, box in named if text}
    assert len(boxes) >= 10
    frame = page.page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    assert all(box["left"] >= frame["x"] - 1 for box in boxes.values()), "a name is cut off"
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        across = min(a["right"], b["right"]) - max(a["left"], b["left"])
        down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
        # A line is taller than its letters.
        assert across <= 1 or down <= 4, f"{one} and {other} overlap by {across} x {down} pixels"


def test_a_knob_moves_the_headline_at_once(visit: Visit) -> None:
    page = drawn(visit("/horizon"))
    before = page.headline
    knob = page.page.get_by_role("slider", name="Growth of use, % a year")
    for _ in range(3):
        knob.press("PageDown")
    page.page.wait_for_url("**use_growth=**")
    page.page.wait_for_function(
        "(before) => document.querySelector('[data-testid=stHeading]').innerText !== before",
        arg=before,
    )
    page.whole()


def test_who_was_on_remedies_arrives_at_the_linked_share(visit: Visit) -> None:
    page = visit("/remedies?samples=50&generations=60&policies=accumulate")
    page.playing()
    page.page.get_by_role("link", name="How long do data last").click()
    drawn(page).unfold("And then?")
    page.page.get_by_role("slider", name=re.compile("Machine-made")).press("ArrowRight")
    page.page.wait_for_url("**machine=51**")
    page.page.get_by_role("link", name="49% human data").click()
    page.page.wait_for_url("**/what-helps?**")
    page.page.get_by_text("real share 0.49").first.wait_for()
    assert "samples=50" in page.page.url and "0.49" in page.page.url
    page.page.locator(".player").nth(1).wait_for()
    page.page.go_back()
    drawn(page)
    page.page.get_by_text("reads 49% new human data").wait_for()
    page.whole()
