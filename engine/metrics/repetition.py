"""How much a generation repeats itself: what is left when language has gone."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.knobs import kind
from engine.phrases import LENGTH, repeated
from engine.protocols import Array, Generation, Written
from engine.reference import Reference


@kind("Repetition")
class Repetition:
    """Share of the phrases of four words that have been said before within the same block; NaN
    where rows are no text."""

    help: ClassVar[str] = (
        f"How many of the phrases of {LENGTH} words it has said before, within the same 64 words."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`."""
        if not isinstance(reference.truth, Written):
            return np.full(len(generations), np.nan)
        return np.array([repeated(g.output)[:, LENGTH - 1 :].mean() for g in generations])
