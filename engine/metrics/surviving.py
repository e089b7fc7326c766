"""How many symbols a generation still says."""

from collections.abc import Sequence
from typing import ClassVar

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Symbols left")
class Surviving:
    """How many symbols have a share above 0."""

    help: ClassVar[str] = "How many different faces, or words, can still come up."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.COUNT
    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS, Data.TEXT)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 10, (Data.SYMBOLS,), "how many are left", level="real data"),
        Shown(Place.FILM, 20, (Data.TEXT,), "Words left"),
        Shown(Place.BANDS, 20, (Data.SYMBOLS,)),
    )

    def real(self, truth: Truth) -> float | None:
        """All of them."""
        return float(len(truth.symbols)) if isinstance(truth, SymbolTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: (said > 0).sum(axis=1) * 1.0)
