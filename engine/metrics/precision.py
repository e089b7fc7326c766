"""How much of what a generation says could be real."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.numerics import ROWS, share_reached
from engine.protocols import Data, Generation, ImageTruth, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Precision")
class Precision:
    """Share of the output that lies in the neighbourhood of a real picture: by its features no
    farther from it than its third nearest real neighbour (Kynkaanniemi et al. 2019; their k = 3).

    At most 1000 of either are compared. Its counterpart, the recall, is `coverage`. NaN where rows
    are no pictures.
    """

    help: ClassVar[str] = (
        "How many of the pictures are as close to a real one as real ones are to each other."
    )
    sparse: ClassVar[bool] = True
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES,)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: it depends on how many rows there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`."""
        if not isinstance(reference.truth, ImageTruth):
            return np.full(len(generations), np.nan)
        real = reference.seen(reference.neighbours)
        said = [reference.seen(generation.output[:ROWS]) for generation in generations]
        return np.array([share_reached(rows, real) for rows in said])
