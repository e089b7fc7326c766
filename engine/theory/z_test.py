"""Do the lineages of a run do what theory says? The difference, in standard errors, and a verdict.

The logarithm of the variance is compared where its law is known, for its spread is known then and
few lineages tell much. Elsewhere the mean is, as long as a few lineages do not carry it.
"""

from dataclasses import dataclass
from math import ceil, inf, nan
from typing import Literal

import numpy as np
from scipy.special import ndtri, stdtrit

from engine.arrays import Array
from engine.theory.expected import Expectation

FEWEST = 8
"""Lineages, below which nothing can be told."""

FALSE_ALARMS = 0.001
"""How often lineages that do obey the law may be called inconsistent with it; where the mean is
compared and few, unlike lineages are at hand it comes to one in seventy."""

UNLIKE = 0.5
"""Dispersion beyond which a few lineages carry the mean: a quarter of M fits under `replace`."""

ROUNDING = 1e-28
"""Share of the truth's variance below which rounding begins to show."""

LITTLE = 0.1
"""Of the diversity: where no more is left, few lineages carry what there is."""

DIGITS = 1e-10
"""What the rounding of numbers comes to in 2000 generations, as a share of a variance."""

Verdict = Literal["consistent", "not consistent", "cannot be told"]


@dataclass(frozen=True)
class Comparison:
    """Observed and expected mean over lineages, of the natural logarithm of the variance where
    `logarithm`, else of the variance itself, as a share of the truth's; NaN where unknown.

    `apart` is their difference in standard errors, `allowed` what chance explains; `reason` says
    in words why nothing can be told.
    """

    verdict: Verdict
    logarithm: bool
    observed: float = nan
    expected: float = nan
    error: float = nan
    apart: float = nan
    allowed: float = nan
    reason: str = ""


def compare(expectation: Expectation, generation: int, variances: Array) -> Comparison:
    """Hold the variances `(R,)` that R independent lineages have learned at one generation, as
    shares of the truth's, against what theory expects."""
    by_logarithm = expectation.logs is not None
    reason = _untold(expectation, generation, variances)
    if reason:
        return Comparison("cannot be told", by_logarithm, reason=reason)
    lineages = len(variances)
    if expectation.logs is not None:
        observed = float(np.log(variances).mean())
        expected = float(expectation.logs.mean[generation])
        error = float(expectation.logs.deviation[generation]) / lineages**0.5
        allowed = float(ndtri(1 - FALSE_ALARMS / 2))
    else:
        observed, expected = float(variances.mean()), float(expectation.average[generation])
        error = float(variances.std(ddof=1)) / lineages**0.5 if lineages > 1 else 0.0
        error = max(error, DIGITS * expected)
        allowed = float(stdtrit(max(lineages - 1, 1), 1 - FALSE_ALARMS / 2))
    apart = (observed - expected) / error if error else inf
    verdict: Verdict = "consistent" if abs(apart) <= allowed else "not consistent"
    return Comparison(verdict, by_logarithm, observed, expected, error, apart, allowed)


def _untold(expectation: Expectation, generation: int, variances: Array) -> str:
    """Why these lineages cannot tell; empty if they can."""
    if len(variances) < FEWEST and expectation.dispersion[generation] > 0:
        return f"it takes {FEWEST} lineages or more"
    if expectation.lineages is not None:
        needed = expectation.lineages[generation]
        if len(variances) >= needed:
            return ""
        if expectation.average[generation] < LITTLE:
            return "so much diversity is gone that a few of these lineages would carry the mean"
        return f"it takes {ceil(needed):,} lineages or more"
    if not np.all(variances >= ROUNDING):
        return "some lineages have no variance that can be told from the rounding of numbers"
    if expectation.logs is None and expectation.dispersion[generation] > UNLIKE:
        return "the lineages have become so unlike that a few of them would carry the mean"
    return ""
