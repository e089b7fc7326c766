"""A lineage of an ensemble is the run with its own seed."""

from dataclasses import replace

import numpy as np
import pytest

from engine import MODELS, BadSpec, Ensemble, Settings, Trajectory, from_dict
from engine.settings import SAFE_INTEGER
from tests.support.statistics import AT_HAND, follow, quick


def chosen(model: str = "gmm", **values: object) -> Settings:
    """A short run on two moons, from a seed that is not 0."""
    small = {"samples": 40, "generations": 12, "seed": 5}
    kinds = {"truth": "moons", "model": quick(model), "policy": "replace"}
    return from_dict(kinds | small | values)


def alone(made: Settings) -> Trajectory:
    """The run by itself."""
    trajectory = Trajectory(made)
    for _ in trajectory.follow():
        pass
    return trajectory


SLOW = pytest.mark.slow
KINDS = [pytest.param(m, marks=SLOW) if MODELS[m].network else m for m in AT_HAND]


@pytest.mark.parametrize("model", KINDS)
def test_a_lineage_is_the_run_with_its_own_seed(model: str) -> None:
    ensemble = follow(Ensemble(chosen(model), 4))
    assert ensemble.complete and ensemble.finished == 4
    for r in range(4):
        assert ensemble.lineage(r) == replace(chosen(model), seed=5 + r)
        run = alone(ensemble.lineage(r))
        for name, values in ensemble.metrics.items():
            np.testing.assert_array_equal(values[r], run.metrics[name], name)


def test_lineages_differ() -> None:
    variance = follow(Ensemble(chosen(), 3)).metrics["variance"]
    assert len(np.unique(variance[:, -1])) == 3


def test_what_is_not_there_yet_is_nan_and_counted() -> None:
    ensemble = Ensemble(chosen(), 3)
    follow(ensemble, 1)
    assert ensemble.finished == 1 and not ensemble.complete
    np.testing.assert_array_equal(ensemble.lengths, [0, 13, 0])
    assert np.isnan(ensemble.metrics["variance"][[0, 2]]).all()
    assert np.isfinite(ensemble.metrics["variance"][1]).all()
    assert ensemble.seconds[1] > 0 and ensemble.size > 0


def test_whole_lineages_of_another_ensemble_are_taken_over() -> None:
    older, newer = Ensemble(chosen(), 4), Ensemble(chosen(seed=7), 3)
    follow(older, 1, 2, 3)
    newer.take_over(older)
    np.testing.assert_array_equal(newer.lengths, [13, 13, 0])
    run = alone(newer.lineage(1))
    np.testing.assert_array_equal(newer.metrics["variance"][1], run.metrics["variance"])


@pytest.mark.parametrize("count", [0, 257, 1.5])
def test_a_number_out_of_bounds_is_one_sentence(count: int) -> None:
    with pytest.raises(BadSpec, match="lineages="):
        Ensemble(chosen(), count)


def test_the_last_seed_must_be_one() -> None:
    with pytest.raises(BadSpec, match="seed="):
        Ensemble(chosen(seed=SAFE_INTEGER - 1), 3)
    assert Ensemble(chosen(seed=SAFE_INTEGER - 1), 2).lineage(1).seed == SAFE_INTEGER
