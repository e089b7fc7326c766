"""The page of pictures in a real browser: back and forth, cancel and go on, side by side."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

Visit = Callable[..., Any]
NETWORK = {
    "truth": "digits",
    "samples": "60",
    "generations": "10",
    "model": "vae:hidden=16,steps=20,likelihood=bernoulli",
}
MIXTURE = NETWORK | {"truth": "digits:components=4", "model": "gmm:components=3"}
DRIFT = "/?generations=100&samples=50"


def digits(link: dict[str, str], **more: str) -> str:
    return f"/digits?{urlencode(link | more)}"


def turn_to(page: Any, title: str) -> None:
    link = page.page.get_by_test_id("stTopNavLink").filter(has_text=title)
    if not link.count():  # on a narrow screen the navigation is in the sidebar
        link = page.page.get_by_role("link", name=title)
    link.first.click()
    page.page.get_by_text(
        {"Digits": "A copy of a digit.", "Clouds": "A copy of a copy."}[title]
    ).wait_for()


def both(page: Any, expression: str) -> Any:
    """`expression` may name the players `a` and `b`."""
    return page.page.locator(".player").evaluate_all(
        f"(roots) => {{ const [a, b] = roots.map((root) => root.player); return ({expression}); }}"
    )


def until_both(page: Any, expression: str) -> None:
    for _ in range(600):
        if page.page.locator(".player").count() == 2 and both(page, f"a && b && ({expression})"):
            return
        page.page.wait_for_timeout(100)
    pytest.fail(f"never: {expression}; the page says {page.text()}")


def test_each_page_finds_its_run_again(visit: Visit) -> None:
    page = visit(DRIFT).done()
    drift = page.run
    page.press("End")
    turn_to(page, "Digits")
    page.playing()
    page.until("player.scene.run.galleries.length > 0")
    recorded = page.run
    page.page.get_by_role("button", name="Run it live").click()
    page.until(f"player && player.scene.run?.id !== '{recorded}' && player.loaded > 0")
    page.page.get_by_role("button", name="Cancel").click()
    page.page.get_by_role("button", name="Continue").wait_for()
    digits_run = page.run
    turn_to(page, "Clouds")
    page.until(f"player && player.scene.run && player.scene.run.id === '{drift}'")
    page.done()
    assert page.get("player.generation") == 100, "the place is lost"
    assert "samples=50" in page.page.url and "/digits" not in page.page.url
    turn_to(page, "Digits")
    page.until(f"player && player.scene.run && player.scene.run.id === '{digits_run}'")
    page.page.get_by_role("button", name="Continue").wait_for()
    page.whole()


@pytest.mark.parametrize(
    ("size", "link"),
    [
        pytest.param((1400, 900), NETWORK, id="desk-network"),
        pytest.param((390, 844), MIXTURE, id="phone-mixture"),
        pytest.param((1400, 900), MIXTURE, id="desk-mixture", marks=pytest.mark.long),
        pytest.param((390, 844), NETWORK, id="phone-network", marks=pytest.mark.long),
    ],
)
def test_pictures_tell_their_story(visit: Visit, link: dict[str, str], size: Any) -> None:
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = visit(digits(link), viewport=viewport).done()
    assert page.get("player.loaded") == 11 and "digit" in page.headline
    page.page.get_by_text("Which digits are still drawn").wait_for()
    labels = page.page.locator(".galleries button").all_inner_texts()
    assert labels[0] == "same codes" and labels[-1] == "as drawn"
    page.press("End")
    page.until("player.shown === 10")
    page.press("p")
    page.until("player.scene.gallery === 1")
    page.whole()


def test_cancelled_it_goes_on_from_there(visit: Visit) -> None:
    page = visit(digits(NETWORK, generations="100")).playing()
    page.until("player.loaded > 2")
    page.page.get_by_role("button", name="Cancel").click()
    page.page.get_by_role("button", name="Continue").wait_for()
    page.until("player.scene.run.done")
    page.settled()
    before, kept = page.run, page.get("player.loaded")
    assert 2 < kept < 101
    page.page.get_by_role("button", name="Continue").click()
    page.until(f"player.loaded > {kept}")
    assert page.run == before
    page.done()
    assert page.get("player.loaded") == 101 and page.run == before


def test_more_generations_keep_the_viewers_place(visit: Visit) -> None:
    page = visit(digits(NETWORK)).done()
    page.press("End")
    page.press("ArrowLeft")
    page.until("player.shown === 9")
    before = page.run
    page.page.get_by_role("button", name="10 more generations").click()
    page.until(f"player.scene.run.id !== '{before}'")
    page.until("player.generation >= 9")
    page.done()
    assert page.get("player.scene.run.continues") == before
    assert page.get("player.loaded") == 21
    slider = page.page.get_by_role("slider", name="Generations")
    assert slider.get_attribute("aria-valuetext") == "20"
    page.until("player.generation === 20")


def test_two_runs_side_by_side_keep_one_clock(visit: Visit) -> None:
    page = visit(digits(NETWORK, beside=urlencode(MIXTURE)))
    until_both(page, "a.scene.run?.done && b.scene.run?.done")
    page.page.get_by_text("Take it with you").wait_for()
    players = page.page.locator(".player")
    players.nth(0).focus()
    page.page.keyboard.press("Home")
    until_both(page, "a.shown === 0 && b.shown === 0")
    players.nth(1).focus()
    page.page.keyboard.press("ArrowRight")
    until_both(page, "a.shown === 1 && b.shown === 1")
    page.page.keyboard.press(" ")
    until_both(page, "a.generation > 3 && b.generation > 3")
    page.page.keyboard.press(" ")
    until_both(page, "!a.playing && !b.playing && a.shown === b.shown")
    assert page.page.get_by_role("button", name="Cancel").count() == 0
    page.whole()
    page.page.get_by_role("button", name="Put away").click()
    expect(players).to_have_count(1)
    page.done()
    assert "beside" not in page.page.url


def test_a_run_kept_beside_stays_while_knobs_are_turned(visit: Visit) -> None:
    page = visit(digits(MIXTURE)).done()
    kept = page.run
    page.page.get_by_role("button", name="Keep beside the next").click()
    until_both(page, "a.loaded && b.loaded")
    for _ in range(2):
        before = both(page, "a.scene.run.id")
        page.page.get_by_role("button", name="New seed").click()
        until_both(page, f"a.scene.run.id !== '{before}' && a.scene.run.done")
        assert both(page, "b.scene.run.id") == kept
        until_both(page, "a.drawn === b.drawn")
    assert "beside=" in page.page.url
    again = visit(page.page.url.removeprefix(page.server))
    until_both(again, "a.scene.run?.done && b.scene.run?.done")
    assert both(again, "b.scene.run.id") == kept and both(again, "a.scene.run.id") == both(
        page, "a.scene.run.id"
    )


def test_presets_may_be_changed_faster_than_they_run(visit: Visit) -> None:
    page = visit(digits(MIXTURE)).done()
    for name in ("With noise", "A wider code", "Ten digits", "Half fresh digits", "A mixture"):
        page.page.get_by_text(name, exact=True).first.click()
        page.page.wait_for_timeout(150)
    page.page.wait_for_url("**preset=digits-mixture**")
    page.until("player.scene.run.done && player.loaded === 21", 120)
    page.done()
    assert page.get("player.scene.run.galleries.length") == 2


def test_the_generations_can_be_turned_while_it_runs(visit: Visit) -> None:
    page = visit(digits(NETWORK, generations="100")).playing()
    slider = page.page.get_by_role("slider", name="Generations")
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        slider.focus()
        slider.press(key)
        page.page.wait_for_timeout(200)
    page.page.wait_for_url("**generations=50**")
    page.until("player.scene.run.total === 51 && player.scene.run.done")
    page.done()


def test_new_seeds_as_fast_as_one_can_press(visit: Visit) -> None:
    page = visit(digits(NETWORK, beside=urlencode(MIXTURE)))
    until_both(page, "a.loaded && b.loaded")
    kept = both(page, "b.scene.run.id")
    for _ in range(6):
        page.page.get_by_role("button", name="New seed").click()
        page.page.wait_for_timeout(120)
    page.page.get_by_text("Take it with you").wait_for()
    until_both(page, "a.scene.run.done && a.loaded === 11 && b.loaded === 11")
    assert both(page, "b.scene.run.id") == kept
    until_both(page, "a.drawn === b.drawn")
    page.whole()


def test_two_runs_fit_on_a_phone(visit: Visit) -> None:
    link = digits(NETWORK, beside=urlencode(MIXTURE))
    page = visit(link, viewport={"width": 390, "height": 844})
    until_both(page, "a.scene.run?.done && b.scene.run?.done")
    page.page.get_by_text("Take it with you").wait_for()
    page.whole()


def test_the_same_run_twice_is_one_run_with_one_clock(visit: Visit) -> None:
    page = visit(digits(NETWORK)).done()
    page.page.get_by_role("button", name="Keep beside the next").click()
    until_both(page, "a.loaded === 11 && b.loaded === 11 && a.scene.run.id === b.scene.run.id")
    page.page.locator(".player").nth(1).focus()
    page.page.keyboard.press("Home")
    until_both(page, "a.drawn === 0 && b.drawn === 0")
    page.page.keyboard.press("End")
    until_both(page, "a.drawn === 10 && b.drawn === 10")
    page.page.get_by_role("button", name="10 more generations").click()
    until_both(page, "a.loaded === 21 && b.loaded === 11")
    until_both(page, "a.drawn === 20 && b.drawn === 10")
    page.whole()


def test_a_network_beside_a_mixture_start_together(visit: Visit) -> None:
    page = visit(
        digits(
            NETWORK | {"model": "vae:hidden=128,steps=1000,likelihood=bernoulli"},
            beside=urlencode(MIXTURE),
        )
    )
    until_both(page, "b.loaded === 11 && a.loaded > 3")
    assert both(page, "b.generation <= a.loaded"), "one ran ahead"
    until_both(page, "a.generation > 0 && Math.abs(a.generation - b.generation) <= 1")
    page.page.locator(".player").first.focus()
    page.page.keyboard.press(" ")
    until_both(page, "!a.playing && !b.playing && a.drawn === b.drawn")


def test_a_run_kept_on_one_page_stays_there(visit: Visit) -> None:
    page = visit(digits(NETWORK, beside=urlencode(MIXTURE)))
    until_both(page, "a.scene.run?.done && b.scene.run?.done")
    turn_to(page, "Clouds")
    expect(page.page.locator(".player")).to_have_count(1)
    page.playing()
    page.until("player.scene.run.dims === 2 && !player.scene.run.galleries.length")
    turn_to(page, "Digits")
    until_both(page, "a.scene.run?.done && b.scene.run?.done")
    page.whole()
