"""Whatever a sentence claims of a run, the run's own numbers say."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from engine import Trajectory
from view.modalities import captions
from view.modalities.numbers.course import course

Invent = Callable[..., Trajectory]
FLAT = np.ones(101)


def falling(last: float, total: int = 101) -> np.ndarray:
    return np.geomspace(1, last, total)


def numbers(sentence: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", sentence)]


def test_before_anything_is_there_it_promises_nothing(invent: Invent) -> None:
    assert not re.search(r"\d", captions.headline(invent([])).words)
    assert captions.details(invent([])) == ""


def test_generation_0_is_no_collapse(invent: Invent) -> None:
    said = captions.headline(invent([1.0])).words
    assert not re.search(r"lost|died|collapsed", said)
    assert captions.details(invent([1.0])) == ""


def test_a_run_that_keeps_its_variance_has_not_collapsed(invent: Invent) -> None:
    said = captions.headline(invent(FLAT * 0.9 + np.eye(1, 101)[0] * 0.1)).words
    assert "100" in said and "still has 90% of its variance" in said


def test_a_run_that_grows_says_by_how_much(invent: Invent) -> None:
    said = captions.headline(invent(falling(3.0))).words
    assert 3.0 in numbers(said) and "lost" not in said


def test_what_came_back_is_not_said_to_be_gone(invent: Invent) -> None:
    lost = np.array([1.0, 0.4, 0.3])
    assert "was gone at generation 1, but came back" in captions.details(invent([*lost, 1.2]))
    assert "was gone at generation 1." in captions.details(invent(lost))


@pytest.mark.parametrize("last", [0.4, 0.1, 0.02, 0.003, 1e-4])
def test_a_collapsed_run_says_what_is_lost(invent: Invent, last: float) -> None:
    said = captions.headline(invent(falling(last))).words
    assert "generation 100" in said
    (percent,) = re.search(r"lost ([\d.]+)% of", said).groups()
    decimals = len(percent.partition(".")[2])
    assert float(percent) == pytest.approx(100 * (1 - last), abs=0.51 * 10**-decimals)
    assert float(percent) < 100


@pytest.mark.parametrize("last", [2e-7, 4e-12, 1e-300])
def test_what_is_left_is_never_rounded_to_nothing(invent: Invent, last: float) -> None:
    said = captions.headline(invent(falling(last))).words
    raised = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    mantissa, exponent = re.search(r"\((\d+) × 10([⁻⁰-⁹¹²³]+) is left\)", said).groups()
    assert float(f"{mantissa}e{exponent.translate(raised)}") == pytest.approx(last, rel=0.5)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (4e-12, "all but one part in 250 billion of its variance (4 × 10⁻¹² is left)"),
        (8e-5, "all but one part in 12,000 of its variance (8 × 10⁻⁵ is left)"),
        (3.1e-8, "all but one part in 32 million of its variance (3 × 10⁻⁸ is left)"),
        (2e-30, "less than one part in a billion billion of its variance (2 × 10⁻³⁰ is left)"),
    ],
)
def test_what_is_left_is_said_in_words_of_people_too(
    invent: Invent, last: float, words: str
) -> None:
    assert words in captions.headline(invent(falling(last))).words


@pytest.mark.parametrize("kept", [0.0101, 0.0099, 0.1, 0.09999, 0.4999, 1e-5, 1.01e-5, 0.9999e-5])
def test_no_share_is_rounded_to_all_or_nothing(invent: Invent, kept: float) -> None:
    said = captions.headline(invent(falling(kept))).words
    assert "100%" not in said and "100.0" not in said and "but 0" not in said


@pytest.mark.parametrize(
    ("silent", "words"),
    [
        (20, "Its tail went first, at generation 20; half of the variance at 40."),
        (60, "Half of the variance went first, at generation 40; its tail at 60."),
        (40, ""),
        (95, ""),
    ],
)
def test_what_went_first_is_said_to_have(invent: Invent, silent: int, words: str) -> None:
    variance = np.r_[np.ones(40), np.full(61, 0.4)]
    tail = np.r_[np.full(silent, 0.05), np.zeros(101 - silent)]
    said = captions.details(invent(variance, tail=tail))
    assert words in said
    assert ("went first" in said) == bool(words)
    tail[-1] = 0.05
    again = captions.details(invent(variance, tail=tail))
    assert ("Later it drifted there again." in again) == (words in again and bool(words))


def test_half_of_the_variance_is_gone_when_it_is(invent: Invent) -> None:
    variance = np.r_[np.ones(40), np.full(61, 0.4)]
    assert "generation 40" in captions.details(invent(variance))
    assert course(invent(variance)).half == 40
    assert course(invent(FLAT)).half is None


def test_an_extinct_lineage_names_the_generation(invent: Invent) -> None:
    variance = np.r_[falling(1e-20, 60), np.zeros(41)]
    assert "generation 60" in captions.headline(invent(variance)).words


def test_a_truth_without_width_is_extinct_from_the_start(invent: Invent) -> None:
    assert "generation 0" in captions.headline(invent(np.zeros(11))).words


def test_the_tail_is_last_seen_where_it_was(invent: Invent) -> None:
    tail = np.where(np.arange(101) <= 30, 0.05, 0.0)
    said = captions.details(invent(falling(0.3), tail=tail))
    assert "generation 30" in said
    assert course(invent(FLAT, tail=tail)).silent == 70 * 200
    assert "14,000 samples since" in said


def test_a_tail_that_is_still_there_says_how_much(invent: Invent) -> None:
    said = captions.details(invent(FLAT, tail=0.031))
    assert "3.1%" in said and "last seen" not in said


def test_a_tail_that_has_thinned_is_told_once(invent: Invent) -> None:
    """Over five generations at least, and four hundred samples, of which 2.5% are half of 5%."""
    run = invent(FLAT, tail=np.r_[0.05, np.full(100, 0.02)])
    assert [*np.flatnonzero(course(run).is_thin)] == [*range(5, 101)]
    assert (
        "of its latest 1,000 samples 2% lie there, of real data 5%" in captions.headline(run).words
    )
    assert "samples lie in the tail" not in captions.details(run)
    few = course(invent(FLAT, tail=np.r_[0.05, np.full(100, 0.02)], samples=30))
    assert few.lately == 14 and not few.is_thin[:13].any() and few.is_thin[14:].all()


@pytest.mark.parametrize("tail", [0.02, np.r_[0.05, np.full(100, 0.03)], np.eye(1, 101)[0] * 0.05])
def test_a_tail_that_was_never_there_or_is_or_is_gone_has_not_thinned(
    invent: Invent, tail: np.ndarray | float
) -> None:
    said = captions.headline(invent(FLAT, tail=tail)).words
    assert "thinned" not in said


def test_of_a_lineage_that_has_grown_the_thin_tail_is_told_below(invent: Invent) -> None:
    run = invent(falling(3.0), tail=np.r_[0.05, np.full(100, 0.02)])
    assert "has grown" in captions.headline(run).words
    assert "2% of its latest samples lie in the tail" in captions.details(run)


def test_a_tail_missing_for_a_moment_is_not_yet_lost(invent: Invent) -> None:
    tail = np.r_[np.full(20, 0.05), 0.0]
    said = captions.details(invent(np.ones(21), tail=tail, samples=20))
    assert "last seen" not in said


def test_a_tail_that_never_was_is_not_last_seen(invent: Invent) -> None:
    said = captions.details(invent(FLAT, tail=0.0))
    assert "last seen" not in said and "never" in said


def test_a_point_in_the_tail_has_not_kept_the_tail(invent: Invent) -> None:
    away = invent(falling(1e-6), tail=np.linspace(0.05, 1.0, 101))
    away.metrics["coverage"][:101] = np.linspace(0.95, 0.0, 101)
    assert "drifted to where real data are rare" in captions.details(away)


def test_lost_groups_are_counted(invent: Invent) -> None:
    modes = np.r_[np.full(50, 3.0), np.full(20, 2.0), np.full(31, 1.0)]
    said = captions.details(invent(FLAT, modes=modes))
    assert re.search(r"3 .*1 is left", said) and "generation 50" in said


def test_groups_that_are_all_there_are_not_mourned(invent: Invent) -> None:
    assert "left" not in captions.details(invent(FLAT, modes=3.0))


def test_groups_that_nobody_knows_are_not_counted(invent: Invent) -> None:
    assert "group" not in captions.details(invent(FLAT, modes=np.nan))


def test_a_floor_is_mentioned_only_where_it_holds(invent: Invent) -> None:
    floored = np.where(np.arange(101) >= 70, 1.0, 0.0)
    held = invent(FLAT, floored=floored)
    held.record["weights"] = np.ones((len(held.origins), 1))
    assert "Since generation 70 it is as narrow" in captions.details(held)
    assert "floor" not in captions.details(invent(FLAT))


@pytest.mark.parametrize(("truth", "estimated"), [("blobs", False), ("iris", True)])
def test_the_tail_is_explained_as_it_is_defined(
    invent: Invent, truth: str, estimated: bool
) -> None:
    said = captions.footnote(invent(FLAT, truth=truth))
    assert ("estimate" in said) is estimated and "5%" in said


def test_the_unmeasured_future_is_not_read(invent: Invent) -> None:
    grown = invent(falling(0.2))
    grown.length = 31
    assert course(grown).last == 30
    assert "generation 30" in captions.headline(grown).words
