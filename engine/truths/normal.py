"""The standard normal: one round hill, the simplest truth there is to forget."""

from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, gaussian
from engine.knobs import kind, knob
from engine.numerics import LOG_2_PI
from engine.protocols import Distribution


def axis_names(dimensions: int) -> tuple[str, ...]:
    """x, y, z; beyond three dimensions x1, x2 and so on."""
    if dimensions <= 3:
        return ("x", "y", "z")[:dimensions]
    return tuple(f"x{i + 1}" for i in range(dimensions))


@kind("Standard normal", "One round, bell-shaped cloud.")
class Normal:
    """Mean 0 and the identity as covariance: the truth of S23's first experiments."""

    estimated: ClassVar[bool] = False
    dimensions: int = knob(
        2,
        1,
        10,
        label="Dimensions",
        basic=True,
        help="How many numbers make one sample.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """A name for each dimension; no units."""
        return axis_names(self.dimensions)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, d)`."""
        return rng.standard_normal((n, self.dimensions))

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, d)`."""
        squares: Array = np.einsum("ij,ij->i", x, x)
        return -0.5 * (squares + self.dimensions * LOG_2_PI)

    def mixture(self) -> Mixture:
        """One Gaussian."""
        return gaussian(self.mean(), np.eye(self.dimensions))

    def mean(self) -> Array:
        """The origin `(d,)`."""
        return np.zeros(self.dimensions)

    def modes(self) -> tuple[Distribution, ...]:
        """One hill: the whole."""
        return (self,)
