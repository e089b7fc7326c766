"""As the page around wants it: paused further on, filling the window, heard by a whole class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Record = Callable[..., Any]
Opened = Callable[..., Any]


def test_it_opens_paused_where_the_link_says(screen: Any, record: Record) -> None:
    screen.give(record(), pause=42)
    screen.drawn(42)
    assert screen.get("player.playing") is False
    assert "variance" in screen.summary(42)


def test_until_that_generation_is_there_it_is_waited_for(screen: Any, record: Record) -> None:
    run = record()
    screen.give(run.until(20), pause=42)
    screen.page.wait_for_function("document.querySelector('.waiting').textContent")
    assert screen.text("waiting") == "waiting for generation 42, 20 there"
    assert screen.get("player.frames") == 0
    screen.give(run.until(43), 20, pause=42)
    screen.drawn(42)


def test_who_plays_on_is_not_taken_back(screen: Any, record: Record) -> None:
    run = record()
    screen.give(run.until(60), pause=42)
    screen.drawn(42)
    screen.press("ArrowRight")
    screen.give(run, 60, pause=42)
    screen.drawn(43)
    screen.press(" ")
    screen.until("player.generation > 50")
    screen.give(run, 100, pause=42)
    screen.until("player.generation === 100")


def test_a_run_that_ends_before_shows_its_end(screen: Any, record: Record) -> None:
    screen.give(record().until(20, "cancelled"), pause=42)
    screen.drawn(19)


@pytest.mark.parametrize("size", [(700, 560), (390, 620), (1400, 900)])
def test_it_fills_the_window_and_no_more(
    size: tuple[int, int], open_screen: Opened, record: Record
) -> None:
    width, height = size
    screen = open_screen(viewport={"width": width, "height": height})
    screen.give(record(), beneath=20)
    screen.until("player.frames > 0")
    screen.page.wait_for_timeout(200)
    beneath = height - screen.get(
        "root.getBoundingClientRect().bottom".replace("root", "player.root")
    )
    assert 0 <= beneath - 20 < 12
    assert screen.get("player.root.querySelector('.cloud').clientHeight") > 180


def test_presented_it_is_large_and_sharp(open_screen: Opened, record: Record) -> None:
    screen = open_screen(viewport={"width": 1400, "height": 900})
    screen.give(record(), beneath=20, presented=True)
    screen.until("player.frames > 0 && player.cloud.ratio === 1.5")
    cloud = "player.root.querySelector('.cloud')"
    assert screen.get(f"{cloud}.width === Math.round({cloud}.clientWidth * 1.5)")
    assert screen.get("player.root.getBoundingClientRect().bottom") <= 900


def test_presented_it_fits_where_the_browser_does_not_tell_its_zoom(
    open_screen: Opened, record: Record
) -> None:
    screen = open_screen(viewport={"width": 1400, "height": 900})
    screen.page.evaluate("delete Element.prototype.currentCSSZoom")
    screen.give(record(), beneath=20, presented=True)
    screen.until("player.frames > 0 && player.cloud.ratio === 1.5")
    assert 860 < screen.get("player.root.getBoundingClientRect().bottom") <= 900


def test_presented_it_hears_the_page_and_a_clicker(screen: Any, record: Record) -> None:
    screen.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=field>')")
    screen.give(record(), autoplay=False, presented=True)
    screen.drawn(0)
    keys = screen.page.keyboard
    for key, generation in (("ArrowRight", 1), ("PageDown", 50), ("PageDown", 100), ("PageUp", 50)):
        keys.press(key)
        screen.drawn(generation)
    keys.press(" ")
    screen.until("player.playing")
    keys.press(" ")
    screen.until("!player.playing")
    rests = screen.get("player.generation")
    screen.page.locator("#field").press("Home")
    screen.page.locator("#field").press("End")
    assert screen.get("player.generation") == rests, "typing is not playing"


def test_a_page_that_wants_a_key_for_itself_keeps_it(screen: Any, record: Record) -> None:
    screen.page.evaluate(
        "document.addEventListener('keydown', (e) => e.key === 'PageDown' && e.preventDefault())"
    )
    screen.give(record(), autoplay=False, presented=True)
    screen.drawn(0)
    screen.page.keyboard.press("PageDown")
    screen.page.keyboard.press("ArrowRight")
    screen.drawn(1)


def test_not_presented_it_hears_only_what_it_is_told(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    screen.page.keyboard.press("ArrowRight")
    screen.page.wait_for_timeout(100)
    assert screen.get("player.generation") == 0


def test_nothing_moves_where_the_system_asks_for_rest(open_screen: Opened, record: Record) -> None:
    screen = open_screen(reduced_motion="reduce")
    screen.give(record(), presented=True, beneath=20)
    screen.drawn(0)
    assert screen.get("player.playing") is False
    assert (
        screen.get("getComputedStyle(player.root.querySelector('.stage')).transitionDuration")
        == "0s"
    )
    screen.page.keyboard.press("z")
    screen.page.keyboard.press("End")
    screen.drawn(100)
    screen.page.wait_for_timeout(50)
    camera = screen.get("JSON.stringify(player.scene.camera)")
    screen.page.wait_for_timeout(300)
    assert screen.get("JSON.stringify(player.scene.camera)") == camera, "the camera does not glide"


def test_everything_is_reached_by_tab_and_seen(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    wanted = screen.get(
        "[...player.root.querySelectorAll('button, select, input')]"
        ".filter((each) => each.offsetParent).length"
    )
    seen = 0
    for _ in range(60):
        screen.page.keyboard.press("Tab")
        outline = screen.page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return e.closest('.player') && e !== e.closest('.player')"
            " ? [s.outlineStyle, parseFloat(s.outlineWidth)] : null; })()"
        )
        if outline:
            assert outline[0] == "solid" and outline[1] >= 2
            seen += 1
    assert seen >= wanted > 10
