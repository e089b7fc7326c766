"""Many mixtures side by side: what is asked of all of them is asked once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from engine import numerics
from engine.arrays import Array
from engine.distributions.mixture import Mixture


@dataclass(frozen=True, eq=False)
class Mixtures:
    """The weights `(g, K)`, means `(g, K, d)` and covariances `(g, K, d, d)` of g mixtures.

    Each gives the same numbers as it does alone, to the last digit.
    """

    weights: Array
    means: Array
    covariances: Array

    def mean(self) -> Array:
        """The mean `(g, d)` of each."""
        mean: Array = self.weights[:, None] @ self.means
        return mean[:, 0]

    def covariance(self) -> Array:
        """The covariance `(g, d, d)` of each: within the components and between."""
        count, _, d = self.means.shape
        apart = self.means - self.mean()[:, None]
        within = self.weights[:, None] @ self.covariances.reshape(count, -1, d * d)
        between = (self.weights[..., None] * apart).swapaxes(1, 2) @ apart
        return within.reshape(count, d, d) + between

    def log_prob(self, x: Array) -> Array:
        """The log density `(g, n)` of each at rows of its own `(g, n, d)`."""
        return numerics.log_densities_of_each(x, *self._densities)

    def shares_above(self, levels: Array, x: Array) -> Array:
        """The share `(g,)` of the same rows `(n, d)` that each finds at least as likely as a log
        density of its own `(g,)`."""
        return numerics.shares_above(x, levels, *self._densities)

    def squared_distances(self, other: Mixture) -> Array:
        """The integral `(g,)` of each one's squared difference from another density."""
        mine = self.weights, self.means, self.covariances
        return numerics.squared_distances(*mine, *other.parameters)

    @cached_property
    def _densities(self) -> tuple[Array, Array, Array, Array]:
        """All that a density depends on: log weights, means, whiteners and peaks."""
        whiteners, peaks = numerics.factorise_each(self.means, self.covariances)
        with np.errstate(divide="ignore"):
            return np.log(self.weights), self.means, whiteners, peaks


def side_by_side(each: Iterable[Mixture]) -> Mixtures:
    """Mixtures of as many components each."""
    return _side_by_side(tuple(each))


@lru_cache(maxsize=1)
def _side_by_side(each: tuple[Mixture, ...]) -> Mixtures:
    """Several metrics ask in turn for those of the same generations."""
    return Mixtures(
        np.array([one.weights for one in each]),
        np.array([one.means for one in each]),
        np.array([one.covariances for one in each]),
    )
