"""Where something keeps the page from coming, one sentence says what, or it comes by itself."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Route

from view.entrance.page import WITHOUT_SCRIPT
from view.player.assets import TOO_OLD

Visit = Callable[..., Any]

A_MINUTE_AGO = """
  const loaded = "copy-of-a-copy:loaded-again";
  if (sessionStorage.getItem(loaded)) sessionStorage.setItem(loaded, Date.now() - 57_000);
"""
"""Nearly: so that nobody has to wait for it."""

EMPTY = "document.getElementById('root').replaceChildren()"


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
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.abort() if len(lost) == 1 else route.continue_()

    page.route("**/static/js/Slider*.js", lose)
    page.goto(f"{server}/clouds")
    page.locator("[data-testid=stSlider]").first.wait_for()
    assert len(lost) > 1
    context.close()


def test_a_part_that_is_held_back_twice_is_asked_for_again_later(
    browser: Browser, server: str
) -> None:
    context = browser.new_context()
    context.add_init_script(A_MINUTE_AGO)
    page = context.new_page()
    held: list[str] = []

    def hold(route: Route) -> None:
        held.append(route.request.url)
        route.abort()

    page.route("**/static/js/Slider*.js", hold)
    page.goto(f"{server}/clouds")
    page.get_by_text("It is loaded again in a minute").wait_for()
    asked = len(held)
    while len(held) < asked + 3:
        page.wait_for_timeout(100)
    page.unroute_all()
    page.locator("[data-testid=stSlider]").first.wait_for()
    context.close()


def test_a_page_waits_for_the_server_before_it_loads_itself_again(
    browser: Browser, server: str
) -> None:
    """A browser that reaches nobody shows a page of its own, and stays there."""
    context = browser.new_context()
    page = context.new_page()
    lost: list[str] = []

    def lose(route: Route) -> None:
        lost.append(route.request.url)
        route.abort()

    page.route("**/static/js/Slider*.js", lose)
    page.goto(f"{server}/words")
    page.get_by_role("heading", name="Variance", exact=True).wait_for()
    page.route("**/*", lose)
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
