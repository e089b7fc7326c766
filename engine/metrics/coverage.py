"""How much of the truth a generation can still imagine."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.numerics import ROWS, share_reached
from engine.protocols import Data, Generation, ImageTruth, Place, Shown, Truth, Unit
from engine.protocols.reference import TAIL, Reference


@kind("Coverage")
class Coverage:
    """Share of a fixed sample of the truth in the learned distribution's 95% densest region.

    The region's edge is an order statistic of the output's own densities: whatever the number of
    samples, the region holds 95% of the model on average (to the nearest sample).

    Where the density is not tractable, the region is where the output's neighbourhoods reach: a
    real row counts if, for at least one of the output's rows, it is no farther away than the
    third nearest other row of the output (the recall of Kynkaanniemi et al. 2019; their k = 3).
    At most 1000 rows of either are compared. A perfect model scores about 0.97 in the plane, and
    less the more dimensions there are. Pictures are compared so whatever the model, by their
    features, so that models of pixels and of components can be held side by side. NaN of symbols,
    which are reached or not: that is `missing_mass`.
    """

    help: ClassVar[str] = "How much of the real data the model would still find ordinary."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.BANDS, 40, (Data.NUMBERS, Data.PICTURES)),
        Shown(Place.LEDGER, 10, (Data.NUMBERS,), "coverage"),
    )

    def real(self, truth: Truth) -> float | None:
        """None: it depends on how the region is found, and on how many rows there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`; about 0.95 for a model that knows the truth."""
        if reference.symbolic:
            return np.full(len(generations), np.nan)
        if reference.first.tractable and not isinstance(reference.truth, ImageTruth):
            return _shares_inside(reference, generations)
        real = reference.seen(reference.neighbours)
        said = [reference.seen(generation.output[:ROWS]) for generation in generations]
        return np.array([share_reached(real, rows) for rows in said])


def _shares_inside(reference: Reference, generations: Sequence[Generation]) -> Array:
    """Where densities are known."""
    real, learned = reference.sample[:ROWS], [generation.learned for generation in generations]
    outputs = np.array([generation.output[:ROWS] for generation in generations])
    mixtures = reference.mixtures(generations)
    if mixtures:
        return mixtures.shares_above(_edges(mixtures.log_prob(outputs)), real)
    said = zip(learned, outputs, strict=True)
    edges = _edges(np.array([one.log_prob(rows) for one, rows in said]))
    within = zip(learned, edges, strict=True)
    return np.array([np.mean(one.log_prob(real) >= edge) for one, edge in within])


def _edges(densities: Array) -> Array:
    """Of each row of densities `(g, n)` the one below which its lowest twentieth lies `(g,)`."""
    lowest = max(round(TAIL * (densities.shape[1] + 1)), 1) - 1
    edges: Array = np.partition(densities, lowest, axis=1)[:, lowest]
    return edges
