"""What the metrics hear of some generations of a run."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from engine.metrics import METRICS
from engine.protocols import Generation, ImageTruth, Truth, data_of
from engine.protocols.reference import Reference

LISTENING = {name: metric() for name, metric in METRICS.items()}
"""Every metric, made once: its knobs need not be checked in every chunk."""


def heard(reference: Reference, generations: Sequence[Generation]) -> dict[str, Array]:
    """Every metric of consecutive generations `(g,)`, or `(g, classes)`; NaN where it does not
    apply, or is not measured in such a generation."""
    found, data = unheard(reference.truth, len(generations)), data_of(reference.truth)
    at = [i for i, generation in enumerate(generations) if is_round(generation.index)]
    for name, metric in LISTENING.items():
        if data not in metric.of:
            continue
        if not metric.sparse:
            found[name][:] = metric.measure(reference, generations)
        elif at:
            found[name][at] = metric.measure(reference, [generations[i] for i in at])
    return found


def unheard(truth: Truth, *shape: int) -> dict[str, Array]:
    """NaN for every metric, in this shape; for one a class, with an axis more."""
    classes = truth.classes if isinstance(truth, ImageTruth) else ()
    return {
        name: np.full((*shape, len(classes)) if metric.by_class else shape, np.nan)
        for name, metric in LISTENING.items()
    }


def is_round(index: int) -> bool:
    """Whether a generation has at most two significant digits: 0 to 99, 100, 110, ..., 2000."""
    while index >= 100:
        if index % 10:
            return False
        index //= 10
    return True
