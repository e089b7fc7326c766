"""How many of the truth's parts a generation still visits."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.knobs import kind
from engine.protocols import Data, Distribution, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference, level


@kind("Modes alive")
class Modes:
    """Parts of the truth in whose own 95% region at least one sample of the output lies."""

    help: ClassVar[str] = "How many of the real groups the output still reaches."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.COUNT
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS,)
    shown: ClassVar[tuple[Shown, ...]] = (Shown(Place.BANDS, 30, (Data.NUMBERS,)),)

    def real(self, truth: Truth) -> float | None:
        """All of them, where they are known."""
        known = () if isinstance(truth, SymbolTruth) else truth.modes()
        return float(len(known)) or None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One count a generation `(g,)`; NaN where the truth's parts are not known, and of
        symbols."""
        regions = () if reference.symbolic else _regions(reference.truth)
        if not regions:
            return np.full(len(generations), np.nan)
        rows = np.concatenate([g.output for g in generations])
        shape = (len(generations), -1)
        visited = [(part.log_prob(rows) >= edge).reshape(shape).any(1) for part, edge in regions]
        return np.sum(visited, axis=0, dtype=float)


@remembered(64)
def _regions(truth: Truth) -> tuple[tuple[Distribution, float], ...]:
    """Each part of the truth with the log density at the edge of its own region."""
    return tuple((part, level(part)) for part in truth.modes())
