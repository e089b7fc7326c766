"""A mixture's parameters as a table."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from engine import Trajectory
from engine.arrays import Array

MOST_AXES = 10
"""Beyond so many, covariances are too many to be read."""


def components(trajectory: Trajectory, at: int) -> pd.DataFrame:
    """Weights, means and covariances of generation `at`, as far as the model has them, one row a
    component."""
    record, axes = trajectory.record, trajectory.settings.truth.axes
    if "weights" in record:
        weights, means, covariances = (record[k][at] for k in ("weights", "means", "covariances"))
    else:
        weights, means = np.ones(1), trajectory.centres[at][None]
        covariances = record["covariance"][at][None] if "covariance" in record else None
    columns = {"component": np.arange(1, len(weights) + 1), "weight": weights}
    columns |= {f"mean of {axis}": means[:, a] for a, axis in enumerate(axes)}
    if covariances is not None and len(axes) <= MOST_AXES:
        columns |= dict(_spread(axes, covariances))
    return pd.DataFrame(columns).set_index("component")


def _spread(axes: Sequence[str], covariances: Array) -> Iterator[tuple[str, Array]]:
    """Variances and covariances `(components,)`, each with its name."""
    for a, axis in enumerate(axes):
        yield f"variance of {axis}", covariances[:, a, a]
        for b in range(a):
            yield f"covariance of {axes[b]}, {axis}", covariances[:, a, b]
