"""What one generation had read, learned and said: fitted, not scripted."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from engine import Trajectory
from engine.knobs import spec_of


def facts(trajectory: Trajectory, at: int) -> dict[str, str]:
    """How generation `at` came about, as label and text."""
    settings, record = trajectory.settings, trajectory.record
    real, own, older = (int(count) for count in trajectory.origins[at])
    found = {
        "Read": ", ".join(_counted(real, own, older)),
        "Model": spec_of(settings.model),
        "Seed": f"{settings.seed}, generation {at}",
    }
    iterations = record.get("iterations", np.full(at + 1, np.nan))[at]
    likelihood = record.get("log_likelihood", np.full(at + 1, np.nan))[at]
    if np.isfinite(iterations):
        found["Rounds of fitting (EM)"] = f"{int(iterations)}"
    if np.isfinite(likelihood):
        found["Mean log-likelihood"] = f"{likelihood:.6g}"
    for name, label in (("dead", "Components without data"), ("extinct", "Components on a point")):
        if record.get(name, np.zeros(at + 1))[at] > 0:
            found[label] = f"{int(record[name][at])}"
    if "width" in record:
        found["Kernel width (in deviations)"] = f"{record['width'][at]:.4g}"
    return found


def _counted(real: int, own: int, older: int) -> Iterator[str]:
    for count, what in ((real, "real"), (own, "from the last generation"), (older, "older")):
        if count:
            yield f"{count:,} {what}"


def parameters(trajectory: Trajectory, at: int) -> pd.DataFrame:
    """Weights, means and covariances of generation `at`, one row a component."""
    record, axes = trajectory.record, trajectory.settings.truth.axes
    if "weights" not in record:
        weights, means = np.ones(1), record["centre"][at][None]
        covariances = record["covariance"][at][None]
    else:
        weights, means, covariances = (record[k][at] for k in ("weights", "means", "covariances"))
    columns = {"component": np.arange(1, len(weights) + 1), "weight": weights}
    columns |= {f"mean of {axis}": means[:, a] for a, axis in enumerate(axes)}
    for a, axis in enumerate(axes):
        columns[f"variance of {axis}"] = covariances[:, a, a]
        for b in range(a):
            columns[f"covariance of {axes[b]}, {axis}"] = covariances[:, a, b]
    return pd.DataFrame(columns).set_index("component")
