"""How many kinds of pictures, or of symbols, there are, in one number."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from scipy.special import entr

from engine.arrays import Array
from engine.knobs import kind
from engine.metrics.shares import shares
from engine.protocols import Data, Generation, ImageTruth, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Entropy")
class Entropy:
    """Shannon's entropy in bits of the symbols, or of the classes that the truth's reader sees:
    log2(10) = 3.32 where ten are equally common, 0 where only one is left; NaN of other rows."""

    help: ClassVar[str] = (
        "Variety in bits: 3.32 for ten equally common digits, 2.58 for six faces, 1 for two, 0 for "
        "a single one."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.BITS
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES, Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(
            Place.FILM, 10, (Data.PICTURES,), "variety, in bits", level="ten equally common digits"
        ),
        Shown(Place.FILM, 30, (Data.SYMBOLS,), "entropy, in bits", level="real data"),
        Shown(Place.FILM, 50, (Data.TEXT,), "Variety of its words, in bits"),
        Shown(Place.LINEAGES, 10, (Data.PICTURES,)),
        Shown(Place.BANDS, 30, (Data.PICTURES, Data.SYMBOLS)),
    )

    def real(self, truth: Truth) -> float | None:
        """What the symbols themselves have; of pictures, as if all classes were equally common."""
        if isinstance(truth, ImageTruth):
            return float(np.log2(len(truth.classes)))
        return float(_bits(truth.probabilities)) if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One entropy a generation `(g,)`."""
        truth, said = reference.truth, reference.shares(generations)
        if isinstance(truth, ImageTruth):
            said = np.array([shares(truth, g.output) for g in generations])
        if said is None:
            return np.full(len(generations), np.nan)
        return _bits(said)


def _bits(shares: Array) -> Array:
    """Of shares `(..., K)`, `(...)`."""
    found: Array = entr(shares).sum(axis=-1) / np.log(2)
    return found
