"""Which symbol a generation says most: in the end, the only one."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Commonest symbol")
class Leader:
    """The number of the likeliest symbol, from 1; of equally likely ones the first."""

    help: ClassVar[str] = "The number of the face, or the word, that comes up most, counted from 1."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.NAME
    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """The truth's own."""
        return float(np.argmax(truth.probabilities)) + 1 if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: said.argmax(axis=1) + 1.0)
