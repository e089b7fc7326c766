"""How much of the truth a generation cannot say any more."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference


@kind("Missing mass")
class MissingMass:
    """What the symbols that are left out make up of the truth (Good 1953)."""

    help: ClassVar[str] = "How much of the real data consists of what never comes up any more."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(
            generations, lambda said, real: np.where(said == 0, real, 0).sum(axis=1)
        )
