"""Integrals over a distribution: how a mixture learns from it with no samples in between."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from engine import numerics
from engine.arrays import Array
from engine.distributions.mixture import Mixture, grain_at
from engine.knobs import BadSpec

ORDER = 48
"""Nodes of each Gaussian along each of its axes."""

WIDEST = 2
"""Dimensions: in three a single Gaussian would take 110,592 nodes."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Points `(m, d)` and weights `(m,)` that sum to 1: an integral is the weighted sum over them.

    Gauss and Hermite's rule along each axis of each Gaussian: exact for polynomials of degree 95,
    and so for mean and covariance, whatever a fit makes of them. What two components learn of
    three blobs that touch (spread 0.7) is right to 1e-5; with 32 nodes to 5e-5, with 96 to 2e-7.
    """

    points: Array
    weights: Array

    @classmethod
    def of(cls, whole: Mixture) -> "Nodes":
        """The nodes of a weighted sum of Gaussians.

        Raises:
            BadSpec: it has more than two dimensions.
        """
        d = whole.means.shape[1]
        if d > WIDEST:
            raise BadSpec(
                f"a mixture can learn from a distribution itself in at most {WIDEST} dimensions, "
                f"and here are {d}; take fewer, or the model gaussian"
            )
        ticks, shares = hermegauss(ORDER)
        grid = np.stack(np.meshgrid(*[ticks] * d, indexing="ij"), -1).reshape(-1, d)
        each = np.stack(np.meshgrid(*[shares / shares.sum()] * d, indexing="ij"), -1)
        factors, *_ = numerics.factorise_all(whole.covariances, grain_at(whole.means))
        points = whole.means[:, None] + grid @ factors.transpose(0, 2, 1)
        weights = np.outer(whole.weights, each.reshape(-1, d).prod(axis=1))
        return cls(points.reshape(-1, d), weights.ravel() / weights.sum())

    def moved(self, step: Array) -> "Nodes":
        """The same, everywhere so far `(d,)` away."""
        return replace(self, points=self.points + step)

    def maximise_expectation(
        self,
        weights: Array,
        means: Array,
        covariances: Array,
        floor: float,
        tolerance: float,
        limit: int,
    ) -> tuple[float, float]:
        """EM from the given parameters, in place; iterations and mean log density.

        As `mixtures.maximise_expectation` does it on rows, which all weigh the same.
        """
        columns = np.ascontiguousarray(self.points.T)
        heavy = self.weights * len(self.weights)
        alive = np.flatnonzero(weights)
        held, centres, spreads = weights[alive], means[alive], covariances[alive]
        before = density = -np.inf
        iteration = 0
        while iteration < limit:
            iteration += 1
            now = Mixture(held, centres, spreads)
            density = float(self.weights @ now.log_prob(self.points))
            numerics.maximise(
                columns, now.responsibilities(columns) * heavy, floor, held, centres, spreads
            )
            if abs(density - before) < tolerance:
                break
            before = density
        weights[alive], means[alive], covariances[alive] = held, centres, spreads
        return float(iteration), density
