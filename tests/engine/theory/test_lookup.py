"""The closed forms agree with each other, with brute force, and at their limits."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincinv

from engine.arrays import Array
from engine.theory import (
    accumulated_error,
    accumulated_plateau,
    accumulated_variance,
    average_variance,
    best_real_weight,
    biased_variance,
    expected_moments,
    fresh_plateau,
    log_variance,
    log_variance_paths,
    log_volume,
    log_volume_paths,
    narrowed_l2,
    replaced_error,
    settled_variance,
    squared_distance,
    squared_shift,
    subsampled_variance,
    tossed_plateau,
    typical_variance,
)
from tests.support.statistics import mean_agrees, stream, variance_agrees

SAMPLES = st.integers(2, 2000)
DDOF = st.integers(0, 1)
BIAS = st.floats(0.1, 1.1)
SHARE = st.floats(0.01, 1.0)


@given(SAMPLES, DDOF, BIAS)
def test_the_first_fit_is_the_same_under_every_policy(samples: int, ddof: int, bias: float) -> None:
    first = bias * (samples - 1) / (samples - ddof)
    rows, none = np.array([samples]), np.array([0])
    assert average_variance(rows, ddof, bias)[0] == pytest.approx(first)
    assert expected_moments(rows, none, ddof, bias)[0][0] == pytest.approx(first)
    assert accumulated_variance(samples, 1, ddof, bias)[0] == pytest.approx(first)
    assert subsampled_variance(samples, 1, ddof, bias)[0] == pytest.approx(first)
    assert squared_shift(rows, ddof, bias)[0] == pytest.approx(1 / samples)


@given(SAMPLES, DDOF, BIAS)
def test_without_real_rows_a_mixture_is_replaced(samples: int, ddof: int, bias: float) -> None:
    rows = np.full(8, samples)
    variance, shift = expected_moments(0 * rows, rows, ddof, bias)
    np.testing.assert_allclose(variance, average_variance(rows, ddof, bias), rtol=1e-9)
    np.testing.assert_allclose(shift, squared_shift(rows, ddof, bias), rtol=1e-9)


@given(SAMPLES)
def test_two_products_for_what_is_accumulated_and_two_for_what_is_drawn(n: int) -> None:
    """Without a bias the general forms come down to those of G24 and K24, and to ours."""
    k = np.arange(1, 30)
    np.testing.assert_allclose(accumulated_variance(n, 29), np.cumprod(1 - 1 / (n * k**2)))
    steps = np.where(k > 1, 1 - 1 / (k * (n * k - 1)), 1.0)
    np.testing.assert_allclose(accumulated_variance(n, 29, 1), np.cumprod(steps))
    steps = np.where(k > 1, 1 - (3 - 1 / n) / (k * (k * n - 1)), 1 - 1 / n)
    np.testing.assert_allclose(subsampled_variance(n, 29), np.cumprod(steps))
    steps = np.where(k > 1, 1 + (k - 3) / (k * (k * n - 1)), 1.0)
    np.testing.assert_allclose(subsampled_variance(n, 29, 1), np.cumprod(steps))


@given(SAMPLES, DDOF)
def test_what_keeps_more_of_the_past_keeps_more_of_the_variance(n: int, ddof: int) -> None:
    alone = average_variance(np.full(20, n), ddof)
    drawn, everything = subsampled_variance(n, 20, ddof), accumulated_variance(n, 20, ddof)
    assert np.all(np.diff(accumulated_variance(n, 20)) < 0)
    if not ddof:
        assert np.all(alone[2:] < drawn[2:]) and np.all(drawn[1:] < everything[1:])
        assert np.all(everything > accumulated_plateau(n))


def test_the_accumulated_variance_comes_to_a_sine() -> None:
    assert accumulated_plateau(4) == pytest.approx(2 / math.pi)
    assert accumulated_variance(4, 100_000)[-1] == pytest.approx(2 / math.pi, rel=1e-5)


@pytest.mark.parametrize(("samples", "real"), [(4, 1), (20, 5), (50, 1), (100, 100)])
def test_a_mixture_settles_on_its_plateau(samples: int, real: int) -> None:
    rows = np.full(2000, real)
    variance, _ = expected_moments(rows, samples - rows)
    assert variance[-1] == pytest.approx(fresh_plateau(samples, real / samples))


def test_half_is_kept_at_one_real_row_in_two_generations() -> None:
    assert fresh_plateau(100_000, 0.5 / 100_000) == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize(("samples", "share"), [(10, 0.1), (30, 0.4)])
def test_tossing_coins_for_real_rows(samples: int, share: float) -> None:
    """Brute force: a thousand lineages, each row real with a probability, likeliest fits."""
    rng = stream()
    mean, variance = np.zeros(1000), np.ones(1000)
    for _ in range(60):
        rows = rng.standard_normal((1000, samples))
        said = mean[:, None] + np.sqrt(variance)[:, None] * rows
        rows = np.where(rng.random(rows.shape) < share, rows, said)
        mean, variance = rows.mean(axis=1), rows.var(axis=1)
    mean_agrees(variance, tossed_plateau(samples, share), "variance")


@given(SAMPLES, SHARE)
def test_a_number_that_varies_keeps_less(samples: int, share: float) -> None:
    assert 0 < tossed_plateau(samples, share) <= fresh_plateau(samples, share) + 1e-12 < 1 + 1e-12


def test_with_many_samples_only_the_bias_is_left() -> None:
    rows, real = np.full(400, 10_000_000), np.full(400, 1_000_000)
    t = np.arange(1, 401)
    np.testing.assert_allclose(average_variance(rows, 0, 0.99), biased_variance(0.99, t), rtol=1e-4)
    learned, _ = expected_moments(real, rows - real, 0, 0.9)
    assert learned[-1] == pytest.approx(0.9 * settled_variance(0.1, 0.9), rel=1e-5)


@pytest.mark.parametrize(("real", "synthetic"), [(10, 10), (10, 100), (300, 20)])
def test_the_best_weight_is_the_best_of_all(real: int, synthetic: int) -> None:
    """The mean w real + (1 - w) synthetic settles at w^2/n + (1 - w)^2/m over 1 - (1 - w)^2."""
    w = np.linspace(0.001, 0.999, 99_801)
    settled = (w**2 / real + (1 - w) ** 2 / synthetic) / (1 - (1 - w) ** 2)
    best = best_real_weight(real, synthetic)
    assert best == pytest.approx(w[np.argmin(settled)], abs=2e-4)
    if real == synthetic:
        assert best == pytest.approx((math.sqrt(5) - 1) / 2)


@given(SAMPLES, DDOF, BIAS)
def test_the_typical_lineage_is_below_the_average_one(n: int, ddof: int, bias: float) -> None:
    rows = np.full(50, n)
    assert np.all(typical_variance(rows, ddof, bias) < average_variance(rows, ddof, bias))


@pytest.mark.parametrize(("samples", "off"), [(2, 0.09), (5, 0.01), (10, 0.002)])
def test_the_first_median_is_as_far_off_as_said(samples: int, off: float) -> None:
    """Exactly it is that of one chi-square."""
    exact = 2 * gammaincinv((samples - 1) / 2, 0.5) / (samples - 1)
    found = typical_variance(np.array([samples]))[0] / exact - 1
    assert 0 < found < off * 1.05


def test_paths_follow_their_law() -> None:
    rows = np.array([30, 5, 5, 20])
    for paths, law in (
        (log_variance_paths(stream(), rows, 4000, 0, 0.9), log_variance(rows, 0, 0.9)),
        (log_volume_paths(stream(), rows, 4000, 3, 0, 0.9), log_volume(rows, 3, 0, 0.9)),
    ):
        assert paths.shape == (4000, 4)
        mean_agrees(paths, law.mean, "logarithm at fit ")
        variance_agrees(paths, law.deviation**2, "logarithm at fit ")
    below = log_variance_paths(stream(2), rows, 4000) < np.log(typical_variance(rows))
    mean_agrees(below.astype(float), 0.5, "share below the median at fit ")


def test_one_dimension_of_volume_is_variance() -> None:
    rows = np.array([30, 5, 5, 20])
    flat, line = log_volume(rows, 1, 0, 0.9), log_variance(rows, 0, 0.9)
    np.testing.assert_allclose(flat.mean, line.mean)
    np.testing.assert_allclose(flat.deviation, line.deviation)


@given(st.integers(2, 300))
def test_distances_as_the_literature_writes_them(samples: int) -> None:
    n = np.arange(1, 21)
    rows = np.full(20, samples)
    logs = math.lgamma(samples / 2) - math.lgamma((samples - 1) / 2)
    c4 = math.sqrt(2 / (samples - 1)) * math.exp(logs)
    law = n / samples + 2 * (1 - c4**n)
    np.testing.assert_allclose(squared_distance(rows), law, rtol=1e-6)
    total = squared_shift(rows, 0) + average_variance(rows, 0)
    np.testing.assert_allclose(total, 1, rtol=1e-9)


@pytest.mark.parametrize("dimensions", [1, 2, 3])
def test_a_narrow_gaussian_is_as_far_as_its_own_square(dimensions: int) -> None:
    """From one of variance 1, both round: the squared L2 distance in closed form."""
    narrow = 1e-6

    def overlap(variance: float) -> float:
        return (2 * math.pi * variance) ** (-dimensions / 2)

    exact = overlap(2 * narrow) + overlap(2) - 2 * overlap(1 + narrow)
    law = narrowed_l2(np.array([narrow**dimensions]), dimensions)
    cross = 2 * (2 * narrow) ** (dimensions / 2)  # as a share, what the form leaves out
    np.testing.assert_allclose(law, exact, rtol=cross)


def regressions(samples: int, dimensions: int, fits: int, accumulate: bool) -> list[Array]:
    """Squared errors `(400,)` of lineages of least squares; noise of variance 0.25, truth 0."""
    rng, learned, found = stream(), np.zeros((400, dimensions)), []
    features = np.empty((400, 0, dimensions))
    answers = np.empty((400, 0))
    for _ in range(fits):
        new = rng.standard_normal((400, samples, dimensions))
        said = np.einsum("lsd,ld->ls", new, learned) + 0.5 * rng.standard_normal((400, samples))
        features = np.concatenate([features, new], axis=1) if accumulate else new
        answers = np.concatenate([answers, said], axis=1) if accumulate else said
        scatter = np.einsum("lsd,lse->lde", features, features)
        pulled = np.einsum("lsd,ls->ld", features, answers)
        learned = np.linalg.solve(scatter, pulled[:, :, None])[:, :, 0]
        found.append(np.sum(learned**2, axis=1))
    return found


def test_lines_learned_from_lines() -> None:
    n = np.arange(1, 9)
    alone = np.transpose(regressions(20, 4, 8, accumulate=False))
    mean_agrees(alone, replaced_error(20, 4, 0.25, n), "error of coefficients, fit 1 + ")
    together = np.mean(regressions(20, 4, 8, accumulate=True), axis=1)
    bound = accumulated_error(20, 4, 0.25, n)
    assert bound[0] == pytest.approx(replaced_error(20, 4, 0.25, n)[0])
    assert np.all(bound <= math.pi**2 / 6 * bound[0])
    assert np.all(together[1:] < bound[1:]) and together[-1] > bound[0]
