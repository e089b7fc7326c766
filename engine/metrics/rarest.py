"""What is left of the symbol that was rarest from the start."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Share of the rarest")
class Rarest:
    """Share of the truth's least likely symbol, of equally unlikely ones the last."""

    help: ClassVar[str] = (
        "How often it says the face, or the word, that is rarest in the real data."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """Its share in the truth."""
        return float(truth.probabilities.min()) if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, _of_the_rarest)


def _of_the_rarest(said: Array, real: Array) -> Array:
    last = len(real) - 1 - int(np.argmin(real[::-1]))
    return said[:, last].copy()
