"""What one generation had read, learned and said, and on what: fitted, not scripted."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from engine import Trajectory
from engine.idle import unreached
from engine.knobs import spec_of
from view.captions.claim import Claim
from view.letters import shortened
from view.modalities import modality_of

COUNTED = {
    "dead": "Components without data",
    "extinct": "Components on a point",
    "floored": "Components held up by the floor",
}
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
        "Model": shortened(spec_of(settings.model)),
        "Seed": f"{settings.seed}, generation {at}",
        "Computed on": _computed_on(trajectory),
    }
    for name, values in record.items():
        if values.ndim == 1 and np.isfinite(values[at]) and (values[at] or name not in COUNTED):
            found[LABELS.get(name, name.replace("_", " "))] = f"{values[at]:.6g}"
    if why := unreached(trajectory):
        found["Most rounds"] = f"More than there were have no effect here: {why}"
    return found


def reading(trajectory: Trajectory, at: int) -> Claim:
    """What generation `at` has read, counted."""
    real, own, older = (float(count) for count in trajectory.origins[at])
    numbers = {"at": float(at), "real": real, "own": own, "older": older}
    return Claim("audit", f"Read: {facts(trajectory, at)['Read']}.", at, at, numbers)


def _computed_on(trajectory: Trajectory) -> str:
    """What the last digits depend on, as far as the record says it."""
    made = trajectory.provenance
    known = [str(made[name]) for name in ("processor", "blas") if name in made]
    return " with ".join(known) or "a processor that was not recorded"


def _counted(real: int, own: int, older: int) -> Iterator[str]:
    for count, what in ((real, "real"), (own, "from the last generation"), (older, "older")):
        if count:
            yield f"{count:,} {what}"


def parameters(trajectory: Trajectory, at: int) -> pd.DataFrame:
    """What generation `at` has learned, as a table."""
    return modality_of(trajectory.settings.truth).parameters(trajectory, at)
