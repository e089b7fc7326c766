"""What was observed of lineages beside what theory expects, at some generations, as a table."""

from collections.abc import Mapping

import numpy as np

from engine import LINEAGES, Ensemble, Trajectory
from engine.arrays import Array
from engine.theory import Comparison, Expectation, compare
from view.captions.format import percent
from view.figures.theory import checkable

CHECKED = (0, 1, 10, 100, 1000)
"""Generations at which what was observed is compared, besides the last."""

LIGHTS = {
    "consistent": "✓ consistent",
    "not consistent": "✗ not consistent",
    "cannot be told": "– cannot be told",
}


def shares(expected: Expectation, run: Trajectory, lineages: Ensemble | None) -> Array:
    """What each lineage that is whole has learned, `(R, g + 1)`, as a share of the truth's."""
    if lineages is None:
        return run.metrics[expected.metric][None] / expected.whole
    every = lineages.metrics[expected.metric]
    return every[~np.isnan(every).any(axis=1)] / expected.whole


def compared(expected: Expectation, variances: Array) -> dict[int, Comparison]:
    """What was observed in lineages `(R, g + 1)` beside what theory expects, at some generations
    and the last."""
    last = checkable(expected, max(len(variances), int(LINEAGES.high)))
    at = [generation for generation in CHECKED if generation < last] + [last]
    return {each: compare(expected, each, variances[:, each]) for each in at}


def comparisons(expected: Expectation, found: Mapping[int, Comparison]) -> dict[str, list[str]]:
    """A column a key, a row a generation."""
    kind = "geometric mean" if expected.logs is not None else "mean"
    return {
        "generation": [f"{generation:,}" for generation in found],
        f"observed {kind}": [_share(one, one.observed) for one in found.values()],
        f"expected {kind}": [_share(one, one.expected) for one in found.values()],
        "apart, in standard errors": [_apart(one) for one in found.values()],
        "verdict": [
            LIGHTS[one.verdict] + (f": {one.reason}" if one.reason else "")
            for one in found.values()
        ],
    }


def _share(one: Comparison, value: float) -> str:
    if np.isnan(value):
        return ""
    share = float(np.exp(value)) if one.logarithm else value
    return percent(share) if share >= 1e-4 else f"{share:.2g}"


def _apart(one: Comparison) -> str:
    return "" if np.isnan(one.apart) else f"{one.apart:+.1f} (chance explains {one.allowed:.1f})"
