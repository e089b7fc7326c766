"""What one generation had read, learned and said: fitted, not scripted."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from engine import Trajectory
from engine.arrays import Array
from engine.knobs import spec_of
from engine.protocols import SymbolTruth

COUNTED = {
    "dead": "Components without data",
    "extinct": "Components on a point",
    "floored": "Components held up by the floor",
}
MOST_AXES = 10
"""Beyond so many, covariances are too many to be read."""

LABELS = COUNTED | {
    "iterations": "Rounds of fitting (EM)",
    "log_likelihood": "Mean log-likelihood",
    "width": "Kernel width (in deviations)",
    "loss": "Loss (nats a sample: reconstruction and divergence together)",
    "reconstruction": "Reconstruction (how badly it copies what it read)",
    "divergence": "Divergence (how much each code says)",
}


def facts(trajectory: Trajectory, at: int) -> dict[str, str]:
    """How generation `at` came about, as label and text."""
    settings, record = trajectory.settings, trajectory.record
    real, own, older = (int(count) for count in trajectory.origins[at])
    found = {
        "Read": ", ".join(_counted(real, own, older)) or "the distribution itself",
        "Model": spec_of(settings.model),
        "Seed": f"{settings.seed}, generation {at}",
    }
    for name, values in record.items():
        if values.ndim == 1 and np.isfinite(values[at]) and (values[at] or name not in COUNTED):
            found[LABELS.get(name, name.replace("_", " "))] = f"{values[at]:.6g}"
    return found


def _counted(real: int, own: int, older: int) -> Iterator[str]:
    for count, what in ((real, "real"), (own, "from the last generation"), (older, "older")):
        if count:
            yield f"{count:,} {what}"


def parameters(trajectory: Trajectory, at: int) -> pd.DataFrame:
    """Weights, means and covariances of generation `at`, as far as the model has them, one row a
    component; of symbols how often each is said, and in the truth."""
    record, axes = trajectory.record, trajectory.settings.truth.axes
    truth = trajectory.settings.truth
    if isinstance(truth, SymbolTruth) and "shares" in record:
        columns = {"share": record["shares"][at], "share in the real data": truth.probabilities}
        return pd.DataFrame({axes[0]: truth.symbols} | columns).set_index(axes[0])
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
