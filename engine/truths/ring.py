"""A ring: all of the truth lies where its mean is not, and no ellipse can hold the hole."""

import math
from typing import ClassVar

import numpy as np
from scipy.special import i0e

from engine.arrays import Array, Rng
from engine.knobs import kind, knob
from engine.numerics import LOG_2_PI
from engine.protocols import Distribution


@kind("Ring", "A circle of points, with a hole in the middle.")
class Ring:
    """A point drawn evenly on a circle around the origin, plus round Gaussian noise.

    The integral of the noise over the circle is a Bessel function (Rice 1945), which is taken
    with its exponential split off, so that thin rings neither overflow nor lose their tails.
    """

    estimated: ClassVar[bool] = False
    radius: float = knob(
        2.0,
        0.1,
        10.0,
        label="Radius",
        basic=True,
        help="The radius of the circle.",
    )
    noise: float = knob(
        0.2,
        0.01,
        2.0,
        label="Noise",
        logarithmic=True,
        basic=True,
        help="The standard deviation around the circle, along each axis.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """x and y; no units."""
        return ("x", "y")

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`."""
        angles = 2 * np.pi * rng.random(n)
        circle = self.radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return circle + self.noise * rng.standard_normal((n, 2))

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, 2)`."""
        distances = np.hypot(x[:, 0], x[:, 1])
        apart = (distances - self.radius) / self.noise
        bend = np.log(i0e(distances * self.radius / self.noise**2))
        density: Array = bend - 0.5 * apart**2 - LOG_2_PI - 2 * math.log(self.noise)
        return density

    def mean(self) -> Array:
        """The centre of the ring `(2,)`, by symmetry."""
        return np.zeros(2)

    def modes(self) -> tuple[Distribution, ...]:
        """The ring hangs together: the whole."""
        return (self,)
