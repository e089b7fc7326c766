"""How many ways of putting two words together a generation has left."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.data.phrases import phrases
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, TextTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Pairs of words")
class Pairs:
    """How many different pairs of neighbouring words the output has; NaN where it is no text."""

    help: ClassVar[str] = "How many different pairs of words it says, one after the other."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.COUNT
    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 40, (Data.TEXT,), "Pairs of neighbouring words left"),
    )

    def real(self, truth: Truth) -> float | None:
        """None: the more one reads, the more there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`."""
        if not isinstance(reference.truth, TextTruth):
            return np.full(len(generations), np.nan)
        return np.array([len(np.unique(phrases(g.output, 2))) for g in generations], float)
