"""Whatever a sentence claims of the pictures, the run's own numbers say."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from engine import Settings, Trajectory, settings
from engine.truths.digits import Digits
from view.captions.format import spelled
from view.modalities import captions
from view.modalities.images import captions as readings
from view.modalities.images.figures import shares_figure

EVEN = np.full(10, 0.1)


def pictured(generations: int = 20, samples: int = 200) -> Settings:
    return settings(
        truth="digits", model="gaussian", policy="replace", samples=samples, generations=generations
    )


def invented(
    shares: Sequence[Any], *, generations: int = 20, samples: int = 200, **curves: Any
) -> Trajectory:
    """A trajectory of digits with these shares `(g, 10)` and curves, which no model has drawn."""
    trajectory = Trajectory(pictured(generations, samples))
    trajectory.length = n = len(shares)
    trajectory.metrics["shares"][:n] = shares
    usual = {"variance": 0.05, "coverage": 0.9, "precision": 0.9, "confidence": 0.9}
    for name, values in (usual | curves).items():
        trajectory.metrics[name][:n] = values
    return trajectory


def losing(last_seen: dict[int, int], total: int = 21) -> np.ndarray:
    """Shares in which some digits are drawn up to a generation and never again."""
    shares = np.ones((total, 10))
    for digit, at in last_seen.items():
        shares[at + 1 :, digit] = 0
    return shares / shares.sum(1, keepdims=True)


def said(trajectory: Trajectory) -> str:
    return f"{captions.headline(trajectory).words} {captions.details(trajectory)}"


def percents(sentence: str) -> list[float]:
    return [float(number) for number in re.findall(r"([\d.]+)%", sentence)]


def ends(first: float, last: float, total: int = 21) -> np.ndarray:
    return np.linspace(first, last, total)


def test_before_anything_is_there_it_promises_nothing() -> None:
    assert not re.search(r"\d", said(invented(np.empty((0, 10)))))


def test_generation_0_has_lost_nothing() -> None:
    first = invented([EVEN])
    assert "eneration 0" in said(first) and "gone" not in said(first)
    assert captions.details(first) == ""


@pytest.mark.parametrize("last", [3, 20])
def test_ten_digits_that_are_all_there_are_not_mourned(last: int) -> None:
    alive = invented(np.tile(EVEN, (last + 1, 1)))
    assert "all ten digits" in captions.headline(alive).words
    assert f"generation {last}" in captions.headline(alive).words
    assert ("its last" in captions.headline(alive).words) == (last == 20)
    assert "first to go" not in captions.details(alive)


@pytest.mark.parametrize("count", range(1, 9))
def test_those_that_are_gone_are_counted(count: int) -> None:
    gone = {digit: 2 + digit for digit in range(count)}
    headline = captions.headline(invented(losing(gone))).words
    verb = "is" if count == 1 else "are"
    assert f"{spelled(count)} of ten digits {verb} gone" in headline
    assert "generation 20, its last," in headline


def test_the_first_to_go_is_named_with_the_generation_it_is_missing_from() -> None:
    run = invented(losing({7: 3, 4: 9}))
    assert readings.losses(run).gone == ((4, "7"), (10, "4"))
    assert "first to go: 7, missing from generation 4 on." in captions.details(run)


def test_several_that_go_together_are_named_together() -> None:
    run = invented(losing({8: 3, 2: 3, 5: 3, 4: 9}))
    assert "first to go: 2, 5 and 8, missing from generation 4 on." in captions.details(run)


def test_a_digit_that_comes_back_is_missing_only_since_its_last_time() -> None:
    shares = losing({7: 3})
    shares[10, 7] = 0.1
    assert readings.losses(invented(shares)).gone == ((11, "7"),)


def test_a_digit_that_was_never_drawn_is_missing_from_the_start() -> None:
    run = invented(losing({1: -1}))
    assert readings.losses(run).gone == ((0, "1"),)
    assert "Never drawn at all: 1." in captions.details(run)


@pytest.mark.parametrize(("samples", "counted"), [(50, False), (51, True)])
def test_a_digit_counts_as_gone_after_enough_pictures_without_it(
    samples: int, counted: bool
) -> None:
    """Two generations of 50 are 100 pictures: one in ten of which could be missing by chance."""
    run = invented(losing({3: 18}), samples=samples)
    assert bool(readings.losses(run).gone) == counted
    headline = captions.headline(run).words
    assert "all ten" not in headline, "it is not there now, gone or not"
    assert ("no digit has been missing for long" in headline) == (not counted)


def test_a_single_digit_is_named_with_the_generation_since_when() -> None:
    run = invented(losing({digit: digit for digit in range(10) if digit != 6}))
    headline = captions.headline(run).words
    assert "From generation 10 on" in headline and headline.endswith("same digit: 6.")


def test_the_unmeasured_future_is_not_read() -> None:
    run = invented(losing({7: 3}))
    run.length = 3
    assert readings.losses(run).last == 2 and not readings.losses(run).gone


def test_recall_alone_misleads() -> None:
    run = invented(
        np.tile(EVEN, (21, 1)),
        variance=ends(0.05, 0.041),
        coverage=ends(0.9, 0.63),
        precision=ends(0.5, 0.034),
    )
    details = captions.details(run)
    assert "Recall alone misleads" in details
    assert percents(details)[:3] == [63, 3.4, 82]


def test_variance_alone_misleads() -> None:
    run = invented(
        np.tile(EVEN, (21, 1)),
        variance=ends(0.05, 0.05 * 0.93),
        coverage=ends(0.8, 0.31),
        precision=ends(0.9, 0.7),
    )
    details = captions.details(run)
    assert "Variance alone misleads" in details
    assert percents(details)[:3] == [93, 80, 31]


def test_each_picture_alone_passes() -> None:
    run = invented(
        np.tile(EVEN, (21, 1)),
        variance=ends(0.05, 0.05 * 0.012),
        coverage=ends(0.9, 0.1),
        precision=ends(0.9, 0.97),
        density=ends(0.9, 0.8),
        picture_coverage=ends(0.9, 0.2),
    )
    details = captions.details(run)
    assert "One by one, most pictures pass" in details
    assert percents(details)[:3] == [97, 1.2, 20]


def test_a_blur_that_one_far_picture_is_near_does_not_pass() -> None:
    run = invented(
        np.tile(EVEN, (21, 1)),
        variance=ends(0.05, 0.05 * 0.012),
        coverage=ends(0.9, 0.1),
        precision=ends(0.9, 1.0),
        density=ends(0.9, 0.3),
    )
    assert "pass" not in captions.details(run)


def test_where_all_tell_the_same_story_only_the_variance_is_told() -> None:
    run = invented(np.tile(EVEN, (21, 1)), variance=ends(0.05, 0.04))
    details = captions.details(run)
    assert percents(details)[0] == 80
    assert not re.search("misleads|pass:", details)


def test_a_measure_is_read_where_it_was_taken() -> None:
    """Precision is measured only now and then: the last time counts."""
    precision = np.full(21, np.nan)
    precision[[0, 10]] = 0.9, 0.02
    run = invented(np.tile(EVEN, (21, 1)), precision=precision)
    assert "Recall alone misleads" in captions.details(run) and " 2%" in captions.details(run)


def test_a_run_without_variance_has_none_left() -> None:
    run = invented(np.tile(EVEN, (21, 1)), variance=0.0, precision=0.2)
    assert percents(captions.details(run))[0] == 0


def test_how_sure_the_reader_is_then_and_now() -> None:
    run = invented(np.tile(EVEN, (21, 1)), confidence=ends(0.94, 0.57))
    assert percents(captions.details(run))[-2:] == [94, 57]


def test_who_reads_is_told_with_its_own_numbers() -> None:
    who, footnote = Digits().reader(), captions.footnote(invented([EVEN]))
    assert f"{who.taught:,}" in footnote and f"{who.tested:,}" in footnote
    assert who.taught + who.tested == 1797
    right, sure = percents(footnote)[:2]
    assert right == pytest.approx(100 * who.accuracy, abs=0.51)
    assert sure == pytest.approx(100 * who.confidence, abs=0.51)


def test_what_a_real_run_says_is_what_it_measured() -> None:
    trajectory = Trajectory(pictured(generations=10, samples=60))
    for _ in trajectory.follow():
        assert said(trajectory)
    shares = trajectory.metrics["shares"]
    for at, name in readings.losses(trajectory).gone:
        assert (shares[at:, int(name)] == 0).all() and (at == 0 or shares[at - 1, int(name)] > 0)


def test_the_stream_stacks_every_share_to_one() -> None:
    run = invented(losing({7: 3, 4: 9}))
    figure = shares_figure(run)
    assert [trace.name for trace in figure.data] == list("0123456789")
    drawn = np.array([trace.y for trace in figure.data])
    np.testing.assert_array_equal(drawn.T, run.metrics["shares"][:21])
    np.testing.assert_allclose(drawn.sum(0), 1)
    for note in figure.layout.annotations:
        digit = int(re.sub(r"\D", "", note.text))
        below = drawn[:digit, note.x].sum()
        assert below < note.y < below + drawn[digit, note.x], f"{digit} stands in another band"


@pytest.mark.parametrize("length", [1, 2])
def test_a_stream_that_has_hardly_begun_is_drawn(length: int) -> None:
    assert len(shares_figure(invented(np.tile(EVEN, (length, 1)))).data) == 10
