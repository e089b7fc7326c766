"""Tabs in a context that stays: their process lives on, and what is compiled in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

Options = dict[str, Any]
EMULATED = {"color_scheme", "reduced_motion"}


class Homes:
    """Contexts that stay, each with a page that stays: the first to ask gets the first, whoever
    asks beside another a context of their own, as two visitors have.

    A page of the same site then finds the scripts compiled, which is half of what a visit costs.
    """

    def __init__(self, browser: Browser, viewport: Options, settle: Callable[[Page], None]) -> None:
        """`settle` takes a page to where it stays, and has all the others begin as they should."""
        self._browser, self._viewport, self._settle = browser, viewport, settle
        self._homes: list[BrowserContext] = []

    @contextmanager
    def guests(self) -> Iterator[Callable[..., Page]]:
        """What opens a tab in a context of its own, with a context's options; after that it is as
        if nobody had been there."""
        free, others = iter(range(100)), list[BrowserContext]()

        def opened(**options: Any) -> Page:
            options = {"viewport": self._viewport} | options
            if options.keys() <= {"viewport", *EMULATED}:
                return self._tab(next(free), options)
            others.append(self._browser.new_context(**options))
            self._settle(others[-1].new_page())
            return others[-1].new_page()

        try:
            yield opened
        finally:
            for home in self._homes:
                tidy(home)
            for context in others:
                context.close()

    def _tab(self, number: int, options: Options) -> Page:
        """A tab at home, made to look as one in a new context would."""
        if number == len(self._homes):
            self._homes.append(self._browser.new_context(viewport=self._viewport))
            self._settle(self._homes[-1].new_page())
        page = self._homes[number].new_page()
        page.set_viewport_size(options["viewport"])
        page.emulate_media(**{name: options.get(name) for name in EMULATED})
        return page

    def close(self) -> None:
        """Nobody comes any more."""
        for home in self._homes:
            home.close()


def tidy(home: BrowserContext) -> None:
    """Close all tabs but the one that stays, and forget what they have left."""
    stays, *others = home.pages
    for page in others:
        page.close()
    home.set_offline(False)
    home.clear_cookies()
    stays.evaluate("localStorage.clear()")
