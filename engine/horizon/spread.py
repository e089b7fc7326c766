"""A published median with its interval, as a distribution that has just these quantiles."""

from dataclasses import dataclass
from math import log10

import numpy as np

from engine.arrays import Array, Rng

NORMAL = {0.9: 1.6448536269514722, 0.95: 1.959963984540054}
"""Standard deviations from the middle to either end of an interval with this probability."""


@dataclass(frozen=True)
class Spread:
    """A normal distribution with another width on either side of its median, so that it meets
    both ends of an interval that leans to one side."""

    low: float
    middle: float
    high: float
    mass: float = 0.9

    def apart(self, rng: Rng, n: int) -> Array:
        """Draws `(n,)`, as differences from the median; as many above it as below."""
        half = rng.standard_normal((n + 1) // 2)
        z = rng.permutation(np.concatenate([half, -half])[:n]) / NORMAL[self.mass]
        return z * np.where(z < 0, self.middle - self.low, self.high - self.middle)


def decades(low: float, middle: float, high: float, mass: float = 0.9) -> Spread:
    """The spread of a positive number's logarithm to base 10."""
    return Spread(log10(low), log10(middle), log10(high), mass)
