"""What a visitor waits for while others train networks and have lineages on the same server."""

import re
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page

from benchmarks._animations import BREATH, SETTLED, Ours
from benchmarks._chromium import answer, arrival, chromium, fresh_page, painted
from benchmarks._figures import Figure, at_most, less_than_ours, report
from benchmarks._server import served

ROUNDS = 5
MIXTURE = "/?samples=250&generations=100"
NETWORK = "/?preset=vae&seed=500", "Cancel"
DIGITS = "/digits?generations=60&seed=500", "Cancel"
LINEAGES = "/?preset=paper&seed=500&lineages=256", "of 256 lineages"
"""What the others have open, and what is read there for as long as it goes on."""

STARTS = re.compile("^Start (this|these) ")
KNOB, PAGE = "from a knob's key to its picture", "from a click to another page"
BUSY = "while one trains a network and one has 256 lineages"
NEW = f"player().scene.run?.id !== before && {Ours.shown}"
CONTINUES = '[...document.querySelectorAll("button")].some((one) => one.innerText === "Continue")'

Other = tuple[str, str]


def measure(quick: bool) -> Iterator[Figure]:
    """Medians of what one visitor waits for, alone and beside others, in one browser."""
    with chromium() as browser, served("app.py") as address:
        visitor = Visitor(browser, address)
        if quick:
            yield from visitor.beside(NETWORK, 1, {KNOB: visitor.knob})
            return
        first = visitor.network(99)
        yield Figure("the server's first network, for which it loads PyTorch", first, "s")
        network = statistics.median(visitor.network(seed) for seed in range(ROUNDS))
        yield Figure("from a press to a network's first picture", network, "s", at_most(1.5))
        waits = {KNOB: visitor.knob, PAGE: visitor.page}
        yield from visitor.beside(DIGITS, ROUNDS, waits)
        cancelled = statistics.median(visitor.cancel(seed) for seed in range(ROUNDS))
        yield Figure("from Cancel to Continue, a network training", cancelled, "s", at_most(1))


class Visitor:
    """One who comes anew for everything that is measured."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._seeds = iter(range(100, 1000))

    def beside(
        self, network: Other, rounds: int, waits: dict[str, Callable[[], float]]
    ) -> Iterator[Figure]:
        """What is waited for while the others are there, and before they come and after."""

        def times() -> dict[str, list[float]]:
            return {what: [wait() for _ in range(rounds)] for what, wait in waits.items()}

        before = times()
        with self._others(network, LINEAGES):
            busy = times()
        after = times()
        for what in waits:
            alone, beside = map(statistics.median, (before[what] + after[what], busy[what]))
            peer = less_than_ours("alone", alone, beside, at_most(1.5))
            yield Figure(f"{what} {BUSY}", beside, "s", at_most(1), peer)

    @contextmanager
    def _others(self, *others: Other) -> Iterator[None]:
        """Their players are at rest: it is one machine, and they would have their own. What they
        have open goes on all the while, and then is cancelled."""
        with ExitStack() as stack:
            pages = [stack.enter_context(fresh_page(self._browser)) for _ in others]
            for page, (link, said) in zip(pages, others, strict=True):
                _begun(page, self._address + link, said)
                page.locator(".player").press("Home")
            pages[0].wait_for_timeout(BREATH)
            yield
            for page, (_, said) in zip(pages, others, strict=True):
                assert page.get_by_text(said).count(), f"{page.url} was over too soon"
                page.get_by_role("button", name="Cancel").click()
                page.get_by_text("what is there stays").wait_for()

    @contextmanager
    def _mixture(self) -> Iterator[Page]:
        with fresh_page(self._browser) as page:
            arrival(page, f"{self._address}{MIXTURE}&seed={next(self._seeds)}", Ours.whole)
            painted(page, SETTLED)
            yield page

    def network(self, seed: int) -> float:
        """The network of the plane, by its name among the models."""
        with self._mixture() as page:
            page.get_by_role("combobox", name="Model").click()
            option = page.get_by_role("option", name="Autoencoder")
            return _pressed(page, option.click, NEW)

    def knob(self) -> float:
        """A mixture of one sample more."""
        with self._mixture() as page:
            slider = page.get_by_role("slider", name="Samples a generation")
            return _pressed(page, lambda: slider.press("ArrowRight"), NEW)

    def page(self) -> float:
        """The title of the page Digits."""
        title = 'document.body.innerText.includes("A copy of a digit.")'
        with self._mixture() as page:
            link = page.get_by_test_id("stTopNavLink").filter(has_text="Digits")
            return _pressed(page, link.click, title)

    def cancel(self, seed: int) -> float:
        """The end of a network that trains."""
        with fresh_page(self._browser) as page:
            _begun(page, f"{self._address}/?preset=vae&seed={600 + seed}", "Cancel")
            return _pressed(page, page.get_by_role("button", name="Cancel").click, CONTINUES)


def _begun(page: Page, address: str, said: str) -> None:
    """It goes on, if need be after its cost was agreed to."""
    page.goto(address)
    asked, on = page.get_by_role("button", name=STARTS), page.get_by_text(said)
    asked.or_(on).first.wait_for()
    if asked.count():
        asked.click()
    on.wait_for()


def _pressed(page: Page, press: Callable[[], None], condition: str) -> float:
    page.wait_for_timeout(BREATH)
    page.evaluate("() => { window.before = player()?.scene.run?.id; }")
    press()
    return answer(page, condition)


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
