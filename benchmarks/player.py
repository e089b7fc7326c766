"""How soon a picture is there, and how smoothly it moves, against a Plotly animation."""

import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks._animations import PAPER, SMALL, Ours, Plotly, Show
from benchmarks._chromium import chromium
from benchmarks._figures import (
    NONE,
    Figure,
    Limits,
    at_least,
    at_most,
    less_than_ours,
    more_than_ours,
    report,
)
from benchmarks._page_timing import Measured, compare, empty, scrubbed, turned_knob, visit
from benchmarks._server import served


@dataclass(frozen=True)
class Size:
    """What is shown, how often in turn, for how many seconds, and how far one drags ahead."""

    show: Show = PAPER
    rounds: int = 3
    seconds: float = 5.0
    ahead: int = 1500
    knob: str = "/?samples=300"


QUICK = Size(SMALL, rounds=1, seconds=0.5, ahead=400, knob="/?samples=300&generations=100")


def measure(quick: bool) -> Iterator[Figure]:
    """Against Plotly, and then what only our page has."""
    size = QUICK if quick else Size()
    ours, plotly = Ours(size.show), Plotly(size.show)
    with served(ours.script) as here, served(plotly.script) as there:
        sides = (ours, here), (plotly, there)
        for side in sides:
            visit(*side)
        with chromium() as browser:
            found = compare(browser, sides, size.rounds, size.seconds)
            yield from _compared(found[ours.name], found[plotly.name], size.show)
            yield from _alone(browser, here, size)
            nothing = empty(browser, f"{there}/?empty=1")
    yield Figure("from a link to a Streamlit page with nothing on it", nothing, "s")


def _compared(ours: Measured, plotly: Measured, show: Show) -> Iterator[Figure]:
    """Sooner, less, and more pictures a second."""
    film = f"{show.generations} generations"

    def less(name: str, what: str, unit: str, *limits: Limits, times: Limits = NONE) -> Figure:
        peer = more_than_ours("Plotly", plotly[name], ours[name], times)
        return Figure(what, ours[name], unit, *limits, peer=peer)

    yield less("link", "from a link to the first picture", "s")
    yield less("press", "from a press to the first picture", "s", times=at_least(10))
    pace = less_than_ours("Plotly", plotly["pace"], ours["pace"])
    yield Figure("different pictures a second", ours["pace"], "pictures", at_least(50), pace)
    yield Figure("frames a second that the browser offered", ours["offered"], "frames")
    yield less("sent", f"sent for {film}, socket and film", "MB", at_most(3))
    yield less("files", "files of Streamlit's and of the page", "MB")


def _alone(browser: Browser, address: str, size: Size) -> Iterator[Figure]:
    """A drag while the film loads, and a knob."""
    drags = [scrubbed(browser, address + size.show.link, size.ahead) for _ in range(size.rounds)]
    what = f"from a drag to generation {size.ahead}, the film still loading, to its picture"
    yield Figure(what, statistics.median(drags), "s", at_most(0.5))
    turns = [turned_knob(browser, f"{address}{size.knob}&seed={i}") for i in range(size.rounds)]
    picture, whole = (statistics.median(seconds) for seconds in zip(*turns, strict=True))
    yield Figure("from a knob's key to the new run's first picture", picture, "s", at_most(0.5))
    yield Figure("from a knob's key to the new run's last generation", whole, "s", at_most(2))


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
