"""The paper's figure, drawn twice: its notebook's loop on scikit-learn, and the engine's."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from engine import PRESETS, Trajectory, run
from engine.distributions.mixture import Mixture
from engine.metrics.l2 import L2
from engine.protocols.reference import Reference

LINEAGES, SHOWN = 8, (10, 40)
PAPER = PRESETS["paper"].settings


def notebook(samples: int, seed: int) -> list[float]:
    """Log L2 at the generations shown, as the released notebook's settings have it."""
    rng = np.random.default_rng(seed)
    data, fitted, distances = rng.standard_normal((samples, 2)), None, []
    for generation in range(SHOWN[-1] + 1):
        model = GaussianMixture(2, tol=1e-5, max_iter=2000, random_state=seed * 1000 + generation)
        model.fit(data)
        said = Mixture(model.weights_, model.means_, model.covariances_)
        fitted = fitted or said
        if generation in SHOWN:
            distances.append(distance(fitted, said))
        data = said.sample(rng, samples)
    return distances


def engine(samples: int, seed: int) -> list[float]:
    """The same from the engine's loop."""
    settings = replace(PAPER, samples=samples, seed=seed, generations=SHOWN[-1])
    learned = [generation.learned for generation in run(settings)]
    return [distance(learned[0], learned[at]) for at in SHOWN]


def distance(first: Mixture, later: Mixture) -> float:
    """Log squared L2 distance by the engine's metric, which has an oracle of its own."""
    generation = type("Said", (), {"learned": later})
    measured = L2().measure(Reference(PAPER.truth, first), [generation])
    return float(np.log(measured[0]))


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("samples", [500, 1000])
def test_the_l2_curve_is_the_notebooks_within_its_spread_over_seeds(samples: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs = np.array([notebook(samples, seed) for seed in range(LINEAGES)])
    ours = np.array([engine(samples, seed) for seed in range(4 * LINEAGES)])
    apart = ours.mean(0) - theirs.mean(0)
    error = np.sqrt(ours.var(0, ddof=1) / len(ours) + theirs.var(0, ddof=1) / len(theirs))
    assert np.all(abs(apart) < 4 * error), (
        f"log L2 at generations {SHOWN} of {samples} samples differs by {apart}, "
        f"standard errors {error}: ours {ours.mean(0)}, the notebook's {theirs.mean(0)}"
    )


@pytest.mark.slow
def test_fewer_samples_move_farther_as_in_the_papers_figure() -> None:
    curves = {n: np.array([engine(n, seed) for seed in range(8)]) for n in (500, 1000, 10_000)}
    middles = np.array([np.median(curves[n], axis=0) for n in sorted(curves)])
    assert np.all(np.diff(middles, axis=0) < 0), f"log L2 by samples (rows) at {SHOWN}: {middles}"
    assert np.all(np.diff(middles, axis=1) > 0), f"log L2 must grow with the generation: {middles}"


@pytest.mark.slow
def test_a_thousand_samples_end_in_a_narrow_mixture() -> None:
    """S23 shows late collapse by generation 2000: the L2 distance is that of a spike."""
    ended = []
    for seed in range(4):
        trajectory = Trajectory(replace(PAPER, seed=seed))
        for _ in trajectory.follow():
            pass
        ended.append((trajectory.metrics["variance"][-1], trajectory.metrics["l2"][-1]))
    variances, distances = np.array(ended).T
    assert np.median(variances) < 0.5, f"variances at generation 2000: {variances}"
    assert np.median(distances) > 1, f"squared L2 at generation 2000: {distances}"
