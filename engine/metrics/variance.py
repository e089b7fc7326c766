"""How widely a generation spreads: what late collapse takes away."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, SymbolTruth, Truth, Unit
from engine.protocols.reference import Reference, fixed_sample


@kind("Variance")
class Variance:
    """Trace of the learned covariance over the dimension, in squared units of the data; NaN of
    symbols."""

    help: ClassVar[str] = "How widely the model spreads, averaged over the directions."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.DATA_SQUARED
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 20, (Data.NUMBERS,), "variance"),
        Shown(Place.FILM, 30, (Data.NUMBERS,), "variance, log scale", scale="log"),
        Shown(Place.FILM, 30, (Data.PICTURES,), "variance"),
        Shown(Place.CHOICE, 10, (Data.NUMBERS, Data.PICTURES)),
        Shown(Place.LINEAGES, 10, (Data.NUMBERS,)),
        Shown(Place.BANDS, 10, (Data.NUMBERS, Data.PICTURES)),
    )

    def real(self, truth: Truth) -> float | None:
        """Of a fixed sample of the truth, averaged over the dimensions."""
        if isinstance(truth, SymbolTruth):
            return None
        return float(fixed_sample(truth).var(axis=0).mean())

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One variance a generation `(g,)`."""
        if reference.symbolic:
            return np.full(len(generations), np.nan)
        covariances = reference.covariances(generations)
        variances: Array = covariances.trace(axis1=1, axis2=2) / covariances.shape[1]
        return variances
