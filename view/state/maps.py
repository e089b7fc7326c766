"""Maps that visitors look at: what the law says of them, what they cost, and who draws them."""

import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

import streamlit as st

from engine.jobs import MapJob, needed_bytes
from engine.map import Cell, Fates, Map, Plane, laws
from engine.settings import Settings
from view.state.consent import forecast_of
from view.state.server import store, visitor
from view.state.subscriptions import watch

MAP = "map"
"""The place of a map among a visitor's jobs."""

FORGOTTEN = 5.0
"""Seconds after which nobody looks at a map who has not asked for it again."""

SOON = 0.6
"""Seconds in which most laws are known, so that a page is drawn with them."""


@dataclass(frozen=True)
class Laws:
    """What the law says of a plane's cells, as far as it has been asked.

    Attributes:
        workers: so many cells are asked at once.
        known: by the cell.
        whole: set once all of them have been asked.
    """

    plane: Plane
    workers: int
    known: dict[Cell, Fates] = field(default_factory=dict)
    whole: threading.Event = field(default_factory=threading.Event)
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _looks: list[float] = field(default_factory=lambda: [0.0])

    def look(self) -> "Laws":
        """Somebody wants to know: what has not been asked yet is, beside the page."""
        self._looks[0] = time.monotonic()
        if not self.whole.is_set() and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask, daemon=True, name="laws").start()
        return self

    def soon(self) -> "Laws":
        """The same, as a page that is about to be drawn has them."""
        self.look().whole.wait(SOON)
        return self

    def _ask(self) -> None:
        """Cell by cell, for as long as somebody looks."""
        try:
            with closing(laws(self.plane, workers=self.workers, but=dict(self.known))) as found:
                for cell, fates in found:
                    self.known[cell] = fates
                    if time.monotonic() - self._looks[0] > FORGOTTEN:
                        return
            self.whole.set()
        finally:
            self._asking.release()


@st.cache_resource(show_spinner=False, max_entries=32)
def _laws(key: str, _plane: Plane) -> Laws:
    return Laws(_plane, store().at_once)


def laws_of(plane: Plane) -> Laws:
    """What the law says of a plane, which is found out beside the page; whatever its seed."""
    typical = replace(plane, base=replace(plane.base, seed=0), lineages=1)
    found: Laws = _laws(typical.key, typical)
    return found.look()


def show_map(plane: Plane) -> MapJob | None:
    """The map, where it has been begun."""
    return _map(plane) if store().has(plane.key) else None


def begin_map(plane: Plane) -> None:
    """Have its cells run."""
    _map(plane)


def _map(plane: Plane) -> MapJob:
    return watch(MAP, plane.key, lambda: MapJob(Map(plane)))


def seconds_for(cells: Map) -> float:
    """What all runs of a map that has not begun will take on this machine, on all its cores.

    Those at the corners are measured; between them it grows with both knobs, as it mostly does.

    Raises:
        Full: there is no room for them; then nothing is measured.
    """
    plane = cells.plane
    corners = _corners(cells)
    if not corners:
        return 0.0
    seconds = {at: _measured(plane.settings(cell)) for at, cell in corners.items()}
    mean = sum(seconds.values()) / len(seconds)
    price = {at: seconds.get(at, mean) for at in ((0, 0), (0, 1), (1, 0), (1, 1))}
    total = sum(_between(price, plane, cell) for cell in plane.cells if cell not in cells.failed)
    return total * plane.lineages / store().at_once


def _corners(cells: Map) -> dict[Cell, Cell]:
    """The cells at the corners, or else the first that there can be, by which corner it is."""
    columns, rows = cells.plane.shape
    every = {(a, b): (a * (columns - 1), b * (rows - 1)) for a in (0, 1) for b in (0, 1)}
    found = {at: cell for at, cell in every.items() if cell not in cells.failed}
    possible = [cell for cell in cells.plane.cells if cell not in cells.failed]
    return found or dict(zip([(0, 0)], possible, strict=False))


def _measured(settings: Settings) -> float:
    store().admit(needed_bytes(settings), visitor())
    return forecast_of(settings)


def _between(price: Mapping[Cell, float], plane: Plane, cell: Cell) -> float:
    parts = []
    for side, at in ((plane.x, cell[0]), (plane.y, cell[1])):
        low, high = side.values[0], side.values[-1]
        parts.append((side.values[at] - low) / (high - low) if high > low else 0.0)
    x, y = parts
    lower = price[0, 0] * (1 - x) + price[1, 0] * x
    upper = price[0, 1] * (1 - x) + price[1, 1] * x
    return lower * (1 - y) + upper * y
