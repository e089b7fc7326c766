"""What the player is fed is the run itself, as far as it has come."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine import TRUTHS, Settings, Trajectory, run, settings
from engine.jobs import TrajectoryJob
from engine.truths.normal import Normal
from tests.support.statistics import AT_HAND
from view.modalities import captions
from view.modalities.player_source import SHOWN_POINTS, PlayerSource, view_of
from view.player.codec import encode

Shortened = Callable[..., Settings]
Done = Callable[..., TrajectoryJob]


@pytest.mark.parametrize("model", AT_HAND)
@pytest.mark.parametrize("dimensions", [1, 2, 5])
def test_every_model_in_every_dimension_can_be_shown(
    shortened: Shortened, done: Done, model: str, dimensions: int
) -> None:
    chosen = shortened(truth=f"normal:dimensions={dimensions}", model=model)
    feed = PlayerSource(done(chosen))
    assert feed.dims == len(feed.axes) == min(dimensions, 2)
    assert feed.points.shape == (13, 60, feed.dims)
    assert encode(feed)[:4] == b"CCP1"


def test_the_points_are_what_the_model_said(shortened: Shortened, done: Done) -> None:
    chosen = shortened(truth="normal:dimensions=3", model="gmm")
    feed = PlayerSource(done(chosen))
    for generation in run(chosen):
        at = np.array([generation.index])
        said = generation.output[:SHOWN_POINTS, :2]
        np.testing.assert_allclose(feed.points[at][0], said, rtol=1e-5, atol=1e-6)
        assert (feed.labels[at][0] == generation.learned.assign(generation.output)).mean() > 0.99
        np.testing.assert_array_equal(feed.weights[at][0], generation.learned.weights)
        np.testing.assert_array_equal(feed.means[at][0], generation.learned.means[:, :2])
        learned = generation.learned.covariances[:, :2, :2]
        np.testing.assert_array_equal(feed.covariances[at][0], learned)


def test_no_more_points_than_one_can_see(shortened: Shortened, done: Done) -> None:
    feed = PlayerSource(done(shortened(samples=1500)))
    assert feed.points.shape[1] == SHOWN_POINTS and feed.samples == 1500
    assert feed.labels[np.arange(2)].shape == (2, SHOWN_POINTS)


def test_a_model_without_components_has_none(shortened: Shortened, done: Done) -> None:
    feed = PlayerSource(done(shortened(model="kde")))
    assert feed.labels is feed.weights is feed.means is feed.covariances is None


def test_a_run_that_has_not_begun_can_already_be_asked(shortened: Shortened) -> None:
    feed = PlayerSource(TrajectoryJob(Trajectory(shortened())))
    assert (feed.length, feed.status, feed.total) == (0, "queued", 13)
    assert encode(feed)[:4] == b"CCP1"


def test_a_run_under_way_can_be_asked_at_every_generation(shortened: Shortened) -> None:
    growing = TrajectoryJob(Trajectory(shortened()))
    feed = PlayerSource(growing)
    for _ in growing.trajectory.follow():
        assert encode(feed)[:4] == b"CCP1"
    assert feed.length == 13


def test_every_chart_draws_something_that_is_measured(shortened: Shortened, done: Done) -> None:
    feed = PlayerSource(done())
    assert feed.series and {chart.name for chart in feed.series} <= set(feed.measured)


def test_a_curve_that_is_measured_now_and_then_stays_as_it_was_last_measured() -> None:
    """Of pictures, how many real ones have one near them, beyond generation 100."""
    trajectory = Trajectory(settings(truth="digits", model="gmm", policy="replace", samples=20))
    trajectory.metrics["picture_coverage"][:4] = [0.3, 0.2, np.nan, 0.1]
    trajectory.metrics["variance"][:4] = [0.3, 0.2, np.nan, 0.1]
    measured = PlayerSource(TrajectoryJob(trajectory)).measured
    assert [*measured["picture_coverage"][:4]] == [0.3, 0.2, 0.2, 0.1]
    assert np.isnan(measured["variance"][2]), "that is measured always"


@pytest.mark.parametrize("name", [name for name in TRUTHS if name != "table"])
def test_nearly_all_of_a_truth_lies_in_the_box(name: str) -> None:
    truth: Any = TRUTHS[name]()
    left, right, bottom, top = view_of(truth)
    rows = truth.sample(np.random.Generator(np.random.PCG64(1)), 2000)
    x, y = rows[:, 0], rows[:, 1] if rows.shape[1] > 1 else np.full(2000, 0.5)
    inside = (left < x) & (x < right) & (bottom < y) & (y < top)
    assert inside.mean() > 0.99
    if rows.shape[1] < 3:
        assert np.ptp(x) > 0.2 * (right - left), "and it is not a speck"


def test_a_line_has_a_box_of_height_one() -> None:
    assert view_of(Normal(dimensions=1))[2:] == (0.0, 1.0)


def test_the_story_is_the_headline_of_each_moment(shortened: Shortened, done: Done) -> None:
    job = done(shortened(samples=20, generations=60))
    story = PlayerSource(job).story
    assert [since for since, _ in story] == sorted({since for since, _ in story})
    assert {0, 10, 20, 50, 60} <= {since for since, _ in story}
    for since, words in story[:-1]:
        assert words == captions.headline(job.trajectory.until(since)).words
    headline, *beside = captions.ending(job.trajectory)
    assert story[-1][1] == " ".join([headline.words, *[claim.words for claim in beside]])
    assert beside and all(claim in captions.account(job.trajectory) for claim in beside)
    assert PlayerSource(job).story == story, "it is kept with the run"


def test_what_determined_a_run_and_computed_it_goes_along(shortened: Shortened, done: Done) -> None:
    job = done(shortened(model="kde", seed=41))
    made = dict(PlayerSource(job).made)
    assert made["model"] == "kde" and made["seed"] == "41" and made["samples"] == "60"
    assert f"numpy {np.__version__}" in made["computed with"]
    assert str(job.trajectory.provenance["processor"]) in made["computed with"]
