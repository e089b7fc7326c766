"""A weighted sum of Gaussians: what a Gaussian, a mixture or many a truth comes down to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from scipy.special import ndtr

from engine import numerics
from engine.arrays import Array, Rng
from engine.knobs import knob


def grain_at(points: Array) -> Array:
    """The spacing of doubles `(d,)` at the farthest of `points (n, d)`; never 0."""
    return numerics.grain_at(points)


@dataclass(frozen=True, eq=False)
class Mixture:
    """K Gaussians in d dimensions: weights `(K,)`, means `(K, d)`, covariances `(K, d, d)`.

    A component of weight 0 is dead. Along a direction in which a component's deviation cannot be
    told from rounding it repeats itself exactly, and its density counts as just that wide.
    `iterations` and `log_likelihood` (mean log density of the training rows) say how it was found,
    `floor` what was added to each variance.
    """

    tractable: ClassVar[bool] = True
    weights: Array
    means: Array
    covariances: Array
    iterations: float = np.nan
    log_likelihood: float = np.nan
    floor: float = 0.0

    def __post_init__(self) -> None:
        """What is compiled looks up each of these by the sizes of another: they have to agree."""
        k, d = self.means.shape
        if self.weights.shape != (k,) or self.covariances.shape != (k, d, d):
            raise ValueError("weights, means and covariances are not of the same components")

    @property
    def parameters(self) -> tuple[Array, Array, Array]:
        """Weights, means and covariances."""
        return self.weights, self.means, self.covariances

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array, Array]:
        return numerics.factorise_all(self.covariances, grain_at(self.means))

    @cached_property
    def _log_weights(self) -> Array:
        with np.errstate(divide="ignore"):
            return np.log(self.weights)

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`, each from a component drawn by weight."""
        return self.at(rng.random(n), rng.standard_normal((n, self.means.shape[1])))

    def at(self, uniforms: Array, normals: Array) -> Array:
        """Rows `(n, d)`: `uniforms (n,)` choose the component, `normals (n, d)` the place in it."""
        return numerics.speak(self.weights, self.means, self.covariances, uniforms, normals)

    def log_prob(self, x: Array) -> Array:
        """Log density `(n,)` at rows `(n, d)`."""
        _, _, whiteners, peaks = self._factors
        return numerics.log_density(x, self._log_weights, self.means, whiteners, peaks)

    def overlap(self, other: "Mixture") -> float:
        """The integral of the product of both densities."""
        return float(numerics.overlap(*self.parameters, *other.parameters))

    def equals(self, other: "Mixture") -> bool:
        """Whether both are the same sum of the same Gaussians, to the last digit."""
        return all(map(np.array_equal, self.parameters, other.parameters))

    def responsibilities(self, columns: Array) -> Array:
        """How much of each point `(d, n)` each component has said, `(K, n)`; sums to 1."""
        _, _, whiteners, peaks = self._factors
        shares = np.empty((len(self.weights), columns.shape[1]))
        numerics.expect(columns, self._log_weights, self.means, whiteners, peaks, shares)
        return shares

    def assign(self, x: Array) -> Array:
        """For each row the component `(n,)` that most likely said it."""
        _, _, whiteners, peaks = self._factors
        return numerics.assign(x, self._log_weights, self.means, whiteners, peaks)

    def mean(self) -> Array:
        """The mean `(d,)` of the whole mixture."""
        return self.weights @ self.means

    def covariance(self) -> Array:
        """The covariance `(d, d)` of the whole mixture: within the components and between."""
        apart = self.means - self.mean()
        within = self.weights @ self.covariances.reshape(len(apart), -1)
        return within.reshape(self.covariances.shape[1:]) + (self.weights * apart.T) @ apart

    def record(self) -> Mapping[str, Array | float]:
        """Parameters, EM iterations, mean log-likelihood, dead, extinct and floored components."""
        spreads = np.diagonal(self.covariances, axis1=1, axis2=2).max(axis=1)
        alive = self.weights > 0
        return {
            "weights": self.weights,
            "means": self.means,
            "covariances": self.covariances,
            "iterations": self.iterations,
            "log_likelihood": self.log_likelihood,
            "dead": float(np.count_nonzero(~alive)),
            "extinct": float(np.count_nonzero(alive & self._factors[1].all(axis=1))),
            "floored": float(np.count_nonzero(alive & (spreads < 2 * self.floor))),
        }


CLOUDS = (
    "What every cloud's variance is multiplied by before the model speaks. Below 1 it says only "
    "what it is sure of, as chat programs do at a low temperature."
)


def sampling_bias(help: str = CLOUDS) -> Any:
    """The knob of models that may speak more, or less, boldly than they have learned (A23)."""
    return knob(1.0, 0.1, 1.1, label="Boldness", help=help)


def decoded(record: Mapping[str, Array], codes: Array) -> Array:
    """What the mixture with this `record` says at codes `(n, 1 + d)` of plain numbers, normally
    distributed: the first chooses the component, the others the place within it."""
    mixture = Mixture(record["weights"], record["means"], record["covariances"])
    # Copies in double precision, for which the kernel is compiled; no uniform number is 1.
    uniforms = np.minimum(ndtr(np.array(codes[:, 0], float)), np.nextafter(1.0, 0.0))
    return mixture.at(uniforms, np.array(codes[:, 1:], float, order="C"))


def gaussian(mean: Array, covariance: Array) -> Mixture:
    """One Gaussian with mean `(d,)` and covariance `(d, d)`."""
    return Mixture(np.ones(1), mean[None], covariance[None])
