"""What a run is measured against: the truth, where its tail begins, and generation 0."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.distributions.distribution import Distribution
from engine.distributions.mixture import Mixture
from engine.numerics import ROWS
from engine.protocols.learned_mixtures import Mixtures, side_by_side
from engine.protocols.model import Generation, HasProbabilities, Learned
from engine.protocols.truth import Data, ImageTruth, SymbolTruth, Truth, data_of

SAMPLE_SIZE = 50_000
TAIL = 0.05
"""The tail is where the truth is least likely and holds this much of it."""


@dataclass(frozen=True, eq=False)
class Reference:
    """The yardstick of one run; what depends on the truth alone is computed once for all runs."""

    truth: Truth
    first: Learned

    @property
    def sample(self) -> Array:
        """The same rows `(50000, d)` of the truth for every run."""
        return fixed_sample(self.truth)

    @property
    def neighbours(self) -> Array:
        """Other rows `(1000, d)` of the truth, the same for every run, of which no real one comes
        twice where there are so many: a copy would be its own nearest neighbour."""
        return fixed_sample(self.truth, ROWS)

    @property
    def tail_level(self) -> float:
        """The log density below which the truth's least likely 5% lies, within 0.1%."""
        return level(self.truth)

    def seen(self, rows: Array) -> Array:
        """What rows `(n, d)` are compared by: themselves, or the features of pictures."""
        return self.truth.features(rows) if isinstance(self.truth, ImageTruth) else rows

    @property
    def symbolic(self) -> bool:
        """Whether rows are symbols, between which there is no distance and no middle."""
        return data_of(self.truth) in (Data.SYMBOLS, Data.TEXT)

    def mixtures(self, generations: Sequence[Generation]) -> Mixtures | None:
        """What all of them have learned, side by side; None where it is no mixture."""
        if not isinstance(self.first, Mixture):
            return None
        learned: Sequence[Any] = [generation.learned for generation in generations]
        return side_by_side(learned)  # what the first has learned is of the same kind

    def means(self, generations: Sequence[Generation]) -> Array:
        """The learned means `(g, d)`."""
        mixtures = self.mixtures(generations)
        return mixtures.mean() if mixtures else np.array([g.learned.mean() for g in generations])

    def covariances(self, generations: Sequence[Generation]) -> Array:
        """The learned covariances `(g, d, d)`."""
        mixtures = self.mixtures(generations)
        if mixtures:
            return mixtures.covariance()
        return np.array([g.learned.covariance() for g in generations])

    def shares(self, generations: Sequence[Generation]) -> Array | None:
        """How often each generation says each symbol `(g, K)`, as it has learned where it knows,
        else as in its output; None where rows are no symbols."""
        if not isinstance(self.truth, SymbolTruth):
            return None
        if isinstance(self.first, HasProbabilities):
            counted: Sequence[Any] = generations  # what the first has learned is of the same kind
            return np.array([generation.learned.shares for generation in counted])
        count = len(self.truth.symbols)
        return np.array([_said(generation, count) for generation in generations])

    def of_symbols(
        self, generations: Sequence[Generation], told: Callable[[Array, Array], Array]
    ) -> Array:
        """What is `told` of how often each generation says each symbol `(g, K)`, and of how often
        each occurs in the truth `(K,)`: one number a generation; NaN where rows are no symbols."""
        said = self.shares(generations)
        if said is None or not isinstance(self.truth, SymbolTruth):
            return np.full(len(generations), np.nan)
        return told(said, self.truth.probabilities)


def _said(generation: Generation, count: int) -> Array:
    """How often each symbol occurs in an output, where numbers between two of them, or beyond them
    all, count for the nearest."""
    numbers = np.clip(np.rint(generation.output), 0, count - 1).astype(np.int64).ravel()
    return np.bincount(numbers, minlength=count) / len(numbers)


@remembered(64)
def fixed_sample(distribution: Distribution, size: int = SAMPLE_SIZE) -> Array:
    """Rows `(size, d)` from a stream that no run uses."""
    rows = distribution.sample(np.random.Generator(np.random.PCG64(20230527)), size)
    rows.setflags(write=False)
    return rows


@remembered(64)
def level(distribution: Distribution) -> float:
    """The log density that 95% of a distribution's own samples exceed."""
    return float(np.quantile(distribution.log_prob(fixed_sample(distribution)), TAIL))
