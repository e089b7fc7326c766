"""Which rows lie where other rows lie, told by nearest neighbours (Kynkaanniemi et al. 2019)."""

import numpy as np

from engine.arrays import Array

NEIGHBOURS = 3
"""Their k: a row's neighbourhood ends at its third nearest other row."""

ROWS = 1000
"""At most so many rows of either kind are compared."""


def share_reached(rows: Array, centres: Array) -> float:
    """Share of `rows (n, d)` that lie in the neighbourhood of at least one of `centres (m, d)`.

    With real rows and the output's neighbourhoods it is the recall of Kynkaanniemi et al., with
    the output and the real rows' neighbourhoods their precision.
    """
    return float(_inside(rows, centres).any(axis=1).mean())


def share_met(rows: Array, centres: Array) -> float:
    """Share of `centres (m, d)` in whose neighbourhood at least one of `rows (n, d)` lies: with
    real rows as centres the coverage of Naeem et al. 2020, which no single far-off row can
    raise."""
    return float(_inside(rows, centres).any(axis=0).mean())


def crowding(rows: Array, centres: Array) -> float:
    """In how many neighbourhoods of `centres (m, d)` a row of `rows (n, d)` lies on average, over
    the three in which one of the centres' own kind would lie: the density of Naeem et al. 2020."""
    return float(_inside(rows, centres).sum(axis=1).mean()) / NEIGHBOURS


def _inside(rows: Array, centres: Array) -> Array:
    """Which rows `(n, m)` lie no farther from each centre than its third nearest other one."""
    from scipy.spatial import cKDTree  # only where it is needed: a third of a second
    from scipy.spatial.distance import cdist

    rows, centres = rows[:ROWS], centres[:ROWS]
    # The nearest row to a centre is that centre itself.
    neighbours = min(NEIGHBOURS + 1, len(centres))
    radii = cKDTree(centres).query(centres, [neighbours])[0][:, 0]
    inside: Array = cdist(rows, centres) <= radii
    return inside


def log_densities(rows: Array, centres: Array) -> Array:
    """Log density `(n,)` at rows `(n, d)`, but for a constant, from the distance to the fourth
    nearest of `centres (m, d)`: of a row among them, its third neighbour (Loftsgaarden and
    Quesenberry 1965)."""
    from scipy.spatial import cKDTree

    nearest = min(NEIGHBOURS + 1, len(centres))
    distances = cKDTree(centres).query(rows, [nearest])[0][:, 0]
    tiny = np.finfo(float).tiny
    density: Array = -rows.shape[1] * np.log(np.maximum(distances, tiny)) - np.log(len(centres))
    return density
