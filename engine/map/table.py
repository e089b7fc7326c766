"""A map as text that other programs read: one row a cell."""

import csv
from typing import IO

from engine.map.fates import Fates
from engine.map.growing import Map
from engine.map.plane import Cell

COLUMNS = ["lineages", "kept", "low", "high", "median", "lost_tail", "first_below_half", "source"]


def map_csv(file: IO[str], cells: Map) -> None:
    """The cells row by row, `y` from its lowest value on; what is not known of a cell is empty.

    `kept` is how many of the `lineages` keep half of generation 0's variance, `low` and `high` the
    ends of the 90% interval of that share; `lost_tail` how many no longer say the tail at the end,
    `first_below_half` the generation by which half of them have less than half, where they do.
    """
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow([*cells.plane.columns, *COLUMNS])
    for cell in cells.plane.cells:
        rows.writerow([*cells.plane.values(cell), *_row(cells, cell)])


def _row(cells: Map, cell: Cell) -> list[object]:
    fates = cells.best(cell)
    return _told(fates) if fates else [0] + [""] * (len(COLUMNS) - 1)


def _told(fates: Fates) -> list[object]:
    first, lost = fates.first_below_half, fates.lost_tail
    return [
        *(fates.count, fates.holding, *map(repr, (*fates.interval, fates.median))),
        "" if lost is None else lost,
        "" if first is None else first,
        fates.source,
    ]
