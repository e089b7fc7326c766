"""The same recursion as a careful user of scikit-learn would write it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from sklearn.mixture import GaussianMixture

from engine.arrays import Array, Rng
from engine.models.gmm import Gmm


@dataclass(frozen=True)
class Parameters:
    """Weights `(K,)`, means `(K, d)` and covariances `(K, d, d)` of a mixture."""

    weights: Array
    means: Array
    covariances: Array


def recur(
    rng: Rng, model: Gmm, rows: Array, previous: Parameters, first: Parameters
) -> Iterator[tuple[int, float]]:
    """Generation after generation: EM iterations, and the squared L2 distance to `first`.

    The first generation reads `rows (n, d)` and follows `previous`.
    """
    constant = overlap(first, first)
    while True:
        mixture = _untrained(rng, model, previous).fit(rows)
        previous = Parameters(mixture.weights_, mixture.means_, mixture.covariances_)
        rows = sample(rng, previous, len(rows))
        distance = overlap(previous, previous) - 2 * overlap(previous, first) + constant
        yield mixture.n_iter_, distance


def _untrained(rng: Rng, model: Gmm, previous: Parameters) -> GaussianMixture:
    """scikit-learn's model with our knobs: from k-means, or from the generation before."""
    common = {
        "n_components": model.components,
        "tol": model.tolerance,
        "max_iter": model.max_iter,
        "reg_covar": model.floor,
        "random_state": int(rng.integers(2**31)),
    }
    if model.start == "kmeans":
        return GaussianMixture(**common)
    return GaussianMixture(
        **common,
        weights_init=previous.weights,
        means_init=previous.means,
        precisions_init=np.linalg.inv(previous.covariances),
    )


def sample(rng: Rng, mixture: Parameters, n: int) -> Array:
    """Rows `(n, d)` in random order: how many of each component, then normals."""
    counts = rng.multinomial(n, mixture.weights)
    factors = np.linalg.cholesky(mixture.covariances)
    parts = [
        mean + rng.standard_normal((count, len(mean))) @ factor.T
        for count, mean, factor in zip(counts, mixture.means, factors, strict=True)
    ]
    return rng.permutation(np.concatenate(parts))


def overlap(one: Parameters, other: Parameters) -> float:
    """Integral of the product of two densities, over all pairs of components at once."""
    apart = one.means[:, None] - other.means
    both = one.covariances[:, None] + other.covariances
    squares = np.einsum("ija,ijab,ijb->ij", apart, np.linalg.inv(both), apart)
    volumes = np.sqrt(np.linalg.det(2 * np.pi * both))
    return float(one.weights @ (np.exp(-squares / 2) / volumes) @ other.weights)
