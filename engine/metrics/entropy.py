"""How many kinds of pictures there are, in one number."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from scipy.special import entr

from engine.knobs import kind
from engine.metrics.shares import shares
from engine.protocols import Array, Generation, Pictured
from engine.reference import Reference


@kind("Entropy of the classes")
class Entropy:
    """Shannon's entropy in bits of the classes that the truth's reader sees: log2(10) = 3.32 where
    ten digits are equally common, 0 where only one is left; NaN where rows are no pictures."""

    help: ClassVar[str] = (
        "Variety in bits: 3.32 for ten equally common digits, 1 for two, 0 for a single one."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One entropy a generation `(g,)`."""
        truth = reference.truth
        if not isinstance(truth, Pictured):
            return np.full(len(generations), np.nan)
        return np.array([entr(shares(truth, g.output)).sum() for g in generations]) / np.log(2)
