"""How much sooner a growing pool is learned than by refitting on all of it every time."""

import argparse
import sys
import warnings
from dataclasses import dataclass, replace
from time import process_time

import numpy as np
import threadpoolctl
from sklearn.mixture import GaussianMixture

from engine import Generation, Settings, run, settings
from engine.arrays import Array
from engine.models.gmm import Gmm
from engine.recursion import streams

FLOOR = 10.0
EVERY = 25
"""How often the peer refits: each time, it would take minutes. Its time counts for all between."""


@dataclass
class Sides:
    """Seconds of processor time of either side, and how far apart what they learned may be."""

    ours: float = 0.0
    peer: float = 0.0
    apart: float = 0.0

    @property
    def ratio(self) -> float:
        """The peer's seconds over ours."""
        return self.peer / self.ours


def main() -> int:
    """Compare, print, and say what was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pooling", description=__doc__)
    parser.add_argument("--generations", type=int, default=2000, help="how many (10 to 2000)")
    generations = parser.parse_args().generations
    common = {"policy": "accumulate", "generations": generations, "seed": 1}
    warnings.filterwarnings("ignore")  # scikit-learn tells of each fit that it would rather go on
    missed = 0
    with threadpoolctl.threadpool_limits(1):
        one = settings(truth="normal", model="gaussian", samples=1000, **common)
        several = settings(truth="blobs", model="gmm:start=previous", samples=100, **common)
        for chosen in (one, several):
            list(run(replace(chosen, generations=10)))  # what is compiled is loaded
        for name, found in (
            ("gaussian, 1000 samples", _gaussian(one)),
            (f"gmm, 100 samples, fits at every {EVERY}th generation", _mixture(several)),
        ):
            met = found.ratio >= FLOOR
            missed += not met
            print(
                "ok    " if met else "MISSED",
                f"{name}, {generations} generations: ours {found.ours:.2f} s, the peer "
                f"{found.peer:.2f} s, {found.ratio:.1f} times (floor {FLOOR:g}); what they "
                f"learn is at most {found.apart:.1g} of a variance apart",
            )
    return int(missed > 0)


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
        own = generation.learned.covariance()
        sides.apart = max(sides.apart, float(np.abs(own / covariance - 1).max()))
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
            sides.apart = max(sides.apart, float(np.abs(spread / other - 1).max()))
        before = generation
    return sides


def _refitted(model: Gmm, rows: Array, before: Generation) -> GaussianMixture:
    learned = before.learned
    return GaussianMixture(
        model.components,
        tol=model.tolerance,
        max_iter=model.max_iter,
        reg_covar=0.0,
        weights_init=learned.weights,
        means_init=learned.means,  # type: ignore[attr-defined]
        precisions_init=np.linalg.inv(learned.covariances),  # type: ignore[attr-defined]
    ).fit(rows)


if __name__ == "__main__":
    sys.exit(main())
