"""Lineages drawn from their exact laws, by the hundred: no data are made and nothing is fitted.

Natural logarithms of variances, as shares of the truth's; `rows`, `ddof` and `bias` as in
`engine.theory.gaussian`. A normal sample tells a Gaussian its mean and its scatter alone, and those
are a normal number and a chi-square one, whatever the number of rows.
"""

import numpy as np

from engine.arrays import Array, Rng

Drawn = tuple[int, Array, Array]
"""How many rows, and for each lineage their mean and their scatter around it `(lineages,)`."""


def log_variance_paths(
    rng: Rng, rows: Array, lineages: int, ddof: int = 1, bias: float = 1.0
) -> Array:
    """log(variance) of so many lineages `(lineages, g)`, drawn from the exact law: no data are
    made, nothing is fitted."""
    factors = rng.chisquare(rows - 1, (lineages, len(rows))) * (bias / (rows - ddof))
    return np.cumsum(np.log(factors), axis=1)


def log_volume_paths(
    rng: Rng, rows: Array, lineages: int, dimensions: int, ddof: int = 1, bias: float = 1.0
) -> Array:
    """log|covariance| of so many lineages `(lineages, g)`, drawn from the exact law."""
    steps = np.zeros((lineages, len(rows)))
    for taken in range(1, dimensions + 1):
        steps += np.log(rng.chisquare(rows - taken, steps.shape) * (bias / (rows - ddof)))
    return np.cumsum(steps, axis=1)


def log_mixed_paths(
    rng: Rng,
    real: Array,
    own: Array,
    lineages: int,
    ddof: int = 1,
    bias: float = 1.0,
    kept: bool = False,
) -> Array:
    """log(variance) of so many lineages `(lineages, g)` along one direction, where fit t reads
    `real[t]` real rows and `own[t]` rows of the last generation; at least one real row in each.

    The real rows are new each time, or always those that the last fit reads, where they are `kept`.
    """
    mean, variance = np.zeros(lineages), np.ones(lineages)
    found = np.empty((len(real), lineages))
    treasured = _drawn(rng, int(real[-1]), np.zeros(lineages), np.ones(lineages))
    for t, (fresh, heard) in enumerate(zip(real.tolist(), own.tolist(), strict=True)):
        held = treasured if kept else _drawn(rng, 0, mean, variance)
        newly = _drawn(rng, fresh - held[0], np.zeros(lineages), np.ones(lineages))
        said = _drawn(rng, heard, mean, variance)
        rows, mean, scatter = _joined(_joined(held, newly), said)
        variance = bias * scatter / (rows - ddof)
        found[t] = np.log(variance)
    return found.T


def log_accumulated_paths(
    rng: Rng, samples: int, fits: int, lineages: int, ddof: int = 1, bias: float = 1.0
) -> Array:
    """log(variance) of so many lineages `(lineages, fits)` along one direction, where everything
    said so far is read, the real rows included."""
    store = _drawn(rng, samples, np.zeros(lineages), np.ones(lineages))
    found = np.empty((fits, lineages))
    for t in range(fits):
        rows, mean, scatter = store
        variance = bias * scatter / (rows - ddof)
        found[t] = np.log(variance)
        store = _joined(store, _drawn(rng, samples, mean, variance))
    return found.T


def _drawn(rng: Rng, rows: int, mean: Array, variance: Array) -> Drawn:
    """So many normal rows with a mean and a variance `(lineages,)`."""
    if rows == 0:
        return 0, np.zeros_like(mean), np.zeros_like(mean)
    means = mean + np.sqrt(variance / rows) * rng.standard_normal(len(mean))
    if rows == 1:
        return 1, means, np.zeros_like(mean)
    return rows, means, variance * rng.chisquare(rows - 1, len(mean))


def _joined(one: Drawn, other: Drawn) -> Drawn:
    """Both samples as one (Chan, Golub and LeVeque 1983)."""
    rows = one[0] + other[0]
    if not rows:
        return one
    step = other[1] - one[1]
    scatter = one[2] + other[2] + step**2 * (one[0] * other[0] / rows)
    return rows, one[1] + step * (other[0] / rows), scatter
