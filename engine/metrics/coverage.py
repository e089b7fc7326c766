"""How much of the truth a generation can still imagine."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import TAIL, Reference

ROWS = 1000


@kind("Coverage")
class Coverage:
    """Share of a fixed sample of the truth in the learned distribution's 95% densest region.

    The region's edge is an order statistic of the output's own densities: whatever the number of
    samples, the region holds 95% of the model on average (to the nearest sample).
    """

    help: ClassVar[str] = "How much of the real data the model would still find ordinary."
    sparse: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`; about 0.95 for a model that knows the truth."""
        real = reference.sample[:ROWS]
        return np.array([_share_inside(generation, real) for generation in generations])


def _share_inside(generation: Generation, real: Array) -> float:
    said = generation.output[:ROWS]
    densities = generation.learned.log_prob(np.concatenate([said, real]))
    edge = max(round(TAIL * (len(said) + 1)), 1) - 1
    lowest = np.partition(densities[: len(said)], edge)[edge]
    return np.count_nonzero(densities[len(said) :] >= lowest) / len(real)
