"""A pinwheel: arms that bend, so that a mixture of ellipses can only ever approximate them."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, gaussian
from engine.knobs import kind, knob
from engine.protocols import Distribution

RADIUS = 2.0
"""How far from the centre the middle of an arm lies."""


def turned(x: Array, rate: float) -> Array:
    """Rows `(n, 2)` turned around the origin by `rate` radians per unit of their distance to it.

    A rotation that depends on nothing but the distance keeps both distances and areas: it is
    undone by the opposite rate, and it changes no density.
    """
    angles = rate * np.hypot(x[:, 0], x[:, 1])
    cosines, sines = np.cos(angles), np.sin(angles)
    across, up = x[:, 0] * cosines - x[:, 1] * sines, x[:, 0] * sines + x[:, 1] * cosines
    return np.stack([across, up], axis=1)


@dataclass(frozen=True, eq=False)
class Twisted:
    """Straight arms, and the rate in radians per unit of distance at which they are twisted."""

    straight: Mixture
    rate: float

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`."""
        return turned(self.straight.sample(rng, n), self.rate)

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, 2)`."""
        return self.straight.log_prob(turned(x, -self.rate))


@kind("Pinwheel", "Long clouds around a hub, bent like the sails of a pinwheel.")
class Pinwheel:
    """Long Gaussians around a hub, twisted the more the farther out (after Johnson et al. 2016,
    arXiv 1603.06277, with a twist by the distance from the hub, which keeps the density exact)."""

    estimated: ClassVar[bool] = False
    arms: int = knob(
        5,
        3,
        9,
        label="Arms",
        basic=True,
        help="How many equally large arms the pinwheel has.",
    )
    twist: float = knob(
        0.6,
        0.0,
        2.0,
        label="Twist",
        basic=True,
        help="Radians by which an arm turns per unit of distance from the hub; 0 is straight.",
    )
    length: float = knob(
        0.5,
        0.05,
        1.0,
        label="Length",
        logarithmic=True,
        help="The standard deviation along an arm.",
    )
    width: float = knob(
        0.15,
        0.02,
        1.0,
        label="Width",
        logarithmic=True,
        help="The standard deviation across an arm.",
    )

    @property
    def axes(self) -> tuple[str, ...]:
        """x and y; no units."""
        return ("x", "y")

    @cached_property
    def _whole(self) -> Twisted:
        angles = 2 * np.pi * np.arange(self.arms) / self.arms
        along = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        across = np.stack([-np.sin(angles), np.cos(angles)], axis=1)
        covariances = self.length**2 * np.einsum("ka,kb->kab", along, along)
        covariances += self.width**2 * np.einsum("ka,kb->kab", across, across)
        weights = np.full(self.arms, 1 / self.arms)
        return Twisted(Mixture(weights, RADIUS * along, covariances), self.twist)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent rows `(n, 2)`, each from an arm drawn at random."""
        return self._whole.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Exact log density `(n,)` at rows `(n, 2)`."""
        return self._whole.log_prob(x)

    def mean(self) -> Array:
        """The hub `(2,)`, by symmetry."""
        return np.zeros(2)

    def modes(self) -> tuple[Distribution, ...]:
        """The arms, counterclockwise."""
        straight = self._whole.straight
        parts = zip(straight.means, straight.covariances, strict=True)
        return tuple(Twisted(gaussian(mean, spread), self.twist) for mean, spread in parts)
