"""Thousands of runs at a glance: a plane of two knobs, each cell some lineages of one experiment.

Imported from `engine.map`. Any number among the knobs of a kind is an axis (`axis.py`); what is
kept of a lineage is in `fates.py`, and which cell comes next in `order.py`.
"""

from engine.map.axis import Axis, axes, axis, spaced
from engine.map.fates import (
    GONE,
    HOLDS,
    LAW,
    NUMBERS,
    RUNS,
    SOME,
    WHAT,
    Fates,
    Listener,
    fate,
    numbers_of,
)
from engine.map.growing import Map
from engine.map.laws import has_law, law, laws
from engine.map.order import order
from engine.map.plane import CELLS, DEFAULT, LINEAGES, Cell, Plane, X, Y
from engine.map.table import map_csv

__all__ = [
    "CELLS",
    "DEFAULT",
    "GONE",
    "HOLDS",
    "LAW",
    "LINEAGES",
    "NUMBERS",
    "RUNS",
    "SOME",
    "WHAT",
    "Axis",
    "Cell",
    "Fates",
    "Listener",
    "Map",
    "Plane",
    "X",
    "Y",
    "axes",
    "axis",
    "fate",
    "has_law",
    "law",
    "laws",
    "map_csv",
    "numbers_of",
    "order",
    "spaced",
]
