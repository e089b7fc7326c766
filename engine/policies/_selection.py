"""Who decides which samples are worth reading, and what each goes by."""

from collections.abc import Callable

import numpy as np

from engine.arrays import Array, Rng
from engine.numerics import log_densities
from engine.protocols import ImageTruth, Learned, Truth
from engine.protocols.reference import fixed_sample

Selector = Callable[[Rng, Truth, Learned, Array], Array]
"""The worth `(n,)` of rows `(n, d)` that a model has said: the higher, the sooner they are kept."""

REAL_ROWS = 1000


def by_truth(rng: Rng, truth: Truth, learned: Learned, rows: Array) -> Array:
    """Each row is as likely to be kept as it is commoner among real rows than in the output.

    Keys of Efraimidis and Spirakis (2006) for drawing by weight without replacement.
    """
    real, said = _real(truth, rows), _said(truth, learned, rows)
    return _finite(real - said) + rng.gumbel(size=len(rows))


def by_likelihood(rng: Rng, truth: Truth, learned: Learned, rows: Array) -> Array:
    """The likelier the model that said a row finds it, the better."""
    return _finite(_said(truth, learned, rows))


def by_diversity(rng: Rng, truth: Truth, learned: Learned, rows: Array) -> Array:
    """Rows of all degrees of likelihood, evenly: among any two neighbours in that order, either
    may be the one that is kept."""
    order = np.argsort(np.argsort(_finite(_said(truth, learned, rows))))
    golden = (np.sqrt(5) - 1) / 2  # its multiples fill every part of the order evenly
    return np.asarray((order * golden + rng.random()) % 1)


JUDGES: dict[str, Selector] = {
    "truth": by_truth,
    "likelihood": by_likelihood,
    "diversity": by_diversity,
}


def _real(truth: Truth, rows: Array) -> Array:
    """The log density of the truth, by nearest neighbours where it has none."""
    density = truth.log_prob(rows)
    if np.isfinite(density).any():
        return density
    return log_densities(_seen(truth, rows), _seen(truth, fixed_sample(truth, REAL_ROWS)))


def _said(truth: Truth, learned: Learned, rows: Array) -> Array:
    """The log density of what the model says, by nearest neighbours where it has none."""
    if learned.tractable:
        return learned.log_prob(rows)
    seen = _seen(truth, rows)
    return log_densities(seen, seen)


def _seen(truth: Truth, rows: Array) -> Array:
    return truth.features(rows) if isinstance(truth, ImageTruth) else rows


def _finite(worth: Array) -> Array:
    """No worth where there is no telling."""
    return np.nan_to_num(np.array(worth, float), nan=0.0, posinf=1e300, neginf=-1e300)
