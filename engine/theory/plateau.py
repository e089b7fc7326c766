"""Where fresh real data hold a lineage, and whether it went there."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array


def settled_variance(fresh: float, kept: float) -> float:
    """Variance at which what is read settles, as a share of the truth's: a / (1 - (1 - a) k).

    A share `fresh` (a) of each training set is real, and a generation's output has the share
    `kept` (k) of the variance that it has read. Alemohammad et al. 2023 (arXiv 2307.01850), for
    infinitely many samples and one Gaussian; the means must agree. `kept` must lie below
    1 / (1 - a), beyond which the variance grows without end.
    """
    return fresh / (1 - (1 - fresh) * kept)


UNSETTLED = 0.05
"""Share of the way to its level that a lineage may have left and still count as settled."""


@dataclass(frozen=True)
class Settling:
    """Where a lineage with fresh data should settle, and where it did; shares of the truth's
    variance, of the output. `error` is the standard error of `expected`, `since` the generation
    from which on `observed` is the mean."""

    kept: float
    expected: float
    error: float
    observed: float
    since: int


def settling(fresh: float, variances: Array, truth: float) -> Settling | None:
    """What the first half of a lineage's variances `(g,)` foretells of its second half.

    The share that one generation keeps is measured in the first half, its first generations apart
    (a tenth), as the mean of output over what was read. None before 40 generations, where that
    share leaves no level to settle at, and where half the lineage is too short to come within 5%
    of the way to it.
    """
    half = len(variances) // 2
    if half < 20:
        return None
    shares = variances / truth
    read = fresh + (1 - fresh) * shares[:-1]
    ratios = (shares[1:] / read)[half // 10 : half]
    kept = float(ratios.mean())
    if not 0 <= kept * (1 - fresh) < 1 or (kept * (1 - fresh)) ** half > UNSETTLED:
        return None
    level = kept * settled_variance(fresh, kept)
    slope = fresh / (1 - (1 - fresh) * kept) ** 2
    error = slope * float(ratios.std(ddof=1)) / np.sqrt(len(ratios))
    return Settling(kept, level, float(error), float(shares[half:].mean()), half)
