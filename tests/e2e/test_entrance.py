"""Where something keeps the page from coming, one sentence says what, or it comes by itself."""

from collections.abc import Callable
from math import inf
from typing import Any

from playwright.sync_api import Browser, Page, Route

from view.entrance.page import WITHOUT_SCRIPT
from view.player.assets import TOO_OLD

Visit = Callable[..., Any]

A_MINUTE_AGO = """
  const loaded = "copy-of-a-copy:loaded-again";
  if (sessionStorage.getItem(loaded)) sessionStorage.setItem(loaded, Date.now() - 57_000);
"""
"""Nearly: so that nobody has to wait for it."""

SLIDER = "**/static/js/Slider*.js"

EMPTY = "document.getElementById('root').replaceChildren()"


def held_back(page: Page, what: str, times: float = inf) -> list[str]:
    """What a page asks for, and does not get so many times."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) <= times else route.continue_()

    page.route(what, answer)
    return asked


def test_without_javascript_there_is_one_sentence(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server)
    assert page.locator("noscript").inner_text().strip() == WITHOUT_SCRIPT
    context.close()


def test_without_a_websocket_it_says_what_to_ask_for(browser: Browser, server: str) -> None:
    context = browser.new_context()
    context.add_init_script("WebSocket = class extends EventTarget { close() {} send() {} };")
    page = context.new_page()
    page.goto(server)
    page.get_by_role("alert").get_by_text("allow WebSockets for this address").wait_for()
    context.close()


def test_a_page_that_came_out_empty_loads_itself_again_once(visit: Visit) -> None:
    page = visit("/glossary")
    heading = page.page.get_by_role("heading", name="Variance", exact=True)
    heading.wait_for()
    with page.page.expect_navigation():
        page.page.evaluate(EMPTY)
        page.page.get_by_text("It is being loaded again").wait_for()
    heading.wait_for()
    page.page.evaluate(EMPTY)
    page.page.get_by_text("twice within a minute").wait_for()
    page.faults.clear()  # React misses what was taken away
    page.page.close()


def test_a_part_that_does_not_come_is_asked_for_once_more(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked = held_back(page, SLIDER, 1)
    page.goto(f"{server}/clouds")
    page.locator("[data-testid=stSlider]").first.wait_for()
    assert len(asked) > 1
    context.close()


def test_a_part_that_is_held_back_twice_is_asked_for_again_later(
    browser: Browser, server: str
) -> None:
    context = browser.new_context()
    context.add_init_script(A_MINUTE_AGO)
    page = context.new_page()
    asked = held_back(page, SLIDER)
    page.goto(f"{server}/clouds")
    page.get_by_text("It is loaded again in a minute").wait_for()
    before = len(asked)
    while len(asked) < before + 3:
        page.wait_for_timeout(100)
    page.unroute_all()
    page.locator("[data-testid=stSlider]").first.wait_for()
    context.close()


def test_a_part_that_never_works_is_asked_for_three_times_more(
    browser: Browser, server: str
) -> None:
    """It can be fetched, but what it needs itself is held back."""
    context = browser.new_context()
    context.add_init_script(A_MINUTE_AGO)
    page = context.new_page()
    loads: list[str] = []
    page.on("domcontentloaded", lambda _: loads.append(page.url))
    broken = {"content_type": "text/javascript", "body": 'import "./none-of-this-name.js";'}
    page.route(SLIDER, lambda route: route.fulfill(**broken))
    page.goto(f"{server}/clouds")
    page.get_by_text("however often it is loaded").wait_for()
    page.wait_for_timeout(5000)
    assert len(loads) == 5, "at first, at once, and three times more"
    context.close()


def test_a_page_waits_for_the_server_before_it_loads_itself_again(
    browser: Browser, server: str
) -> None:
    """A browser that reaches nobody shows a page of its own, and stays there."""
    context = browser.new_context()
    page = context.new_page()
    held_back(page, SLIDER)
    page.goto(f"{server}/words")
    page.get_by_role("heading", name="Variance", exact=True).wait_for()
    lost = held_back(page, "**/*")
    page.get_by_role("link", name="Clouds", exact=True).click()
    page.get_by_text("It is being loaded again").wait_for()
    page.wait_for_timeout(3000)
    assert any("/health" in url for url in lost)
    page.unroute_all()
    page.locator("[data-testid=stSlider]").first.wait_for()
    context.close()


def test_a_browser_that_is_too_old_for_films_is_told_so(browser: Browser, server: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.OffscreenCanvas")
    page = context.new_page()
    page.goto(server)
    page.get_by_text(TOO_OLD).wait_for()
    context.close()
