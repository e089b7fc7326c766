"""Play, pause, step and scrub: what the viewer does, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

Record = Callable[..., Any]
Opened = Callable[..., Any]


def test_it_plays_by_itself_and_stays_on_the_last_generation(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("3")
    screen.give(record())
    screen.drawn(100)
    screen.until("!player.playing")
    assert screen.get("player.frames") > 1
    assert screen.text("generation") == "100"


def test_play_at_the_end_starts_again(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    screen.page.locator("[data-do=toggle]").click()
    screen.until("player.playing && player.shown > 0 && player.shown < 100")


def test_space_pauses_and_the_page_hears_where(screen: Any, record: Record) -> None:
    screen.page.locator("[data-set=stride]").select_option("1")
    screen.give(record(total=2001, rows=10))
    screen.until("player.generation > 5")
    assert screen.calls("view") == []
    screen.press(" ")
    screen.page.wait_for_function("calls.some(([name]) => name === 'view')")
    stopped = screen.get("player.generation")
    assert screen.calls("view") == [{"run": "a", "generation": stopped}]
    assert "variance" in screen.summary(stopped)


def test_buttons_name_what_they_do(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    button = screen.page.get_by_role("button", name="Play", exact=True)
    button.click()
    screen.page.get_by_role("button", name="Pause", exact=True).click()
    assert screen.get("player.playing") is False
    screen.page.get_by_role("button", name="To the end").click()
    screen.page.get_by_role("button", name="One generation back").click()
    screen.drawn(99)
    screen.page.get_by_role("button", name="One generation forward").click()
    screen.drawn(100)
    screen.page.get_by_role("button", name="To the start").click()
    screen.drawn(0)


def test_keys_step_stride_and_jump(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    steps = [
        ("ArrowRight", 1),
        ("Shift+ArrowRight", 11),
        ("ArrowLeft", 10),
        ("End", 100),
        ("ArrowRight", 100),
        ("Shift+ArrowLeft", 90),
        ("Home", 0),
        ("ArrowLeft", 0),
    ]
    for key, generation in steps:
        screen.press(key)
        screen.drawn(generation)


def test_a_long_run_is_stridden_by_hundreds(screen: Any, record: Record) -> None:
    screen.give(record(total=2001, rows=10), autoplay=False)
    screen.press("Shift+ArrowRight")
    screen.drawn(100)


def test_used_keys_stay_and_other_keys_pass(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.page.evaluate(
        "window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key))"
    )
    for key in (" ", "ArrowLeft", "Home", "l", "L", "z", "r", "Control+l"):
        screen.press(key)
    assert screen.page.evaluate("window.heard") == ["r", "Control", "l"]


def test_a_select_keeps_its_keys_and_a_button_its_space(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.page.locator("[data-set=wait]").focus()
    screen.page.keyboard.press("ArrowDown")
    assert screen.page.locator("[data-set=wait]").input_value() == "33"
    assert screen.get("player.generation") == 0
    screen.page.locator("[data-do=forward]").focus()
    screen.page.keyboard.press(" ")
    screen.drawn(1)
    assert screen.get("player.playing") is False


def test_the_slider_is_a_range_that_says_its_value(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    slider = screen.page.get_by_role("slider", name="Generation")
    slider.focus()
    screen.page.keyboard.press("ArrowRight")
    screen.drawn(1)
    assert slider.get_attribute("aria-valuetext") == "generation 1 of 100"


def drag(screen: Any, selector: str, start: float, end: float) -> None:
    box = screen.page.locator(selector).bounding_box()
    y = box["y"] + box["height"] / 2
    screen.page.mouse.move(box["x"] + start * box["width"], y)
    screen.page.mouse.down()
    screen.page.mouse.move(box["x"] + end * box["width"], y, steps=5)


@pytest.mark.parametrize("selector", [".slider", ".charts"])
def test_dragging_scrubs_and_letting_go_tells(screen: Any, record: Record, selector: str) -> None:
    screen.page.locator("[data-axis=linear]").click()
    screen.give(record())
    drag(screen, selector, 0.2, 0.6)
    screen.until("!player.playing && player.shown > 50 && player.shown < 70")
    assert screen.calls("view") == []
    screen.page.mouse.up()
    screen.page.wait_for_function("calls.some(([name]) => name === 'view')")
    assert screen.calls("view")[0]["generation"] == screen.get("player.generation")


def test_a_finger_scrubs_on_a_chart_and_scrolls_by_the_cloud(
    open_screen: Opened, record: Record
) -> None:
    screen = open_screen(viewport={"width": 390, "height": 844}, has_touch=True)
    screen.give(record(), autoplay=False)
    screen.page.locator(".cloud").tap()
    assert screen.get("player.generation") == 0
    screen.page.locator(".charts").tap()
    assert 0 < screen.get("player.generation") < 100
    touch = "getComputedStyle(document.querySelector('{}')).touchAction"
    assert screen.page.evaluate(touch.format(".charts")) == "pan-y"
    assert screen.page.evaluate(touch.format(".cloud")) == "auto"


def test_log_and_linear_place_a_generation_differently(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("Shift+ArrowRight")
    screen.drawn(10)
    slider = screen.page.locator(".slider")
    assert screen.page.locator("[data-axis=log]").get_attribute("aria-pressed") == "true"
    assert int(slider.input_value()) > 5000
    screen.press("l")
    assert screen.page.locator("[data-axis=linear]").get_attribute("aria-pressed") == "true"
    screen.page.wait_for_function("document.querySelector('.slider').value === '1000'")


def test_reduced_motion_does_not_play_by_itself(open_screen: Opened, record: Record) -> None:
    screen = open_screen(reduced_motion="reduce")
    screen.give(record())
    screen.drawn(0)
    assert screen.get("player.playing") is False
    screen.press("z")
    screen.press("End")
    screen.drawn(100)
    # The camera jumps: it is where it wants to be in the very frame that shows the generation.
    assert screen.get("player.scene.camera.span") < 0.01
    screen.press(" ")
    assert screen.get("player.playing") is True


def test_a_long_pause_of_the_browser_is_not_made_up_for(screen: Any, record: Record) -> None:
    screen.give(record(total=2001, rows=10), autoplay=False)
    screen.page.evaluate(
        "document.querySelector('.player').player.transport"
        ".advance(3_600_000, { wait: '16', stride: '1' })"
    )
    assert 0 < screen.get("player.generation") <= 31


def test_a_slow_screen_drops_frames_and_the_clock_holds(screen: Any, record: Record) -> None:
    screen.give(record(total=2001, rows=10), autoplay=False)
    advance = "player.transport.advance({}, {{ wait: '50', stride: '2' }})"
    for elapsed in (120, 180):
        screen.get(advance.format(elapsed))
    assert screen.get("player.generation") == 12


def test_the_film_strip_shows_and_leads_to_its_generations(screen: Any, record: Record) -> None:
    screen.give(record(total=301, rows=20), autoplay=False)
    frames = screen.page.locator(".film button")
    named = [f"generation {g}" for g in (0, 50, 100, 150, 200, 300)]
    assert frames.all_inner_texts() == named
    screen.page.wait_for_function("document.querySelectorAll('.film [data-drawn]').length === 6")
    frames.nth(2).click()
    screen.drawn(100)
    assert screen.page.locator(".film [data-current]").all_inner_texts() == ["generation 100"]


def test_the_film_strip_waits_for_what_is_not_computed_yet(screen: Any, record: Record) -> None:
    screen.give(record(total=301, rows=20).until(60), autoplay=False)
    screen.page.wait_for_function("document.querySelectorAll('.film [data-drawn]').length === 2")
    screen.give(record(total=301, rows=20), autoplay=False)
    screen.page.wait_for_function("document.querySelectorAll('.film [data-drawn]').length === 6")


def test_what_lies_ahead_can_be_hidden(screen: Any, record: Record) -> None:
    """Curves, axes, strip and slider end where the film is; a step goes on, a jump does not."""
    told = ((0, "It begins."), (40, "It ends."))
    screen.give(replace(record(), story=told), autoplay=False)
    for _ in range(2):
        screen.press("Shift+ArrowRight")
    screen.drawn(20)
    whole = screen.painted(".charts")
    screen.press("h")
    screen.until("!player.scene.ahead && player.drawn === 20")
    assert screen.calls("ahead") == ["hidden"]
    assert screen.painted(".charts") < whole, "no pale curve"
    lowest = "player.charts.panels[2].range.low"
    low = screen.get(lowest)
    assert screen.page.locator(".film button:visible").count() == 1
    assert screen.page.get_by_role("button", name="To the end").is_disabled()
    slider = screen.page.locator(".slider")
    slider.evaluate("(it) => { it.value = it.max; it.dispatchEvent(new Event('input')); }")
    screen.drawn(20)
    screen.press("End")
    screen.drawn(20)
    assert screen.text("told") == "It begins."
    for _ in range(4):
        screen.press("Shift+ArrowRight")
    screen.drawn(60)
    assert screen.get(lowest) < low and screen.text("told") == "It ends."


def test_a_jump_leads_as_far_as_one_has_been_until_all_is_shown(
    screen: Any, record: Record
) -> None:
    screen.give(record(), autoplay=False)
    screen.press("h")
    for _ in range(6):
        screen.press("Shift+ArrowRight")
    screen.drawn(60)
    screen.press("Home")
    screen.drawn(0)
    screen.press("End")
    screen.drawn(60)
    screen.page.get_by_role("button", name="Hide what lies ahead").click()
    screen.press("End")
    screen.drawn(100)
    assert screen.calls("ahead") == ["hidden", "shown"]


def test_what_the_page_says_of_it_counts_once_it_has_changed(screen: Any, record: Record) -> None:
    """A word of before the press comes late, and takes nothing back."""
    screen.give(record(), autoplay=False)
    screen.press("h")
    screen.give(record(), autoplay=False, ahead=True)
    assert screen.get("player.scene.ahead") is False
    for ahead in (False, True):
        screen.give(record(), autoplay=False, ahead=ahead)
        assert screen.get("player.scene.ahead") is ahead
