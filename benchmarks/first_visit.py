"""How soon each page answers its very first visitor, right after the server's start."""

import argparse
import sys

from playwright.sync_api import Browser

from benchmarks._chromium import arrival, chromium, fresh_page
from benchmarks._server import served

AT_MOST = 2.0
"""Seconds."""

ANSWERED = 'document.querySelector("[data-testid=stMain] [data-testid=stHeading]")?.innerText'
LINKS = "links => links.map(link => new URL(link.href).pathname)"


def main() -> int:
    """Measure, print, and say what was missed."""
    argparse.ArgumentParser(
        prog="python -m benchmarks.first_visit", description=__doc__
    ).parse_args()
    missed = False
    with chromium() as browser:
        nothing = _first(browser, "benchmarks/apps/empty.py", "/")
        print(f"       {nothing:.2f} s for a page of one word")
        for page in _pages(browser):
            seconds = _first(browser, "app.py", page)
            met = seconds <= AT_MOST
            missed |= not met
            said = f"{seconds:.2f} s for {page}, {seconds / nothing:.1f} times that"
            print("ok    " if met else "MISSED", said, f"(at most {AT_MOST:g} s)")
    return int(missed)


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
    sys.exit(main())
