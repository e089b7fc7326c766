"""Round blobs on a circle: the smallest world in which a whole mode can be forgotten."""

from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, gaussian
from engine.knobs import kind, knob
from engine.protocols import Distribution


@kind("Blobs", "Several round clouds of equal size.")
class Blobs:
    """Equally heavy round Gaussians, the first at the top of the circle; one alone is at 0."""

    estimated: ClassVar[bool] = False
    count: int = knob(
        3,
        1,
        10,
        label="Blobs",
        basic=True,
        help="How many equally large clouds the truth consists of.",
    )
    spread: float = knob(
        0.5,
        0.01,
        3.0,
        label="Spread",
        logarithmic=True,
        basic=True,
        help="The standard deviation of each blob.",
    )
    radius: float = knob(
        2.0,
        0.0,
        10.0,
        label="Radius",
        help="How far from the centre the blobs lie.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """x and y; no units."""
        return ("x", "y")

    @cached_property
    def _mixture(self) -> Mixture:
        turns = 2 * np.pi * np.arange(self.count) / self.count
        radius = self.radius if self.count > 1 else 0.0
        centres = radius * np.stack([-np.sin(turns), np.cos(turns)], axis=1)
        covariances = np.tile(self.spread**2 * np.eye(2), (self.count, 1, 1))
        return Mixture(np.full(self.count, 1 / self.count), centres, covariances)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`, each from a blob drawn at random."""
        return self._mixture.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, 2)`."""
        return self._mixture.log_prob(x)

    def mixture(self) -> Mixture:
        """A Gaussian a blob."""
        return self._mixture

    def mean(self) -> Array:
        """The centre of the circle `(2,)`, by symmetry."""
        return np.zeros(2)

    def modes(self) -> tuple[Distribution, ...]:
        """The blobs, from the top of the circle counterclockwise."""
        parts = zip(self._mixture.means, self._mixture.covariances, strict=True)
        return tuple(gaussian(mean, covariance) for mean, covariance in parts)
