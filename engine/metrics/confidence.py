"""How sure a reader of pictures is: what does not warn of collapse."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, ImageTruth, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Confidence of the reader")
class Confidence:
    """Mean probability that the truth's reader gives to the class it takes each picture for.

    It is high where pictures are clear and low where they are blurred, and says nothing of how
    many different ones there are. NaN where rows are no pictures.
    """

    help: ClassVar[str] = "How sure the reader is of what it reads: 100% is certainty."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES,)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: the reader is surer of what it has learned from."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One mean a generation `(g,)`."""
        truth = reference.truth
        if not isinstance(truth, ImageTruth):
            return np.full(len(generations), np.nan)
        return np.array([truth.read(g.output).max(axis=1).mean() for g in generations])
