"""How far a generation's density lies from generation 0's: the paper's own measure."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, Truth, Unit
from engine.protocols.reference import Reference


@kind("Squared L2 distance")
class L2:
    """Integral of the squared difference of this mixture's density and generation 0's (S23).

    In closed form, sum over pairs of w_i w_j N(m_i - m_j; 0, C_i + C_j). It grows without bound as
    a mixture narrows: like 1 / (4 pi sqrt|C|) in the plane. NaN for models that are no mixtures.
    """

    help: ClassVar[str] = "How different the model's density is from that of generation 0."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.DENSITY
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: it is measured from generation 0."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One squared distance a generation `(g,)`."""
        first, mixtures = reference.first, reference.mixtures(generations)
        if mixtures is None or not isinstance(first, Mixture):
            return np.full(len(generations), np.nan)
        return mixtures.squared_distances(first)
