"""Which cells of a map come first: coarse ones everywhere, then finer ones along the edge."""

import numpy as np

from engine.analysis.survival import HALF
from engine.arrays import Array

WIDE = 0.2
"""Shares of lineages that keep half which are so far apart have an edge between them."""

COARSE = 0.6
"""The levels above so much of the highest one are laid out first, wherever the edge may be."""


def order(known: Array) -> list[tuple[int, int]]:
    """The cells `(i, j)` that are not known, in the order in which to run them.

    `known (columns, rows)` is the share of lineages that keep half where it is known, NaN where it
    is not. First come, level by level, cells that lie twice as close as those of the level before;
    within what is left those come first between whose neighbours the edge lies, and of these the
    coarser ones. Every cell comes in its turn: the edge is only seen earlier.
    """
    levels = level(known.shape)
    begun = np.isnan(known) & (levels >= COARSE * levels.max())
    last = np.where(begun, 0.0, np.where(_at_edge(known, levels), 1.0, 2.0))
    due = np.argwhere(np.isnan(known))
    keys = [(last[i, j], -levels[i, j], i, j) for i, j in due.tolist()]
    return [(i, j) for _, _, i, j in sorted(keys)]


def level(shape: tuple[int, ...]) -> Array:
    """How coarse a grid is, at most, that has a cell among its own `(columns, rows)`: 2^level cells
    lie between two of them. The first and the last of each side are of every grid."""
    columns, rows = (_levels(count) for count in shape)
    return np.minimum(columns[:, None], rows[None, :])


def _levels(count: int) -> Array:
    most = max(count - 2, 0).bit_length()
    ends = (0, count - 1)
    found = [most if i in ends else (i & -i).bit_length() - 1 for i in range(count)]
    return np.minimum(found, most)


def _at_edge(known: Array, levels: Array) -> Array:
    """Between whose known neighbours, on the grid that is one coarser, some hold and some do not,
    or shares lie far apart."""
    low, high = np.full(known.shape, np.inf), np.full(known.shape, -np.inf)
    for at in range(int(levels.max()) + 1):
        here = levels == at
        around = list(_shifted(known, 2**at))
        low = np.where(here, np.fmin.reduce(around), low)
        high = np.where(here, np.fmax.reduce(around), high)
    with np.errstate(invalid="ignore"):
        found: Array = ((low < HALF) & (high >= HALF)) | (high - low >= WIDE)
    return found


def _shifted(known: Array, step: int) -> list[Array]:
    """The neighbours of each cell at a distance, in eight directions; NaN beyond the edges."""
    columns, rows = known.shape
    padded = np.full((columns + 2 * step, rows + 2 * step), np.nan)
    padded[step : step + columns, step : step + rows] = known
    return [
        padded[a : a + columns, b : b + rows]
        for a in (0, step, 2 * step)
        for b in (0, step, 2 * step)
        if (a, b) != (step, step)
    ]
