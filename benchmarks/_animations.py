"""Two ways to watch 2001 generations of a thousand points: our player, and a Plotly animation."""

from typing import Protocol

from playwright.sync_api import Page

from benchmarks._chromium import arrival, painted
from engine import PRESETS

PAPER, DEFAULT = "/?preset=paper&seed=3", "/?seed=3"
SETTLED = 'document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")'
BREATH = 1500
"""Milliseconds in which a page that has all it needs comes to rest."""


class Contender(Protocol):
    """An app. Its conditions are JavaScript that is asked at every frame."""

    name: str
    script: str
    links: tuple[str, ...]
    """What an earlier visitor has looked at: these runs are in the server's memory."""
    shown: str
    """Whether a first picture is drawn."""
    whole: str
    """Whether every generation has arrived."""
    picture: str
    """What tells one frame from another."""

    def prepare(self, page: Page, address: str) -> None:
        """Open a page that has everything, the drawing code included, but not the paper's run."""
        ...

    def press(self, page: Page) -> str:
        """Ask for the paper's run; the condition under which its first picture is drawn."""
        ...

    def play(self, page: Page) -> None:
        """Play generation by generation, as fast as it goes."""
        ...


class Ours:
    """The dashboard: from the default run to another by the pill with its name."""

    name = "ours"
    script = "app.py"
    links: tuple[str, ...] = (PAPER, DEFAULT, "/?preset=paper")
    shown = "player()?.drawn >= 0"
    whole = "player()?.scene.run?.done"
    picture = "player().frames"

    def prepare(self, page: Page, address: str) -> None:
        """A page that plays the default run."""
        arrival(page, address + DEFAULT, self.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)

    def press(self, page: Page) -> str:
        """The pill of the paper's mixture."""
        page.evaluate("() => { window.before = player().scene.run.id; }")
        page.get_by_text(PRESETS["paper"].label, exact=True).click()
        return f"player().scene.run.id !== before && {self.shown}"

    def play(self, page: Page) -> None:
        """From the start, one generation a frame."""
        page.locator("[data-set=stride]").select_option("1")
        page.locator(".player").press("Home")
        page.locator(".player").press(" ")


class Plotly:
    """A figure with a frame a generation, from an empty chart by a button."""

    name = "Plotly"
    script = "benchmarks/apps/plotly.py"
    links: tuple[str, ...] = (PAPER, DEFAULT)
    shown = "points().length > 0"
    whole = "frames() === 2001"
    picture = "points().slice(0, 5).map((point) => point.getAttribute('transform')).join()"

    def prepare(self, page: Page, address: str) -> None:
        """A page with the button and with an empty chart."""
        arrival(page, f"{address}{PAPER}&wait=1", "document.querySelector('.js-plotly-plot')")
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)

    def press(self, page: Page) -> str:
        """The button."""
        page.get_by_role("button", name="Show the run").click()
        return self.shown

    def play(self, page: Page) -> None:
        """Plotly's own button: a frame every 16 milliseconds, without redrawing axes."""
        page.locator(".updatemenu-button").click()
