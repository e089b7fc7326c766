"""An urn of lots: what a die, a list of words or a count of either comes down to."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.distribution import Distribution


@dataclass(frozen=True, eq=False)
class Categorical:
    """Independent draws of one of k lots: shares `(k,)` that sum to 1, and the numbers `(k, w)`
    that stand on each lot, no two alike. A row is `draws` of them, one after the other.

    `symbolic` says that the lots are the symbols of a truth, in its order: then the shares are all
    that is worth keeping, and alike in shape at every generation.
    """

    tractable: ClassVar[bool] = True
    shares: Array
    lots: Array
    draws: int = 1
    symbolic: bool = True

    @cached_property
    def _heights(self) -> Array:
        """The shares, heaped up; the last is 1, so that no number below 1 misses."""
        heaped = np.cumsum(self.shares)
        return heaped / heaped[-1]

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, draws w)`; what has share 0 is never drawn."""
        drawn = np.searchsorted(self._heights, rng.random(n * self.draws), side="right")
        rows: Array = self.lots[drawn].reshape(n, self.draws * self.lots.shape[1])
        return rows

    def log_prob(self, x: Array) -> Array:
        """Natural logarithm of the probability `(n,)` of rows `(n, draws w)`; -inf where there is
        no such lot."""
        k, w = self.lots.shape
        asked = np.concatenate([self.lots, np.reshape(x, (-1, w))])
        numbers = np.unique(asked, axis=0, return_inverse=True)[1].ravel()
        known = np.zeros(len(asked))
        known[numbers[:k]] = self.shares
        with np.errstate(divide="ignore"):
            found = np.log(known[numbers[k:]])
        return found.reshape(len(x), self.draws).sum(axis=1)

    def mean(self) -> Array:
        """The mean `(draws w,)` of the numbers on the lots."""
        return np.tile(self.shares @ self.lots, self.draws)

    def covariance(self) -> Array:
        """Their covariance `(draws w, draws w)`; one draw knows nothing of the others."""
        apart = self.lots - self.shares @ self.lots
        return np.kron(np.eye(self.draws), (self.shares * apart.T) @ apart)

    def record(self) -> Mapping[str, Array | float]:
        """The shares of symbols; of other rows how many are left, with mean and covariance."""
        if self.symbolic:
            return {"shares": self.shares}
        left = float(np.count_nonzero(self.shares))
        return {"centre": self.mean(), "covariance": self.covariance(), "distinct": left}


def urn(shares: Array, draws: int = 1) -> Categorical:
    """The symbols 0 to K - 1 in shares `(K,)`."""
    return Categorical(shares, np.arange(len(shares), dtype=float)[:, None], draws)


class Drawn(ABC):
    """A truth whose rows `(n, 1)` are independent draws of its symbols."""

    estimated: ClassVar[bool] = False

    @property
    @abstractmethod
    def probabilities(self) -> Array:
        """How often each symbol is drawn `(K,)`; sums to 1."""

    @cached_property
    def _urn(self) -> Categorical:
        return urn(self.probabilities)

    def sample(self, rng: Rng, n: int) -> Array:
        """The numbers of the symbols drawn `(n, 1)`."""
        return self._urn.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Log probability `(n,)` of draws `(n, 1)`; -inf of what is no symbol."""
        return self._urn.log_prob(x)

    def mean(self) -> Array:
        """The mean number `(1,)` of a symbol."""
        return self._urn.mean()

    def modes(self) -> tuple[Distribution, ...]:
        """One urn: the whole."""
        return (self,)


def shared(weights: Array) -> Array:
    """Shares `(K,)` in proportion to weights; read-only."""
    shares: Array = weights / weights.sum()
    shares.setflags(write=False)
    return shares
