"""A plane of experiments that differ in two knobs: each cell some lineages of one of them."""

import json
from dataclasses import dataclass
from functools import lru_cache

from engine.knobs import BadSpec, Knob
from engine.map.axis import Axis, stops
from engine.settings import SAFE_INTEGER, Settings, affordable, readable, settings, to_dict

LINEAGES = Knob(
    9,
    "Lineages a cell",
    "How many times each experiment is repeated with other chance. Of an odd number one is in the "
    "middle.",
    1,
    1000,
    logarithmic=True,
)

DEFAULT = settings(
    truth="normal:dimensions=1",
    model="gaussian:ddof=0",
    policy="replace",
    samples=200,
    generations=500,
)
"""What is turned, unless somebody says otherwise: one Gaussian, whose law is known."""

X = "samples=10:2000:12"
Y = "policy.fresh.rows=0,1,2,3,4,5,6,8,10,12,15,20"
"""Along which axes."""

CELLS = 10_000
"""At most, of one map."""

Cell = tuple[int, int]
"""Which of the values of `x`, and which of those of `y`."""


@dataclass(frozen=True)
class Plane:
    """A base experiment, two axes, and R lineages a cell, with the base's seed S to S + R - 1.

    Raises:
        BadSpec: two axes that turn one knob, or knobs of two kinds of which a run has one; too
            many cells or lineages.
    """

    base: Settings
    x: Axis
    y: Axis
    lineages: int = 9

    def __post_init__(self) -> None:
        object.__setattr__(self, "lineages", int(LINEAGES.admit("lineages", self.lineages)))
        x, y = self.x, self.y
        if x.name == y.name:
            raise BadSpec(f"both axes turn {x.name}; take another knob for one of them")
        if x.kind and y.kind and x.kind[0] == y.kind[0] and x.kind[1] != y.kind[1]:
            raise BadSpec(
                f"a run has one {x.kind[0]}, not {x.kind[1]} and {y.kind[1]}; "
                "take knobs of the same one"
            )
        if len(x.values) * len(y.values) > CELLS:
            raise BadSpec(
                f"a map has at most {CELLS:,} cells, not {len(x.values):,} times {len(y.values):,}"
            )
        if self.base.seed + self.lineages - 1 > SAFE_INTEGER:
            raise BadSpec(f"the last lineage's seed would lie above {SAFE_INTEGER:,}")

    @property
    def shape(self) -> tuple[int, int]:
        """How many values `x` and `y` have."""
        return len(self.x.values), len(self.y.values)

    @property
    def cells(self) -> list[Cell]:
        """Row by row, from the lowest value of `y` on."""
        columns, rows = self.shape
        return [(i, j) for j in range(rows) for i in range(columns)]

    @property
    def seeds(self) -> range:
        """One a lineage, the same in every cell."""
        return range(self.base.seed, self.base.seed + self.lineages)

    @property
    def columns(self) -> tuple[str, str]:
        """What a table calls the axes: by their knobs' own names, where these differ."""
        if self.x.short == self.y.short:
            return self.x.name, self.y.name
        return self.x.short, self.y.short

    def values(self, cell: Cell) -> tuple[int | float, int | float]:
        """Where the cell lies."""
        return self.x.values[cell[0]], self.y.values[cell[1]]

    def settings(self, cell: Cell) -> Settings:
        """The experiment of a cell, that is its first lineage.

        Raises:
            BadSpec: there can be none there.
        """
        return _made(self.base, self.x, self.y, cell)

    @property
    def key(self) -> str:
        """One line that is equal for equal maps and for no others."""
        axes = {axis.name: stops(axis.values) for axis in (self.x, self.y)}
        return json.dumps({"map": axes, "lineages": self.lineages} | to_dict(self.base))


@lru_cache(maxsize=4 * CELLS)
def _made(base: Settings, x: Axis, y: Axis, cell: Cell) -> Settings:
    turned = y.put(x.put(base, x.values[cell[0]]), y.values[cell[1]])
    return affordable(readable(turned))
