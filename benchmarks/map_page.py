"""How soon the squares of a map are there, and how soon it answers a knob while its runs go on."""

import statistics
import sys
from collections.abc import Iterator

from playwright.sync_api import Browser

from benchmarks._animations import BREATH, Ours
from benchmarks._chromium import answer, arrival, chromium, fresh_page
from benchmarks._figures import Figure, at_most, less_than_ours, report
from benchmarks._server import served

ROUNDS = 5

SQUARES, ANSWER = 1.0, 0.5
"""Seconds, at most."""

COUNT = '(find(".drawing")?.querySelectorAll("{}").length ?? 0)'
LAW, RUNS = COUNT.format("rect[fill^=rgb]"), COUNT.format("circle")
"""Squares that have a colour, and those that have run."""

COLOURS = '[...find(".drawing").querySelectorAll("rect")].map((e) => e.getAttribute("fill")).join()'

THERE = f"{LAW} >= 144"
NOTHING = 'find("[data-testid=stHeading]")'


def measure(quick: bool) -> Iterator[Figure]:
    """The default map, an empty page, and maps that nobody has asked for, in turn."""
    rounds = 1 if quick else ROUNDS
    with (
        served("app.py") as here,
        served("benchmarks/apps/empty.py") as there,
        chromium() as browser,
    ):
        _opened(browser, f"{here}/map")  # both have had a visitor
        _empty(browser, there)
        found = [
            (
                _opened(browser, f"{here}/map"),
                _empty(browser, there),
                _opened(browser, _link(here, number)),
                _clicked(browser, here),
                *_turned(browser, _link(here, number)),
            )
            for number in range(rounds)
        ]
    medians = map(statistics.median, zip(*found, strict=True))
    opened, empty, fresh, clicked, colours, lineages = medians
    peer = less_than_ours("a page of one word", empty, opened)
    what = "from a map's address to its law's 144 squares"
    yield Figure(what, opened, "s", at_most(SQUARES), peer)
    yield Figure("the same of a map that nobody has asked for", fresh, "s")
    yield Figure("from a click on another page to these squares", clicked, "s", at_most(SQUARES))
    during = "while its runs are under way"
    yield Figure(f"from other colours to these {during}", colours, "s", at_most(ANSWER))
    yield Figure(f"from a knob's key to that map {during}", lineages, "s", at_most(ANSWER))


def _link(address: str, number: int) -> str:
    return f"{address}/map?generations={499 - number}"


def _opened(browser: Browser, link: str) -> float:
    with fresh_page(browser) as page:
        return arrival(page, link, THERE)


def _empty(browser: Browser, address: str) -> float:
    with fresh_page(browser) as page:
        return arrival(page, address, NOTHING)


def _clicked(browser: Browser, address: str) -> float:
    """From a page whose film is there."""
    with fresh_page(browser) as page:
        arrival(page, f"{address}/clouds?generations=100", Ours.whole)
        page.wait_for_timeout(BREATH)
        page.get_by_test_id("stTopNavLink").filter(has_text="Map").click()
        return answer(page, THERE)


def _turned(browser: Browser, link: str) -> tuple[float, float]:
    """Other colours, and then one lineage a cell more, of which no square has run yet."""
    with fresh_page(browser) as page:
        arrival(page, link, f"{THERE} && {RUNS} > 4")
        page.evaluate(f"() => {{ window.before = {COLOURS}; }}")
        page.get_by_role("radio", name="Variance kept").click()
        colours = answer(page, f"{COLOURS} !== before")
        page.wait_for_timeout(BREATH)
        page.get_by_role("slider", name="Lineages a cell").press("ArrowRight")
        return colours, answer(page, f"{RUNS} < 4")


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
