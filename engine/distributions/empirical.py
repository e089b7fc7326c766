"""Real rows as a truth: nobody knows the law behind them, so they are dealt out like cards."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture
from engine.distributions.moments import Moments

KERNELS = 512
"""The density is estimated from at most so many rows, which lie evenly over all of them."""


@dataclass(frozen=True, eq=False)
class Empirical:
    """All the real rows `(m, d)` that there are."""

    values: Array

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)` in random order, each real row as often as any other, give or take one.

        As many as there are gives exactly the real rows, each once.
        """
        copies, rest = divmod(n, len(self.values))
        every = np.tile(np.arange(len(self.values)), copies)
        order = np.concatenate([every, rng.permutation(len(self.values))[:rest]])
        rows: Array = self.values[rng.permutation(order)]
        return rows

    def log_prob(self, x: Array) -> Array:
        """Estimated log density `(n,)` at rows `(n, d)`: a Gaussian around each of the kernels.

        Up to 512 rows it is scipy's `gaussian_kde`; beyond, a fixed even subset of 512 rows, with
        the covariance of all. Along a direction without spread it is one spacing of doubles wide.
        """
        return self._kernels.log_prob(x)

    def mean(self) -> Array:
        """The mean `(d,)` of all rows."""
        return self._moments.mean.copy()

    @cached_property
    def _moments(self) -> Moments:
        return Moments.of(self.values)

    @cached_property
    def _kernels(self) -> Mixture:
        """Scott's rule (1992): the covariance of the data times count^(-2 / (d + 4))."""
        m, d = self.values.shape
        count = min(m, KERNELS)
        chosen = np.linspace(0, m - 1, count).round().astype(int)
        covariance = self._moments.scatter / max(m - 1, 1) * count ** (-2 / (d + 4))
        weights = np.full(count, 1 / count)
        return Mixture(weights, self.values[chosen], np.tile(covariance, (count, 1, 1)))
