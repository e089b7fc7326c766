"""A kernel density estimate: every sample stands for a small cloud around itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.knobs import kind, knob
from engine.mixture import Mixture
from engine.protocols import Array, Learned, Rng
from engine.training import Training

CENTRES_AT_MOST = 4096


@kind("Kernel density estimate")
class Kde:
    """Gaussian kernels with Scott's rule, drawn towards the mean so that they add no variance.

    Without that correction (Silverman and Young 1987) each generation would be wider than the
    last by the kernel, and the run would explode rather than forget. With a bandwidth of 0 it is
    the bootstrap: a generation repeats some of the last one's samples and loses the others.
    """

    moments_suffice: ClassVar[bool] = False
    bandwidth: float = knob(
        1.0, 0.0, 2.0, label="Bandwidth", basic=True,
        help="Width of the cloud around each sample, in units of Scott's rule. "
        "0 only ever repeats samples that it has seen.",
    )  # fmt: skip

    def fit(self, rng: Rng, training: Training, previous: Learned | None) -> "Smoothed":
        """Nothing is drawn at random: the samples are the model."""
        rows, moments = training.rows, training.moments
        n, d = rows.shape
        width = self.bandwidth * n ** (-1 / (d + 4))
        spread = moments.scatter / n / (1 + width**2)
        centres = moments.mean + (rows - moments.mean) / np.sqrt(1 + width**2)
        return Smoothed(centres, width**2 * spread, moments.mean, moments.scatter / n, width)


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Kernels of one covariance `(d, d)` around `centres (n, d)`."""

    centres: Array
    kernel: Array
    middle: Array
    spread: Array
    width: float

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`: a centre drawn at random, moved by its kernel."""
        return _mixture(self.centres, self.kernel).sample(rng, n)

    @cached_property
    def _density(self) -> Mixture:
        step = -(-len(self.centres) // CENTRES_AT_MOST)
        return _mixture(self.centres[::step], self.kernel)

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)`, from at most 4096 evenly chosen centres."""
        return self._density.log_prob(x)

    def mean(self) -> Array:
        """The mean `(d,)` of the rows that it read."""
        return self.middle

    def covariance(self) -> Array:
        """The covariance `(d, d)` of the rows that it read (divided by their number)."""
        return self.spread

    def record(self) -> Mapping[str, Array | float]:
        """Width of the kernel in units of the data's deviation, and its covariance."""
        return {
            "centre": self.middle,
            "covariance": self.spread,
            "width": self.width,
            "kernel": self.kernel,
        }


def _mixture(centres: Array, kernel: Array) -> Mixture:
    n = len(centres)
    return Mixture(np.full(n, 1 / n), centres, np.repeat(kernel[None], n, axis=0))
