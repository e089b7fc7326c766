"""How far a generation's centre has wandered from the truth's."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Shift of the mean")
class MeanShift:
    """Euclidean distance of the learned mean from the truth's, in units of the data; NaN of
    symbols."""

    help: ClassVar[str] = "How far the centre of what the model says lies from the real centre."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.DATA
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None at all."""
        return None if isinstance(truth, SymbolTruth) else 0.0

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One distance a generation `(g,)`."""
        if reference.symbolic:
            return np.full(len(generations), np.nan)
        return np.linalg.norm(reference.means(generations) - reference.truth.mean(), axis=1)
