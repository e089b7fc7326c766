"""How much of what a generation says is rare in the truth: what early collapse takes away."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import TAIL, Reference


@kind("Tail mass")
class TailMass:
    """Share of the output in the region that holds the truth's least likely 5%."""

    help: ClassVar[str] = "How much of the output is of the kind that only 5% of real data are."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 10, (Data.NUMBERS,), "tail mass (rarest 5%)", level="real data"),
        Shown(Place.BANDS, 20, (Data.NUMBERS, Data.PICTURES)),
        Shown(Place.LEDGER, 20, (Data.NUMBERS,), "in the tail", level="real data"),
    )

    def real(self, truth: Truth) -> float | None:
        """5%, by definition, where the truth has a density."""
        if isinstance(truth, SymbolTruth) or np.isnan(truth.log_prob(truth.mean()[None])).any():
            return None
        return TAIL

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`; 0.05 is the truth's, NaN where it has no density, or
        symbols, of which whatever is rarest may be more than 5%."""
        if reference.symbolic or np.isnan(reference.tail_level):
            return np.full(len(generations), np.nan)
        rows = np.concatenate([g.output for g in generations])
        rare = reference.truth.log_prob(rows) < reference.tail_level
        return rare.reshape(len(generations), -1).mean(axis=1)
