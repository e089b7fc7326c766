"""How many of the real pictures have one near them that a generation has drawn."""

from collections.abc import Sequence
from typing import ClassVar

from engine.arrays import Array
from engine.knobs import kind
from engine.metrics._near_real import near_real
from engine.numerics import share_met
from engine.protocols import Data, Generation, Place, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Coverage of pictures")
class PictureCoverage:
    """Share of real pictures in whose neighbourhood the output draws at least once (Naeem et al.
    2020): unlike `coverage`, the recall, no picture far from all others can raise it.

    At most 1000 of either are compared, by their features, with the third nearest neighbour. NaN
    where rows are no pictures.
    """

    help: ClassVar[str] = "How many of the real pictures have at least one drawn near them."
    sparse: ClassVar[bool] = True
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES,)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 20, (Data.PICTURES,), "real digits still drawn (coverage)"),
    )

    def real(self, truth: Truth) -> float | None:
        """None: it depends on how many rows there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`."""
        return near_real(reference, generations, share_met)
