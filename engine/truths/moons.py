"""Two moons: crescents that reach into each other, where a wrong model shows at first sight."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np
from scipy.special import roots_legendre

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture
from engine.knobs import kind, knob
from engine.protocols import Distribution


def nodes_for(noise: float) -> int:
    """Nodes on a half circle that are close enough together beside the noise: at most 0.9 of its
    deviation apart, with which the error of the quadrature is of the order of 1e-9."""
    return 12 + round(5 / noise)


@lru_cache(maxsize=32)
def half_turn(count: int) -> tuple[Array, Array]:
    """Gauss-Legendre nodes `(count,)` in radians from 0 to pi, and weights that sum to 1."""
    nodes, weights = roots_legendre(count)
    return 0.5 * np.pi * (1 + nodes), 0.5 * weights


@dataclass(frozen=True, eq=False)
class Arcs:
    """Equally heavy half circles of radius 1 around `centres (k, 2)`, each counterclockwise from
    the angle in `starts (k,)` on, plus round Gaussian noise."""

    centres: Array
    starts: Array
    noise: float

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`: an arc, an even angle on it, noise."""
        arc = rng.integers(len(self.starts), size=n)
        angles = self.starts[arc] + np.pi * rng.random(n)
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        points: Array = self.centres[arc] + circle + self.noise * rng.standard_normal((n, 2))
        return points

    @cached_property
    def _mixture(self) -> Mixture:
        """One narrow Gaussian at each node: the integral over the angle."""
        turns, weights = half_turn(nodes_for(self.noise))
        angles = self.starts[:, None] + turns
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=2)
        means = (self.centres[:, None] + circle).reshape(-1, 2)
        covariances = np.tile(self.noise**2 * np.eye(2), (len(means), 1, 1))
        return Mixture(np.tile(weights / len(self.starts), len(self.starts)), means, covariances)

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)` at rows `(n, 2)`, by quadrature far below a millionth of it."""
        return self._mixture.log_prob(x)


CENTRES = np.array([[0.0, 0.0], [1.0, 0.5]])
STARTS = np.array([0.0, np.pi])


@kind("Two moons", "Two crescents that reach into each other.")
class Moons:
    """The crescents of scikit-learn's `make_moons`, with angles drawn evenly."""

    estimated: ClassVar[bool] = False
    noise: float = knob(
        0.1,
        0.03,
        0.5,
        label="Noise",
        logarithmic=True,
        basic=True,
        help="The standard deviation around the half circles, along each axis.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """x and y; no units."""
        return ("x", "y")

    @cached_property
    def _both(self) -> Arcs:
        return Arcs(CENTRES, STARTS, self.noise)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`, each from a moon drawn at random."""
        return self._both.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)` at rows `(n, 2)`, exact to far below a millionth."""
        return self._both.log_prob(x)

    def mean(self) -> Array:
        """The point `(2,)` around which one moon is the other, turned by half a turn."""
        return np.array([0.5, 0.25])

    def modes(self) -> tuple[Distribution, ...]:
        """The upper moon and the lower one."""
        return tuple(Arcs(CENTRES[[k]], STARTS[[k]], self.noise) for k in range(len(STARTS)))
