"""How soon each page answers its very first visitor, right after the server's start."""

import sys
from collections.abc import Iterator

from playwright.sync_api import Browser

from benchmarks._chromium import arrival, chromium, fresh_page
from benchmarks._figures import Figure, at_most, less_than_ours, report
from benchmarks._server import served

SECONDS = 2.0
"""At most."""

ANSWERED = '(find(".told") ?? find("[data-testid=stMain] [data-testid=stHeading]"))?.innerText'
"""A player tells its own headline."""
LINKS = "links => links.map(link => new URL(link.href).pathname)"


def measure(quick: bool) -> Iterator[Figure]:
    """Every page, or just the first, beside a page of one word."""
    with chromium() as browser:
        word = _first(browser, "benchmarks/apps/empty.py", "/")
        for page in ["/"] if quick else _pages(browser):
            seconds = _first(browser, "app.py", page)
            peer = less_than_ours("a page of one word", word, seconds)
            what = f"the first visitor after a start has the headline of {page}"
            yield Figure(what, seconds, "s", at_most(SECONDS), peer)


def _first(browser: Browser, script: str, page: str) -> float:
    """Seconds until a server that has just started has shown the page's headline."""
    with served(script) as address, fresh_page(browser) as opened:
        return arrival(opened, address + page, ANSWERED)


def _pages(browser: Browser) -> list[str]:
    """The paths of the pages in the navigation."""
    with served("app.py") as address, fresh_page(browser) as opened:
        arrival(opened, address, ANSWERED)
        found: list[str] = opened.get_by_test_id("stTopNavLink").evaluate_all(LINKS)
        return found


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
