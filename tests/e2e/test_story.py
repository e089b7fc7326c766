"""Without a click, the page tells what becomes of a copy of a copy."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.test_digits import NETWORK, digits

Visit = Callable[..., Any]
SIZES = {
    "desk": [(1280, 720), (1366, 768), (1400, 900), (1920, 1080)],
    "phone": [(390, 844)],
    "sideways": [(844, 390)],
}
FIRST = {"/clouds": "desk", "/dice": "phone", digits(NETWORK): "sideways"}
"""Links whose first screen is looked at, and the size that is tried each time."""


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        pytest.param((1400, 900), "light", id="desk-light"),
        pytest.param((390, 844), "dark", id="phone-dark"),
        pytest.param((1400, 900), "dark", id="desk-dark", marks=pytest.mark.long),
        pytest.param((390, 844), "light", id="phone-light", marks=pytest.mark.long),
    ],
)
def test_the_story_tells_itself(visit: Visit, size: tuple[int, int], scheme: str) -> None:
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = visit(viewport=viewport, color_scheme=scheme).playing()
    page.until("player.generation > 3 && player.playing")
    page.done()
    assert re.search(r"generation \d+", page.headline)
    assert page.get("player.loaded") == 2001
    page.whole()


def test_the_first_visitor_can_stop_the_film_and_audit_it(visit: Visit) -> None:
    page = visit().done()
    page.press("Home")
    page.press("ArrowRight")
    page.press("ArrowRight")
    page.page.get_by_text("Audit of generation 2:").click()
    audited = page.page.get_by_text("from the last generation")
    audited.wait_for()
    assert "200 from the last generation" in audited.inner_text()


def test_motion_is_left_out_for_those_who_asked_for_less(visit: Visit) -> None:
    page = visit(reduced_motion="reduce").done()
    assert page.get("player.playing") is False and page.get("player.generation") == 0
    assert "Generation 0 has learned" in page.headline, "it rests where its sentence is"


@pytest.mark.parametrize(
    "link",
    [
        "/?samples=2",
        "/?truth=normal:dimensions=10&generations=50",
        *(
            pytest.param(link, marks=pytest.mark.long)
            for link in (
                "/?samples=20&model=gmm:components=10",
                "/?truth=blobs:spread=0.01",
                "/?truth=normal:dimensions=1&model=kde&generations=50",
                "/?samples=20&model=kde:bandwidth=0.0&generations=50",
                "/?truth=iris&model=gmm:components=10&policy=accumulate&samples=50&generations=50",
            )
        ),
    ],
)
def test_the_ends_of_the_knobs_give_a_result(visit: Visit, link: str) -> None:
    page = visit(link).done()
    page.press("End")
    page.until("player.shown === player.loaded - 1")
    assert "generation" in page.headline


@pytest.mark.long
def test_a_hundred_thousand_samples(visit: Visit) -> None:
    page = visit("/?samples=100000&model=gmm:components=10&generations=10").done()
    assert page.get("player.loaded") == 11
    assert page.get("player.scene.run.components") == 10
    assert "1000 of 100000" in page.page.locator("[data-show=shown]").inner_text()


def test_a_bad_link_says_what_was_left_out(visit: Visit) -> None:
    page = visit(f"/?seed={2**63}&model=gmm:componets=3&samples=30&generations=20").done()
    warnings = page.page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(warnings) == 2
    assert any(str(2**63) in text for text in warnings)
    assert any("components" in text for text in warnings)
    assert "samples=30" in page.page.url and "seed" not in page.page.url


def test_a_link_cannot_make_the_page_fetch_a_picture(visit: Visit) -> None:
    page = visit("/?seed=![a](http://pictures.example/a.png)&generations=10").done()
    assert page.page.locator("[data-testid=stAlert] img").count() == 0


SHOWN = ("told", "readout", "cloud", "charts", "transport", "settings")
"""What a player's first screen holds: sentence, picture, curves and all controls."""


@pytest.mark.parametrize(
    ("link", "sizes"),
    [
        pytest.param(
            link, sizes, id=f"{size}-{link}", marks=[] if usual == size else pytest.mark.long
        )
        for link, usual in FIRST.items()
        for size, sizes in SIZES.items()
    ],
)
def test_the_first_screen_has_all_that_plays_it(
    visit: Visit, sizes: list[tuple[int, int]], link: str
) -> None:
    page = visit(link, viewport=_viewport(sizes[0])).playing().page
    page.locator(".st-key-head").get_by_text("A copy of a").wait_for()
    for size in sizes:
        page.set_viewport_size(_viewport(size))
        page.wait_for_timeout(400)
        for part in SHOWN:
            box = page.locator(f".player .{part}").bounding_box()
            assert box["y"] >= 0 and box["y"] + box["height"] <= size[1], f"{part} at {size}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _viewport(size: tuple[int, int]) -> dict[str, int]:
    return dict(zip(("width", "height"), size, strict=True))
