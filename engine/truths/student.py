"""Student's t: a hill with heavy tails, where the rare is not that rare and is lost first."""

import math
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.knobs import kind, knob
from engine.protocols import Distribution
from engine.truths.normal import axis_names


@kind("Student's t", "One cloud in which values far out are far more common than in a bell.")
class Student:
    """The multivariate t around the origin, with the identity as scale matrix.

    Its variance is freedom / (freedom - 2) along each axis; the more degrees of freedom, the
    closer it is to the standard normal (Kotz and Nadarajah 2004, chapter 1).
    """

    estimated: ClassVar[bool] = False
    dimensions: int = knob(
        2,
        1,
        10,
        label="Dimensions",
        basic=True,
        help="How many numbers make one sample.",
    )
    freedom: float = knob(
        3.0,
        2.1,
        100.0,
        label="Degrees of freedom",
        logarithmic=True,
        basic=True,
        help="Few make heavy tails, with samples far out every now and then; 100 is all but a "
        "normal distribution.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """A name for each dimension; no units."""
        return axis_names(self.dimensions)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, d)`: normal ones, each divided by a random scale of its own."""
        normals = rng.standard_normal((n, self.dimensions))
        return normals / np.sqrt(rng.chisquare(self.freedom, n) / self.freedom)[:, None]

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, d)`."""
        half = 0.5 * (self.freedom + self.dimensions)
        peak = math.lgamma(half) - math.lgamma(0.5 * self.freedom)
        peak -= 0.5 * self.dimensions * math.log(self.freedom * math.pi)
        squares: Array = np.einsum("ij,ij->i", x, x)
        return peak - half * np.log1p(squares / self.freedom)

    def mean(self) -> Array:
        """The origin `(d,)`."""
        return np.zeros(self.dimensions)

    def modes(self) -> tuple[Distribution, ...]:
        """One hill: the whole."""
        return (self,)
