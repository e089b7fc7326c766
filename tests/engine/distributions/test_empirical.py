"""Real rows are dealt out evenly, and their density is the one that scipy estimates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import gaussian_kde

from engine.arrays import Array
from engine.distributions.empirical import KERNELS, Empirical


def stream(seed: int = 1) -> np.random.Generator:
    """A fresh random stream."""
    return np.random.default_rng(seed)


def skewed(m: int, d: int) -> Array:
    """Correlated rows `(m, d)` with a long tail."""
    rows = np.exp(stream(m).standard_normal((m, d)) @ (np.eye(d) + 0.5))
    rows.setflags(write=False)
    return rows


@pytest.mark.parametrize(("m", "d"), [(3, 1), (40, 1), (150, 2), (KERNELS, 2), (200, 5)])
def test_the_density_is_scipys(m: int, d: int) -> None:
    rows = skewed(m, d)
    points = np.concatenate([rows[:50], stream().normal(1, 2, (50, d))])
    expected = gaussian_kde(rows.T).logpdf(points.T)
    np.testing.assert_allclose(Empirical(rows).log_prob(points), expected, rtol=1e-8, atol=1e-8)


def test_of_many_rows_an_even_subset_speaks_with_the_spread_of_all() -> None:
    rows = skewed(5000, 2)
    chosen = rows[np.linspace(0, 4999, KERNELS).round().astype(int)]
    twin = gaussian_kde(chosen.T)
    twin._data_covariance = np.cov(rows.T)
    twin.covariance = twin._data_covariance * twin.factor**2
    twin.cho_cov = np.linalg.cholesky(twin.covariance)
    np.testing.assert_allclose(
        Empirical(rows).log_prob(rows[:99]), twin.logpdf(rows[:99].T), rtol=1e-8
    )


@given(st.integers(1, 30), st.integers(0, 100), st.integers(0, 2**32))
def test_every_row_comes_as_often_as_any_other(m: int, n: int, seed: int) -> None:
    rows = Empirical(np.arange(m, dtype=float)[:, None])
    counts = np.bincount(rows.sample(stream(seed), n)[:, 0].astype(int), minlength=m)
    assert counts.sum() == n
    assert np.ptp(counts) <= 1


def test_as_many_as_there_are_is_all_of_them_in_another_order() -> None:
    values = skewed(150, 2)
    rows = Empirical(values).sample(stream(), 150)
    assert not np.array_equal(rows, values)
    np.testing.assert_array_equal(np.sort(rows, axis=0), np.sort(values, axis=0))


def test_the_row_left_over_comes_at_no_fixed_place() -> None:
    """Of 3 rows, 4 are drawn: which one comes twice, and where, is up to chance."""
    rows = Empirical(np.arange(3.0)[:, None])
    draws = np.array([rows.sample(stream(seed), 4)[:, 0] for seed in range(3000)])
    shares = np.array([(draws == value).mean(axis=0) for value in range(3)])
    error = np.sqrt(1 / 3 * 2 / 3 / 3000)
    apart = np.abs(shares - 1 / 3).max() / error
    assert apart < 5, f"a row prefers a place: {apart:.1f} standard errors"


FLAT = {
    "one row": np.array([[0.1, 0.3]]),
    "the same row twice": np.array([[0.1, 0.3], [0.1, 0.3]]),
    "a constant first column": np.stack([np.full(50, 0.1), np.linspace(0, 1, 50)], axis=1),
    "a constant last column": np.stack([np.linspace(0, 1, 50), np.full(50, 1e9 / 3)], axis=1),
    "a line": np.outer(np.linspace(0.1, 1, 50), [1.0, 3.0]),
    "a spike and one outlier": np.concatenate([np.full((49, 2), 0.7), [[5.0, 5.0]]]),
    "huge": 1e100 * np.array([[1.0, 1.0], [-1.0, 0.5], [0.3, 1.0]]),
    "tiny": 1e-200 * np.array([[1.0, 1.0], [-1.0, 0.5], [0.3, 1.0]]),
}


@pytest.mark.parametrize("values", FLAT.values(), ids=list(FLAT))
def test_data_without_spread_has_a_finite_density(values: Array) -> None:
    rows = Empirical(values)
    at_home = rows.log_prob(values)
    away = rows.log_prob(values + 1 + np.abs(values).max())
    assert np.isfinite(at_home).all()
    assert not np.isnan(away).any()
    assert away.max() < at_home.max()
    np.testing.assert_allclose(rows.mean(), values.mean(axis=0), rtol=1e-14, atol=1e-200)


FINITE = st.floats(-1e100, 1e100, allow_subnormal=True)


@given(arrays(float, st.tuples(st.integers(1, 20), st.just(2)), elements=FINITE))
def test_any_rows_have_a_density_that_is_a_number(values: Array) -> None:
    rows = Empirical(values)
    assert np.isfinite(rows.log_prob(values)).all()
    assert np.isfinite(rows.mean()).all()
