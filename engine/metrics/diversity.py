"""How likely two draws are to differ: what drift takes away at a known pace."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Diversity")
class Diversity:
    """1 - sum p^2 over the symbols (Simpson 1949; of genes, the heterozygosity)."""

    help: ClassVar[str] = (
        "The chance that two throws, or two words, are different: 0 once a single one is left."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(
            Place.FILM, 20, (Data.SYMBOLS,), "diversity: chance that two differ", level="real data"
        ),
        Shown(Place.CHOICE, 10, (Data.SYMBOLS,)),
        Shown(Place.CHOICE, 20, (Data.TEXT,)),
        Shown(Place.LINEAGES, 10, (Data.SYMBOLS,)),
        Shown(Place.BANDS, 10, (Data.SYMBOLS,)),
    )

    def real(self, truth: Truth) -> float | None:
        """What the symbols themselves have."""
        return 1 - float(np.sum(truth.probabilities**2)) if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: 1 - (said**2).sum(axis=1))
