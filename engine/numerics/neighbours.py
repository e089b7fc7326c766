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
    from scipy.spatial import cKDTree  # only where it is needed: a third of a second
    from scipy.spatial.distance import cdist

    rows, centres = rows[:ROWS], centres[:ROWS]
    # The nearest row to a centre is that centre itself.
    neighbours = min(NEIGHBOURS + 1, len(centres))
    radii = cKDTree(centres).query(centres, [neighbours])[0][:, 0]
    inside = (cdist(rows, centres) <= radii).any(axis=1)
    return float(inside.mean())


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
