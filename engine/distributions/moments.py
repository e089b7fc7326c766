"""What a Gaussian reads of some rows, and can be put together from parts."""

from dataclasses import dataclass

import numpy as np

from engine import numerics
from engine.arrays import Array


@dataclass(frozen=True)
class Moments:
    """Count, mean `(d,)` and scatter `(d, d)` of some rows: all that a Gaussian reads."""

    count: int
    mean: Array
    scatter: Array

    @classmethod
    def of(cls, rows: Array) -> "Moments":
        """The moments of rows `(n, d)`, the scatter centred on their mean."""
        mean = numerics.mean(rows)
        mean = mean + numerics.mean(rows - mean)
        centred = rows - mean
        return cls(len(rows), mean, centred.T @ centred)

    def joined(self, other: "Moments") -> "Moments":
        """The moments of both sets of rows together (Chan, Golub and LeVeque 1983)."""
        count = self.count + other.count
        step = other.mean - self.mean
        scatter = self.scatter + other.scatter
        scatter = scatter + np.outer(step, step) * (self.count * other.count / count)
        return Moments(count, self.mean + step * (other.count / count), scatter)
