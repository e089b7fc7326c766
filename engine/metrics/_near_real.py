"""Pictures held against real ones, by their features and their neighbourhoods."""

from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import Array
from engine.numerics import ROWS
from engine.protocols import Generation, ImageTruth
from engine.protocols.reference import Reference


def near_real(
    reference: Reference,
    generations: Sequence[Generation],
    measure: Callable[[Array, Array], float],
) -> Array:
    """What is measured of the pictures of each generation and of real ones `(g,)`, at most 1000 of
    either; NaN where rows are no pictures."""
    if not isinstance(reference.truth, ImageTruth):
        return np.full(len(generations), np.nan)
    real = reference.seen(reference.neighbours)
    return np.array([measure(reference.seen(one.output[:ROWS]), real) for one in generations])
