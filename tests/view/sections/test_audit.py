"""The audit of a generation shows what was fitted: the same numbers, were it fitted again."""

from collections.abc import Callable
from copy import copy

import numpy as np
import pytest

from engine import Settings, run
from engine.jobs import TrajectoryJob
from engine.recording.processor import processor
from tests.support.pairs import pairs
from tests.support.statistics import quick
from view.sections import audit

Shortened = Callable[..., Settings]
Done = Callable[..., TrajectoryJob]


@pytest.mark.parametrize(("model", "policy"), pairs())
def test_every_generation_can_be_audited(
    shortened: Shortened, done: Done, model: str, policy: str
) -> None:
    chosen = shortened(model=quick(model), policy=policy, seed=5)
    trajectory = done(chosen).trajectory
    for generation in run(chosen):
        found = audit.facts(trajectory, generation.index)
        assert all(isinstance(text, str) and text for text in found.values())
        assert "5" in found["Seed"] and model in found["Model"]
        rows = audit.parameters(trajectory, generation.index)
        mean = rows[["mean of x", "mean of y"]].to_numpy()
        np.testing.assert_allclose(rows["weight"].sum(), 1, rtol=1e-9)
        np.testing.assert_allclose(
            rows["weight"].to_numpy() @ mean, generation.learned.mean(), atol=1e-12
        )


def test_it_says_on_what_it_was_computed(done: Done) -> None:
    trajectory = done().trajectory
    said = audit.facts(trajectory, 0)["Computed on"]
    assert all(name in said for name in processor().values())
    of_before = copy(trajectory)
    of_before.provenance = {"python": "3.11"}
    assert "not recorded" in audit.facts(of_before, 0)["Computed on"]


def test_the_parameters_are_the_fitted_ones(shortened: Shortened, done: Done) -> None:
    chosen = shortened(truth="normal:dimensions=3", model="gmm:components=2")
    *_, last = run(chosen)
    rows = audit.parameters(done(chosen).trajectory, last.index)
    np.testing.assert_array_equal(rows["weight"], last.learned.weights)
    np.testing.assert_array_equal(rows["mean of z"], last.learned.means[:, 2])
    np.testing.assert_array_equal(rows["variance of y"], last.learned.covariances[:, 1, 1])
    np.testing.assert_array_equal(rows["covariance of x, z"], last.learned.covariances[:, 2, 0])
    assert len(rows.columns) == 1 + 3 + 6


@pytest.mark.parametrize(
    ("policy", "at", "read"),
    [
        ("replace", 0, {"60 real"}),
        ("replace", 12, {"60 from the last generation"}),
        ("accumulate", 12, {"60 real", "60 from the last generation", "660 older"}),
        ("fresh:share=0.25", 12, {"15 real", "45 from the last generation"}),
    ],
)
def test_it_says_what_was_read(
    shortened: Shortened, done: Done, policy: str, at: int, read: set[str]
) -> None:
    trajectory = done(shortened(policy=policy)).trajectory
    assert set(audit.facts(trajectory, at)["Read"].split(", ")) == read


def test_a_component_without_data_is_counted(shortened: Shortened, done: Done) -> None:
    chosen = shortened(samples=4, model="gmm:components=10")
    trajectory = done(chosen).trajectory
    found = audit.facts(trajectory, 12)
    dead = int((trajectory.record["weights"][12] == 0).sum())
    assert dead > 0 and str(dead) in found.values()
