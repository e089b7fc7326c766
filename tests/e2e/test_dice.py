"""A class throws by hand, and then lets the computer throw."""

from collections.abc import Callable
from typing import Any

Visit = Callable[..., Any]


def test_the_story_of_a_die_tells_itself(visit: Visit) -> None:
    page = visit("/dice").playing()
    page.until("player.generation > 3 && player.playing")
    page.done()
    page.press("End")
    page.until("player.shown === player.loaded - 1")
    assert "took over: since generation" in page.headline
    assert "is left" in page.page.locator("[data-show=shown]").inner_text()
    page.page.get_by_text("Which face takes over").wait_for()
    page.whole()


def test_a_press_is_a_generation_and_the_computer_goes_on_from_there(visit: Visit) -> None:
    page = visit("/dice?generations=100").done()
    page.page.get_by_text("We throw, by hand").click()
    page.page.get_by_text("Which face will be gone first?").wait_for()
    page.until("player && player.scene.byHand !== '' && player.drawn === 0")
    button = page.page.get_by_role("button", name="Once more: 100 throws")
    for generation in (1, 2, 3):
        button.click()
        page.until(f"player.drawn === {generation}")
    took = page.get(
        "(() => { const began = performance.now(); player.transport.onward(); player.draw();"
        " return performance.now() - began; })()"
    )
    assert took < 100, f"a press took {took:.0f} ms"
    assert "took over" not in page.text(), "the end is given away"
    assert "hand=yes" in page.page.url
    page.page.get_by_role("button", name="Let the computer go on from here").click()
    page.until("player && player.scene.byHand === '' && player.generation >= 4")
    page.done()
    assert "hand" not in page.page.url
    page.until("player.generation === 100")
    page.whole()
