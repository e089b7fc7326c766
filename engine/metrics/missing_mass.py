"""How much of the truth a generation cannot say any more."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Missing mass")
class MissingMass:
    """What the symbols that are left out make up of the truth (Good 1953)."""

    help: ClassVar[str] = "How much of the real data consists of what never comes up any more."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 40, (Data.SYMBOLS,), "share of the real data that is gone"),
        Shown(Place.FILM, 30, (Data.TEXT,), "Share of the real text that it has no words for"),
    )

    def real(self, truth: Truth) -> float | None:
        """Nothing is missing."""
        return 0.0 if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(
            generations, lambda said, real: np.where(said == 0, real, 0).sum(axis=1)
        )
