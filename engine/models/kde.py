"""A kernel density estimate: every sample stands for a small cloud around itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from engine import numerics
from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, grain_at, sampling_bias
from engine.knobs import kind, knob
from engine.protocols import Learned
from engine.training_set import TrainingSet

CENTRES_AT_MOST = 4096


@kind("Kernel density estimate", "A little cloud around every sample that it read.")
class Kde:
    """Gaussian kernels with Scott's rule, drawn towards the mean so that they add no variance.

    Without that correction (Silverman and Young 1987) each generation would be wider than the
    last by the kernel, and the run would explode rather than forget. With a bandwidth of 0 it is
    the bootstrap: a generation repeats some of the last one's samples and loses the others.
    """

    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = False
    bandwidth: float = knob(
        1.0,
        0.0,
        2.0,
        label="Bandwidth",
        basic=True,
        help="Width of the cloud around each sample, as a multiple of the usual one. "
        "0 only ever repeats samples that it has seen.",
    )
    bias: float = sampling_bias()

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> "Smoothed":
        """Nothing is drawn at random: the samples are the model."""
        rows, moments = training.rows, training.moments
        n, d = rows.shape
        width = self.bandwidth * n ** (-1 / (d + 4))
        spread, inward = moments.scatter / n, 1 - 1 / np.sqrt(1 + width**2)
        centres = rows + inward * (moments.mean - rows)  # exactly the rows where the width is 0
        kernel = width**2 / (1 + width**2) * spread
        spoken = spread + (self.bias - 1) * kernel
        return Smoothed(centres, self.bias * kernel, moments.mean, spoken, width)


@dataclass(frozen=True, eq=False)
class Smoothed:
    """Kernels of one covariance `(d, d)` around `centres (n, d)`."""

    tractable: ClassVar[bool] = True
    centres: Array
    kernel: Array
    middle: Array
    spread: Array
    width: float

    def __post_init__(self) -> None:
        """What is compiled takes their dimensions to be the same."""
        _, d = self.centres.shape
        if self.kernel.shape != (d, d):
            raise ValueError("the kernel is not of the centres' dimensions")

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`: a centre drawn at random, moved by its kernel."""
        factor, flat = numerics.factorise(self.kernel, grain_at(self.centres))
        chosen = rng.integers(len(self.centres), size=n)
        moves = np.where(flat, 0.0, rng.standard_normal((n, len(factor))))
        rows: Array = self.centres[chosen] + moves @ factor.T
        return rows

    @cached_property
    def _density(self) -> Mixture:
        step = -(-len(self.centres) // CENTRES_AT_MOST)
        centres = self.centres[::step]
        weights, count = np.full(len(centres), 1 / len(centres)), (len(centres), 1, 1)
        return Mixture(weights, centres, np.tile(self.kernel, count))

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)`, from at most 4096 evenly chosen centres."""
        return self._density.log_prob(x)

    def mean(self) -> Array:
        """The mean `(d,)` of the rows that it read."""
        return self.middle

    def covariance(self) -> Array:
        """The covariance `(d, d)` of what it says: of the rows that it read (divided by their
        number), where no bias widens or narrows its kernels."""
        return self.spread

    def record(self) -> Mapping[str, Array | float]:
        """Width of the kernel in units of the data's deviation, and its covariance."""
        return {
            "centre": self.middle,
            "covariance": self.spread,
            "width": self.width,
            "kernel": self.kernel,
        }
