"""Fates of lineages whose course is made to measure, and intervals that hold what they promise."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from engine import Ensemble, settings
from engine.analysis.survival import (
    FirstPassage,
    bands,
    half_variance,
    lost_mode,
    lost_rarest,
    lost_symbol,
    lost_tail,
    one_left,
    survivors,
    wilson,
)
from engine.arrays import Array
from tests.support.statistics import follow


def invented(count: int = 3, samples: int = 200, **metrics: object) -> Ensemble:
    """An ensemble of blobs with these courses, which no model has drawn."""
    chosen = settings(truth="blobs", model="gmm", policy="replace", samples=samples, generations=30)
    ensemble = Ensemble(chosen, count)
    for name, values in {"variance": 1.0, "tail_mass": 0.05, "modes": 3.0, **metrics}.items():
        ensemble.metrics[name][:] = values
    ensemble.lengths[:] = ensemble.total
    return ensemble


def rows(*courses: list[float]) -> Array:
    """One row a lineage, each course held at its last value."""
    return np.array([course + [course[-1]] * (31 - len(course)) for course in courses])


def test_half_the_variance_is_lost_once_and_for_all() -> None:
    fate = half_variance(invented(variance=rows([2, 1, 0.9], [2, 0.9, 3], [2, 1.1])))
    np.testing.assert_array_equal(fate.times, [2, 1, np.nan])
    share, low, high = fate.shares(np.array([0, 1, 2, 30]))
    np.testing.assert_allclose(share, [0, 1 / 3, 2 / 3, 2 / 3])
    assert (low <= share).all() and (share <= high).all()
    assert fate.middle(30) == 2 and fate.middle(1) == np.inf


def test_a_middle_that_never_meets_it_is_infinite() -> None:
    assert half_variance(invented(variance=rows([2, 0.1], [2], [2]))).middle(30) == np.inf


def test_a_tail_is_lost_when_it_is_silent_long_enough() -> None:
    flicker = [0.05, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.005, 0.05]
    back = [0.05] + [0] * 12 + [0.9]
    fate = lost_tail(invented(4, tail_mass=rows(flicker, back, [0.05, 0.05, 0], [0])))
    assert fate is not None
    np.testing.assert_array_equal(fate.times, [np.nan, 1, 2, 0])


def test_few_samples_must_be_silent_for_longer() -> None:
    silent = rows([0.05] + [0] * 12 + [0.9])
    for samples, time in ((100, 1), (50, np.nan)):
        fate = lost_tail(invented(1, samples=samples, tail_mass=silent))
        assert fate is not None
        np.testing.assert_array_equal(fate.times, [time])


def test_silence_at_the_end_is_too_short_to_tell() -> None:
    fate = lost_tail(invented(1, tail_mass=rows([0.05] * 25 + [0])))
    assert fate is not None and np.isnan(fate.times).all()
    assert fate.decided(30) == 21 and fate.counts(21) == (0, 1)
    assert fate.counts(22) == (0, 0), "whether it has lost it since, nobody knows"


def test_the_share_over_time_is_that_of_kaplan_and_meier() -> None:
    """Their estimate, step by step; without censoring the plain share with Wilson's interval."""
    times = np.array([2, 5, 5, np.nan, np.nan, 9, np.nan])
    fate = FirstPassage(times, np.array([11, 11, 11, 4, 7, 11, 11]))
    share, low, high = fate.shares(np.array([1, 2, 4, 5, 8, 9]))
    left = np.array([1, 6 / 7, 6 / 7, 6 / 7 * 3 / 5, 6 / 7 * 3 / 5, 6 / 7 * 3 / 5 / 2])
    np.testing.assert_allclose(1 - share, left)
    assert (low <= share).all() and (share <= high).all()
    whole = FirstPassage(times[[0, 1, 2, 5]], np.full(4, 11))
    np.testing.assert_allclose(
        whole.shares(np.array([2, 5, 9])), wilson(np.array([1, 3, 4]), np.full(3, 4))
    )


def test_of_what_is_lost_after_a_silence_all_is_known_until_so_long_before_the_end() -> None:
    """Twenty samples: a loss takes fifty generations. Run on, as many have lost it as was said."""
    made = settings(
        truth="normal", model="gaussian", policy="replace", samples=20, generations=80, seed=0
    )
    short, long = (Ensemble(replace(made, generations=last), 60) for last in (80, 250))
    for ensemble in (short, long):
        follow(ensemble)
    told, later = lost_tail(short), lost_tail(long)
    assert told is not None and later is not None
    at = told.decided(80)
    assert at == 31 and told.counts(at) == (int((later.times <= at).sum()), 60)
    assert told.middle(at) == later.middle(at)
    assert np.isnan(told.shares(np.array([at + 1]))[0]).all()


def test_more_silence_than_there_are_generations_is_never_reached() -> None:
    fate = lost_tail(invented(1, samples=2, tail_mass=0.0))
    assert fate is not None and np.isnan(fate.times).all()


def test_where_nothing_is_known_there_is_no_fate() -> None:
    assert lost_tail(invented(tail_mass=np.nan)) is None
    normal = settings(truth="normal", model="gmm", policy="replace", generations=10)
    assert lost_mode(Ensemble(normal, 2)) is None


def test_a_mode_is_lost_when_fewer_are_reached_for_long() -> None:
    fate = lost_mode(invented(modes=rows([3, 2, 3], [3, 2, 1], [3])))
    assert fate is not None
    np.testing.assert_array_equal(fate.times, [np.nan, 1, np.nan])


def test_lineages_that_have_not_come_so_far_are_not_counted() -> None:
    ensemble = invented(variance=rows([2, 0.1], [2], [2]))
    ensemble.lengths[:] = [31, 5, 0]
    share, low, high = half_variance(ensemble).shares(np.array([4, 10, 30]))
    np.testing.assert_allclose(share, [1 / 2, np.nan, np.nan], err_msg="nobody is left to tell")
    ensemble.lengths[:] = 0
    ensemble.metrics["variance"][:] = np.nan
    assert np.isnan(half_variance(ensemble).middle(30))
    assert all(np.isnan(each).all() for each in half_variance(ensemble).shares(np.array([3])))
    assert np.isfinite([low[0], high[0]]).all()


@pytest.mark.parametrize(("met", "among"), [(0, 1), (0, 32), (29, 32), (32, 32), (5, 17)])
def test_the_interval_is_wilsons(met: int, among: int) -> None:
    share, low, high = wilson(np.array([met]), np.array([among]))
    known = binomtest(met, among).proportion_ci(0.9, method="wilson")
    np.testing.assert_allclose([share[0], low[0], high[0]], [met / among, *known], atol=1e-12)


@pytest.mark.parametrize("among", [8, 32, 256])
def test_it_holds_the_truth_nine_times_in_ten(among: int) -> None:
    truths, met = np.linspace(0.05, 0.95, 181), np.arange(among + 1)
    _, low, high = wilson(met, np.full(among + 1, among))
    held = [binom.pmf(met, among, p)[(low <= p) & (p <= high)].sum() for p in truths]
    assert abs(np.mean(held) - 0.9) < 0.02, f"it holds {np.mean(held):.3f} of the time"


@given(
    st.lists(
        st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), min_size=4, max_size=4),
        min_size=1,
        max_size=12,
    )
)
def test_bands_are_the_quantiles_of_what_is_there(values: list[list[float]]) -> None:
    found = bands(np.array(values))
    for at, column in enumerate(np.array(values).T):
        there = column[~np.isnan(column)]
        known = [found.outer[0], found.inner[0], found.median, found.inner[1], found.outer[1]]
        drawn = [each[at] for each in known]
        if not len(there):
            assert np.isnan([*drawn, found.mean[at]]).all()
            continue
        scale = max(np.abs(there).max(), 1)
        expected = np.quantile(there, [0.05, 0.25, 0.5, 0.75, 0.95])
        np.testing.assert_allclose(drawn, expected, atol=1e-12 * scale)
        np.testing.assert_allclose(found.mean[at], there.mean(), atol=1e-12 * scale)


def test_an_infinite_distance_does_no_harm() -> None:
    found = bands(np.array([[1.0, np.inf], [2.0, np.inf], [np.inf, np.inf]]))
    np.testing.assert_array_equal(found.median, [2.0, np.inf])
    np.testing.assert_array_equal(found.mean, [np.inf, np.inf])


def test_the_mean_may_stay_where_the_median_goes() -> None:
    found = bands(np.r_[np.full(9, 1e-6), 9.0][:, None])
    assert found.median[0] == pytest.approx(1e-6) and found.mean[0] == pytest.approx(0.9, rel=1e-4)


def test_of_symbols_the_first_the_rarest_and_the_last_are_told() -> None:
    """Three lineages of a die: one keeps all faces, one loses two, one ends as face 2 alone."""
    made = settings(truth="dice:faces=4", model="frequency", policy="replace", generations=30)
    ensemble = Ensemble(made, 3)
    ensemble.metrics["surviving"][:] = rows([4], [4, 4, 3, 2], [4, 3, 2, 1])
    ensemble.metrics["rarest"][:] = rows([0.25], [0.25, 0.25, 0], [0.25, 0.1, 0.1, 0])
    ensemble.metrics["leader"][:] = rows([4], [1], [3, 2])
    ensemble.lengths[:] = ensemble.total
    for fate, times in (
        (lost_symbol(ensemble), [np.nan, 2, 1]),
        (lost_rarest(ensemble), [np.nan, 2, 3]),
        (one_left(ensemble), [np.nan, np.nan, 3]),
    ):
        assert fate is not None
        np.testing.assert_array_equal(fate.times, times)
    np.testing.assert_array_equal(survivors(ensemble), [0, 1, 0, 0])
    assert half_variance(ensemble) is None and lost_tail(ensemble) is None
    ensemble.lengths[2] = 5
    assert survivors(ensemble).sum() == 0, "a lineage that has not ended has no survivor"
    assert lost_symbol(invented()) is lost_rarest(invented()) is one_left(invented()) is None
