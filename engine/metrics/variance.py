"""How widely a generation spreads: what late collapse takes away."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference


@kind("Variance")
class Variance:
    """Trace of the learned covariance over the dimension, in squared units of the data; NaN of
    symbols."""

    help: ClassVar[str] = "How widely the model spreads, averaged over the directions."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One variance a generation `(g,)`."""
        if reference.symbolic:
            return np.full(len(generations), np.nan)
        return np.array([g.learned.covariance().trace() for g in generations]) / len(
            generations[0].learned.mean()
        )
