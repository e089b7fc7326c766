"""A map that grows: what became of each cell, as far as it is known, and what failed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.arrays import Array
from engine.knobs import BadSpec
from engine.map.fates import Fates
from engine.map.order import order
from engine.map.plane import Cell, Plane
from engine.settings import Settings


class Map:
    """The cells of a plane.

    Attributes:
        plane: which experiments.
        fates: of the cells whose lineages have all run.
        failed: why a cell has none, in one sentence.
        laws: what the law says of a cell, where it was asked.
    """

    def __init__(self, plane: Plane) -> None:
        self.plane = plane
        self.fates: dict[Cell, Fates] = {}
        self.failed: dict[Cell, str] = {}
        self.laws: dict[Cell, Fates] = {}
        self._parts: dict[Cell, dict[int, list[float]]] = {}
        self._queue: list[Cell] | None = None
        self._cells: dict[Settings, Cell] = {}
        for cell in plane.cells:
            try:
                self._cells[plane.settings(cell)] = cell
            except BadSpec as bad:
                self.failed[cell] = str(bad)

    @property
    def total(self) -> int:
        """How many cells there are."""
        return len(self.plane.cells)

    @property
    def done(self) -> int:
        """How many are known, or have failed."""
        return len(self.fates) + len(self.failed)

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do."""
        return self.done == self.total

    @property
    def runs_left(self) -> int:
        """How many lineages are still to run."""
        left = (self.total - self.done) * self.plane.lineages
        return left - sum(map(len, list(self._parts.values())))

    @property
    def shares(self) -> Array:
        """Of each cell `(columns, rows)` the share of lineages that keep half; NaN where it is not
        known."""
        found = np.full(self.plane.shape, np.nan)
        for cell, fates in self.fates.items():
            found[cell] = fates.share
        return found

    def best(self, cell: Cell) -> Fates | None:
        """What is known of a cell: by its runs, or else by the law."""
        return self.fates.get(cell) or self.laws.get(cell)

    def due(self) -> Iterator[tuple[Cell, Settings, tuple[int, ...]]]:
        """The cells that are still to run, first things first, each with the seeds it lacks."""
        if self._queue is None:
            self._queue = [cell for cell in order(self.shares) if cell not in self.failed]
        for cell in self._queue:
            if cell not in self.fates and cell not in self.failed:
                there = self._parts.get(cell, {})
                seeds = tuple(seed for seed in self.plane.seeds if seed not in there)
                yield cell, self.plane.settings(cell), seeds

    def cell(self, settings: Settings) -> Cell | None:
        """Where these are the settings, whatever their seed; None where that is nowhere."""
        return self._cells.get(settings)

    def grow(self, cell: Cell, seed: int, numbers: list[float]) -> None:
        """What became of one of the cell's lineages."""
        if cell in self.fates or seed not in self.plane.seeds:
            return
        there = self._parts.setdefault(cell, {})
        there[seed] = numbers
        if len(there) == self.plane.lineages:
            self.fates[cell] = Fates.of([there[seed] for seed in self.plane.seeds])
            self.failed.pop(cell, None)
            del self._parts[cell]
            self._queue = None

    def fail(self, cell: Cell, why: str) -> None:
        """The cell cannot be computed; the others can."""
        self.failed[cell] = why
        self._parts.pop(cell, None)
        self._queue = None

    def take_over(self, other: "Map") -> None:
        """The cells of another map that are cells of this one, too, need not run again."""
        own, theirs = self.plane, other.plane
        if not set(own.seeds) <= set(theirs.seeds):
            return
        begin = own.base.seed - theirs.base.seed
        for there, fates in list(other.fates.items()):
            here = self.cell(replace(theirs.settings(there), seed=own.base.seed))
            if here is not None and here not in self.fates:
                self.fates[here] = fates.some(begin, own.lineages)
                self._parts.pop(here, None)
                self._queue = None
