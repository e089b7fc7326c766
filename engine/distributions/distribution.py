"""What can be sampled."""

from collections.abc import Hashable
from typing import Protocol

from engine.arrays import Array, Rng


class Distribution(Hashable, Protocol):
    """What can be sampled: the truth, or a fitted model; the same type."""

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`, exchangeable: any n of them are as good as any other n."""
        ...

    def log_prob(self, x: Array) -> Array:
        """Natural logarithm of the density `(n,)` at rows `(n, d)`; NaN where there is none."""
        ...
