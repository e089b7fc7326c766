"""How crowded with real pictures the places are where a generation draws."""

from collections.abc import Sequence
from typing import ClassVar

from engine.arrays import Array
from engine.knobs import kind
from engine.metrics._near_real import near_real
from engine.numerics import crowding
from engine.protocols import Data, Generation, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Density")
class Density:
    """In how many neighbourhoods of real pictures an output lies, over how many a real one would
    (Naeem et al. 2020): a blur that one far-off picture alone has near it counts for little.

    At most 1000 of either are compared, by their features, with the third nearest neighbour. NaN
    where rows are no pictures.
    """

    help: ClassVar[str] = (
        "How many real pictures each one drawn has near it, against what a real one would have."
    )
    sparse: ClassVar[bool] = True
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.RATIO
    of: ClassVar[tuple[Data, ...]] = (Data.PICTURES,)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: it depends on how many rows there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One ratio a generation `(g,)`."""
        return near_real(reference, generations, crowding)
