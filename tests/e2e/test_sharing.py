"""A page passed on: alone in another page, without its knobs, paused, presented, with its keys."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.test_accessibility import obstacles

Visit = Callable[..., Any]
SHORT = "generations=100&samples=50"
FOOT = "root.getBoundingClientRect().bottom"


def test_in_another_page_player_and_sentence_stand_alone(visit: Visit) -> None:
    page = visit(f"/?{SHORT}&embed=true&pause=40", viewport={"width": 700, "height": 560})
    page.until("player && player.drawn === 40 && !player.playing && player.scene.run.done")
    page.settled()
    page.page.get_by_role("progressbar").wait_for(state="detached")
    page.page.wait_for_timeout(500)
    assert "variance" in page.headline
    assert page.page.locator("[data-testid^=stBaseButton]:visible").count() == 0
    assert not page.page.locator("[data-testid=stSidebar]").is_visible()
    assert not page.page.locator("[data-testid=stExpander]").first.is_visible()
    assert page.get(FOOT) <= 560, "nothing is cut"
    with page.page.context.expect_page() as opening:
        page.page.get_by_text("Copy of a Copy").click()
    whole = opening.value
    whole.get_by_role("button", name="Share").wait_for()
    assert "pause=40" in whole.url and "embed" not in whole.url


def test_a_hidden_sidebar_and_a_locked_knob(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&sidebar=no").playing()
    assert not page.page.locator("[data-testid=stSidebar]").is_visible()
    assert page.get("player.scene.planned") == 100, "the knobs are as the link has them"
    page = visit(f"/dice?{SHORT}&lock=samples").playing()
    slider = page.page.get_by_role("slider", name="Samples a generation")
    assert slider.is_disabled() or slider.get_attribute("aria-disabled") == "true"
    assert page.page.get_by_role("slider", name="Faces").is_enabled()


def test_the_list_of_keys_comes_at_a_question_mark(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}").playing()
    title = page.page.get_by_role("heading", name="Keys")
    page.page.get_by_role("spinbutton", name="Seed").press("?")
    assert title.count() == 0, "typing opens nothing"
    button = page.page.get_by_role("button", name="All keys")
    button.focus()
    page.page.keyboard.press("?")
    title.wait_for()
    focus = "document.querySelector('.st-key-keys').contains(document.activeElement)"
    assert page.page.evaluate(focus)
    shown = page.run
    page.page.keyboard.press("n")
    page.page.wait_for_timeout(500)
    page.settled()
    assert page.run == shown, "the list holds the other keys back"
    page.page.keyboard.press("Escape")
    title.wait_for(state="hidden")
    assert button.evaluate("(it) => it.getRootNode().activeElement === it"), "focus comes back"


@pytest.mark.parametrize("size", [(1400, 900), (1920, 1080)])
def test_a_projector_shows_it_whole_and_hears_keys(visit: Visit, size: tuple[int, int]) -> None:
    width, height = size
    page = visit(f"/?{SHORT}", viewport={"width": width, "height": height}).done()
    page.page.keyboard.press("f")
    page.until("player.presented && player.root.getBoundingClientRect().width > 0.9 * innerWidth")
    page.settled()
    assert "present=yes" in page.page.url
    page.page.wait_for_timeout(500)
    assert height - 60 < page.get(FOOT) <= height
    sentence = page.page.locator(".told").first
    assert (
        sentence.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize) * it.currentCSSZoom")
        >= 40
    )
    assert sentence.bounding_box()["y"] >= 0
    page.page.keyboard.press("Home")
    page.until("player.drawn === 0")
    page.page.keyboard.press("PageDown")
    page.until("player.drawn === 50")
    page.page.keyboard.press("Escape")
    page.page.locator("[data-testid=stSidebar]").wait_for()
    page.until("!player.presented")
    assert "present" not in page.page.url


def test_an_experiment_is_a_digit_away(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&present=yes").playing()
    page.page.keyboard.press("2")
    page.page.wait_for_url("**preset=loaded**")
    assert "present=yes" in page.page.url
    page.until("player && player.presented && player.scene.planned > 100")


def test_while_presenting_the_keyboard_keeps_its_place_and_the_pointer_leaves_none(
    visit: Visit,
) -> None:
    page = visit(f"/?{SHORT}&present=yes&autoplay=no").playing()
    button = page.page.get_by_role("button", name="All keys")
    focused = "(it) => it.getRootNode().activeElement === it"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("ArrowRight")
    button.focus()
    assert button.evaluate(focused), "as where arrow keys lead from button to button"
    button.evaluate("(it) => it.blur()")
    page.page.locator(".told").first.click()
    button.focus()
    assert not button.evaluate(focused), "the space bar plays"


def test_nothing_of_this_is_an_obstacle(visit: Visit) -> None:
    page = visit(f"/dice?{SHORT}&present=yes&autoplay=no").done()
    assert obstacles(page.page) == []
    page.page.keyboard.press("?")
    page.page.get_by_role("heading", name="Keys").wait_for()
    assert obstacles(page.page) == []
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Share").click()
    page.page.get_by_alt_text("QR code of the link").wait_for()
    assert obstacles(page.page) == []
    page = visit(f"/dice?{SHORT}&embed=true", viewport={"width": 390, "height": 620}).playing()
    assert obstacles(page.page) == []
