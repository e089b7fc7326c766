"""How much of what a generation says could be real."""

from collections.abc import Sequence
from typing import ClassVar

from engine.arrays import Array
from engine.knobs import kind
from engine.metrics._near_real import near_real
from engine.numerics import share_reached
from engine.protocols import Data, Generation, Shown, Truth, Unit
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
        return near_real(reference, generations, share_reached)
