"""Two ways to watch the generations of a run: our player, and a Plotly animation."""

from dataclasses import dataclass
from typing import Protocol

from playwright.sync_api import Page

from benchmarks._chromium import arrival, painted
from engine import PRESETS

SETTLED = 'document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")'
BREATH = 1500
"""Milliseconds in which a page that has all it needs comes to rest."""


@dataclass(frozen=True)
class Show:
    """A run by the name of its preset, and another, as long, from which one comes to it."""

    preset: str
    other: str

    @property
    def link(self) -> str:
        """Where the run is."""
        return f"/?preset={self.preset}&seed=3"

    @property
    def generations(self) -> int:
        """How many are to be seen, the first fit included."""
        return PRESETS[self.preset].settings.generations + 1


PAPER = Show("paper", "/?seed=3")
"""2001 generations of a thousand points, and the same of two hundred."""

SMALL = Show("small-class", "/?seed=3&generations=500")


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
        """Open a page that has everything, the drawing code included, but not the run."""
        ...

    def press(self, page: Page) -> str:
        """Ask for the run; the condition under which its first picture is drawn."""
        ...

    def play(self, page: Page) -> None:
        """Play generation by generation, as fast as it goes."""
        ...


class Ours:
    """The dashboard: from the default run to another by the pill with its name."""

    name = "ours"
    script = "app.py"
    shown = "player()?.drawn >= 0"
    whole = "player()?.scene.run?.done"
    picture = "player().frames"

    def __init__(self, show: Show) -> None:
        self._show = show
        self.links = show.link, show.other, f"/?preset={show.preset}"

    def prepare(self, page: Page, address: str) -> None:
        """A page that plays the other run."""
        arrival(page, address + self._show.other, self.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)

    def press(self, page: Page) -> str:
        """The pill with the preset's name."""
        page.evaluate("() => { window.before = player().scene.run.id; }")
        page.get_by_text(PRESETS[self._show.preset].label, exact=True).click()
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
    shown = "points().length > 0"
    picture = "points().slice(0, 5).map((point) => point.getAttribute('transform')).join()"

    def __init__(self, show: Show) -> None:
        self.links = show.link, show.other
        self.whole = f"frames() === {show.generations}"

    def prepare(self, page: Page, address: str) -> None:
        """A page with the button and with an empty chart."""
        arrival(
            page, f"{address}{self.links[0]}&wait=1", "document.querySelector('.js-plotly-plot')"
        )
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)

    def press(self, page: Page) -> str:
        """The button."""
        page.get_by_role("button", name="Show the run").click()
        return self.shown

    def play(self, page: Page) -> None:
        """Plotly's own button: a frame every 16 milliseconds, without redrawing axes."""
        page.locator(".updatemenu-button").click()
