"""What is said of dice and of words is true of this run."""

from collections.abc import Callable

import numpy as np
import pytest

from engine import Settings, Trajectory, settings
from engine.arrays import Array
from engine.jobs import TrajectoryJob
from engine.theory import last_one
from tests.support.statistics import agrees, follow
from view.modalities import captions
from view.modalities.player_source import PlayerSource
from view.modalities.symbols import captions as throws
from view.modalities.symbols.figures import MOST, heaps_figure, survivors_figure
from view.sections.audit import parameters

Done = Callable[..., TrajectoryJob]


def thrown(truth: str = "dice", **values: object) -> Settings:
    """A short run of throws."""
    given = {"model": "frequency", "policy": "replace", "samples": 20, "generations": 200}
    return settings(truth=truth, **given | values)


def course(*shares: list[float], truth: str = "dice:faces=3", **values: object) -> Trajectory:
    """A trajectory of a die that was never thrown, with these shares."""
    trajectory = Trajectory(thrown(truth, generations=max(len(shares) - 1, 10), **values))
    rows: Array = np.array(shares)
    trajectory.length = n = len(rows)
    trajectory.record["shares"] = np.zeros((len(trajectory.origins), rows.shape[1]))
    trajectory.record["shares"][:n] = rows
    trajectory.metrics["surviving"][:n] = np.count_nonzero(rows, axis=1)
    trajectory.metrics["leader"][:n] = rows.argmax(axis=1) + 1
    return trajectory


def test_a_face_that_took_over_is_named_with_its_time() -> None:
    found = course([0.3, 0.3, 0.4], [0.5, 0, 0.5], [0, 0, 1], [0, 0, 1])
    said = captions.headline(found).words
    assert said == "Face 3 took over: since generation 2 no other face comes up."
    details = captions.details(found)
    assert "The first to go: face 2, at generation 1." in details
    expected = last_one(found.settings)
    assert f"after about {expected:,.0f} generations" in details
    assert "in 33% of them it is face 3" in details


def test_what_is_left_is_counted_and_who_leads_is_named() -> None:
    found = course([0.3, 0.3, 0.4], [0.6, 0, 0.4])
    assert captions.headline(found).words == (
        "By generation 1, 2 of 3 faces are left; face 1 leads with 60%."
    )
    whole = course([0.3, 0.3, 0.4], [0.2, 0.1, 0.7])
    assert "all 3 faces are still there; face 3 leads with 70%" in captions.headline(whole).words
    assert "first to go" not in captions.details(whole)


def test_many_that_go_at_once_are_counted_and_what_comes_back_too() -> None:
    rows = np.zeros((3, 300))
    rows[:, :3] = 1 / 3
    rows[1, 2], rows[1, 0] = 0, 2 / 3
    found = course(*rows.tolist(), truth="zipf", policy="fresh")
    assert "297 words were gone at the very first count." in captions.details(found)
    assert "A lost word came back once." in captions.details(found)
    assert "Over many runs" not in captions.details(found), "no law is known with fresh data"


def test_before_anything_has_happened_nothing_is_claimed() -> None:
    assert "about to be counted" in captions.headline(Trajectory(thrown())).words
    assert captions.headline(course([0.3, 0.3, 0.4])).words.startswith(
        "Generation 0 has counted 20"
    )
    assert captions.details(course([0.3, 0.3, 0.4])) == ""
    for truth in ("dice", "zipf"):
        opening = captions.opening(thrown(truth)).words
        assert "20 " in opening and "only what the one before it says" in opening
        assert throws.by_hand(thrown(truth)).count("20 ") == 2


@pytest.mark.parametrize("truth", ["dice", "dice:faces=40", "zipf"])
def test_bands_of_shares_make_a_whole_and_end_with_the_story(done: Done, truth: str) -> None:
    run = done(thrown(truth, samples=10))
    figure = heaps_figure(run.trajectory)
    assert len(figure.data) <= MOST
    heights = np.array([band.y for band in figure.data], float)
    np.testing.assert_allclose(heights.sum(axis=0), 1, rtol=1e-12)
    at = np.asarray(figure.data[0].x)
    left = run.trajectory.metrics["surviving"]
    assert left[-1] == 1, "this seed ends as one"
    assert left[at[-1]] == 1 and at[-1] <= 1.3 * int((left > 1).sum()) + 10
    if truth != "dice":
        assert figure.data[-1].name.endswith("others")


def test_the_last_ones_left_are_counted_beside_the_start() -> None:
    from engine import Ensemble

    made = thrown("dice:faces=3,skew=4", samples=6, generations=60)
    ensemble = Ensemble(made, 60)
    follow(ensemble)
    bars, marks = survivors_figure(ensemble).data
    p = made.truth.probabilities  # type: ignore[attr-defined]
    np.testing.assert_allclose(marks.y, p)
    assert sum(bars.customdata) == 60 and list(bars.x) == ["1", "2", "3"]
    agrees(np.asarray(bars.y), p, np.sqrt(p * (1 - p) / 60), "share of lineages ended as")


def test_the_player_is_fed_bars_and_the_audit_the_shares(done: Done) -> None:
    run = done(thrown("dice:faces=8,skew=3"))
    feed = PlayerSource(run)
    assert feed.bars is not None and feed.bars.noun == "face"
    np.testing.assert_array_equal(feed.bars.shares, run.trajectory.record["shares"])
    assert feed.points.shape[1] == 0
    assert {chart.name for chart in feed.series} <= set(feed.measured)
    table = parameters(run.trajectory, 5)
    assert list(table.index) == [str(face + 1) for face in range(8)]
    np.testing.assert_array_equal(table["share"], run.trajectory.record["shares"][5])


def test_a_film_counts_what_its_picture_shows(done: Done) -> None:
    """Whoever looks at the bars can count them: what is told in front of them is not of before."""
    job = done(thrown(samples=10, generations=30))
    left = job.trajectory.metrics["surviving"]
    assert len(set(left)) > 3
    told = dict(PlayerSource(job).story)
    for generation in range(1, 30):
        words = told[max(since for since in told if since <= generation)]
        every = {1: "took over", 6: "all 6 faces"}
        said = every.get(int(left[generation]), f"{left[generation]:.0f} of 6")
        assert said in words, f"{words} at {generation}"


def test_what_was_told_in_between_is_told_anew_where_it_was_for_a_moment() -> None:
    """At a mark, a face is there that comes and goes between two looks."""
    two, three = [0.5, 0.5, 0.0, 0.0], [0.3, 0.3, 0.4, 0.0]
    shares = [three if at == 50 else two for at in range(101)]
    found = course(*shares, truth="dice:faces=4", policy="fresh")
    told = captions.retold(found, [50, 100])
    assert told[50].startswith("By generation 50, 3 of 4 faces are left")
    after = min(at for at in told if at > 50)
    assert after < 55 and "2 of 4 faces" in told[after]
