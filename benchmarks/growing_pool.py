"""How much sooner a growing pool is learned than by refitting on all of it every time."""

import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import process_time

import numpy as np
import threadpoolctl
from sklearn.mixture import GaussianMixture

from benchmarks._figures import Figure, at_least, more_than_ours, report
from engine import Generation, Settings, run, settings
from engine.arrays import Array
from engine.models.gmm import Gmm
from engine.recursion import streams

GENERATIONS, QUICK = 2000, 50
FLOOR = 10.0
EVERY = 25
"""How often the peer refits: each time, it would take minutes. Its time counts for all between."""

APART = 1e-9
"""How far, relatively, what the two sides learn may differ."""


@dataclass
class Sides:
    """Seconds of processor time of either side."""

    ours: float = 0.0
    peer: float = 0.0


def measure(quick: bool) -> Iterator[Figure]:
    """One Gaussian and a mixture: seconds of processor time, one thread."""
    generations = QUICK if quick else GENERATIONS
    common = {"policy": "accumulate", "generations": generations, "seed": 1}
    warnings.filterwarnings("ignore")  # scikit-learn tells of each fit that it would rather go on
    with threadpoolctl.threadpool_limits(1):
        one = settings(truth="normal", model="gaussian", samples=1000, **common)
        several = settings(truth="blobs", model="gmm:start=previous", samples=100, **common)
        for chosen in (one, several):
            list(run(replace(chosen, generations=10)))  # what is compiled is loaded
        pool = f"{generations} generations of a growing pool"
        yield _told(f"{pool}, one Gaussian, 1000 samples", "numpy", _gaussian(one))
        mixture = f"{pool}, a mixture, 100 samples, every {EVERY}th fit"
        yield _told(mixture, "scikit-learn", _mixture(several))


def _told(what: str, peer: str, found: Sides) -> Figure:
    beside = more_than_ours(f"{peer} on the whole pool", found.peer, found.ours, at_least(FLOOR))
    return Figure(what, found.ours, "s", peer=beside)


def _gaussian(chosen: Settings) -> Sides:
    """Our whole loop, sampling included, against numpy's mean and covariance of the pool alone."""
    sides = Sides()
    start = process_time()
    found = list(run(chosen))
    sides.ours = process_time() - start
    real = _first_rows(chosen)
    pool = np.concatenate([real, *(generation.output for generation in found)])
    for generation in found[EVERY::EVERY]:
        rows = pool[: chosen.samples * (generation.index + 1)]
        start = process_time()
        rows.mean(axis=0)
        covariance = np.cov(rows.T)
        sides.peer += EVERY * (process_time() - start)
        np.testing.assert_allclose(generation.learned.covariance(), covariance, APART)
    return sides


def _first_rows(chosen: Settings) -> Array:
    return chosen.truth.sample(streams(chosen.seed, 0)[0], chosen.samples)


def _mixture(chosen: Settings) -> Sides:
    """Our fit against scikit-learn's on the same pool from the same start."""
    sides, before = Sides(), None
    model = chosen.model
    assert isinstance(model, Gmm)
    for generation in run(chosen):
        if before is not None and generation.index % EVERY == 0:
            rows = generation.training.rows
            start = process_time()
            own = model.fit(np.random.default_rng(), generation.training, before.learned)
            sides.ours += process_time() - start
            start = process_time()
            peer = _refitted(model, rows, before)
            sides.peer += process_time() - start
            spread = np.trace(own.covariances, axis1=1, axis2=2)
            other = np.trace(peer.covariances_, axis1=1, axis2=2)
            np.testing.assert_allclose(spread, other, APART)
        before = generation
    return sides


def _refitted(model: Gmm, rows: Array, before: Generation) -> GaussianMixture:
    """From what the generation before had learned."""
    learned = before.learned
    start = {
        "weights_init": learned.weights,  # type: ignore[attr-defined]
        "means_init": learned.means,  # type: ignore[attr-defined]
        "precisions_init": np.linalg.inv(learned.covariances),  # type: ignore[attr-defined]
    }
    stop = {"tol": model.tolerance, "max_iter": model.max_iter, "reg_covar": 0.0}
    return GaussianMixture(model.components, **stop, **start).fit(rows)


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
