"""What a generation's pictures are of: the first thing that people see go."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, ImageTruth, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Share of each class")
class Shares:
    """Share of the output that the truth's reader takes for each of its classes.

    Every picture counts for the class that it most resembles, however little that is: of pure grey
    a reader still says something.
    """

    help: ClassVar[str] = "How many of the pictures the reader takes for each digit."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = True
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES,)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: there is no one number for all classes."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a class `(g, classes)`; `(g, 0)` where rows are no pictures."""
        truth = reference.truth
        if not isinstance(truth, ImageTruth):
            return np.empty((len(generations), 0))
        return np.array([shares(truth, generation.output) for generation in generations])


def shares(truth: ImageTruth, rows: Array) -> Array:
    """Share of the rows `(n, d)` that the reader takes for each class, `(classes,)`."""
    taken_for = truth.read(rows).argmax(axis=1)
    return np.bincount(taken_for, minlength=len(truth.classes)) / len(rows)
