"""The end of a film: what one has seen, and two ways on; a page that opens with a recording."""

from collections.abc import Callable
from typing import Any

import pytest

Visit = Callable[..., Any]

WAYS = ".player .ways button"
PARTS = ("cloud", "transport", "ways", "slider")
SIZES = [(1280, 720), (1366, 768), (1920, 1080), (390, 844), (844, 390)]


def test_a_recording_plays_at_once_and_its_end_leads_to_another(visit: Visit) -> None:
    page = visit("/digits").done()
    first = page.run
    assert page.page.locator("[data-show=planned]").inner_text() == "of 20, recorded"
    assert not page.page.get_by_role("button", name="Cancel").count()
    assert not page.page.locator(WAYS).first.is_visible()
    page.press("End")
    page.page.locator(WAYS).filter(has_text="Add 50% new real data").click()
    page.until(f"player && player.scene.run?.id !== '{first}' && player.loaded === 21")
    assert "preset=digits-fresh" in page.page.url or "policy=fresh" in page.page.url
    page.page.get_by_text("Recorded", exact=True).wait_for()
    page.whole()


def test_lineages_are_shown_where_they_come(visit: Visit) -> None:
    page = visit("/dice?samples=20&generations=60").done()
    page.press("End")
    page.page.locator(WAYS).filter(has_text="Look at 30 lineages").click()
    page.page.locator(".st-key-many").wait_for()
    page.page.wait_for_function(
        "document.querySelector('.st-key-many').getBoundingClientRect().top < innerHeight"
    )
    assert "lineages=30" in page.page.url


@pytest.mark.parametrize(
    "link", ["/clouds?samples=50&generations=200", "/dice?samples=20&generations=60"]
)
def test_the_end_fits_on_the_first_screen(visit: Visit, link: str) -> None:
    page = visit(link, viewport={"width": 844, "height": 390}).done()  # the sidebar is folded
    for width, height in SIZES:
        page.page.set_viewport_size({"width": width, "height": height})
        page.page.wait_for_timeout(400)
        page.press("End")
        page.page.locator(WAYS).first.wait_for()
        for part in PARTS:
            box = page.page.locator(f".player .{part}").bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= height, f"{part} at {width}"
            assert box["x"] >= 0 and box["x"] + box["width"] <= width, f"{part} at {width}"
