"""A lineage of an ensemble is the run with its own seed, in whichever thread and however often
interrupted."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from engine import MODELS, BadSpec, Ensemble, Settings, Trajectory, settings
from engine.settings import SAFE_INTEGER
from tests.engine.evidence import AT_HAND, quick


def chosen(model: str = "gmm", **values: object) -> Settings:
    """A short run on two moons, from a seed that is not 0."""
    small = {"samples": 40, "generations": 12, "seed": 5}
    return settings(truth="moons", model=quick(model), policy="replace", **small | values)


def alone(made: Settings) -> Trajectory:
    """The run by itself."""
    trajectory = Trajectory(made)
    for _ in trajectory.follow():
        pass
    return trajectory


def whole(ensemble: Ensemble) -> Ensemble:
    """Every lineage, recorded by three threads at once."""
    with ThreadPoolExecutor(3) as pool:
        assert all(pool.map(ensemble.follow, range(ensemble.count)))
    return ensemble


SLOW = pytest.mark.slow
KINDS = [pytest.param(m, marks=SLOW) if MODELS[m].network else m for m in AT_HAND]


@pytest.mark.parametrize("model", KINDS)
def test_a_lineage_is_the_run_with_its_own_seed(model: str) -> None:
    ensemble = whole(Ensemble(chosen(model), 4))
    assert ensemble.complete and ensemble.finished == 4
    for r in range(4):
        assert ensemble.lineage(r) == replace(chosen(model), seed=5 + r)
        run = alone(ensemble.lineage(r))
        for name, values in ensemble.metrics.items():
            np.testing.assert_array_equal(values[r], run.metrics[name], name)


def test_lineages_differ() -> None:
    variance = whole(Ensemble(chosen(), 3)).metrics["variance"]
    assert len(np.unique(variance[:, -1])) == 3


def test_what_is_not_there_yet_is_nan_and_counted() -> None:
    ensemble = Ensemble(chosen(), 3)
    assert ensemble.follow(1)
    assert ensemble.finished == 1 and not ensemble.complete
    np.testing.assert_array_equal(ensemble.lengths, [0, 13, 0])
    assert np.isnan(ensemble.metrics["variance"][[0, 2]]).all()
    assert np.isfinite(ensemble.metrics["variance"][1]).all()
    assert ensemble.seconds[1] > 0 and ensemble.size > 0


def test_it_stops_between_two_generations_and_goes_on_from_there() -> None:
    ensemble = Ensemble(chosen(generations=2000), 2)
    worker = threading.Thread(target=ensemble.follow, args=(0,))
    worker.start()
    while not ensemble.lengths[0]:
        pass
    ensemble.stop()
    worker.join()
    stopped = int(ensemble.lengths[0])
    assert 0 < stopped < 2001
    assert not ensemble.follow(0), "not before it is resumed"
    ensemble.resume()
    assert ensemble.follow(0)
    run = alone(ensemble.lineage(0))
    np.testing.assert_array_equal(ensemble.metrics["variance"][0], run.metrics["variance"])


def test_whole_lineages_of_another_ensemble_are_taken_over() -> None:
    older, newer = Ensemble(chosen(), 4), Ensemble(chosen(seed=7), 3)
    for r in (1, 2, 3):
        older.follow(r)
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


def test_an_error_in_a_lineage_is_its_callers() -> None:
    ensemble = Ensemble(chosen(), 2)
    ensemble.settings = replace(chosen(), truth=None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        ensemble.follow(1)
