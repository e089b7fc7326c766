"""Dice thrown again and again forget as theory says: thrown here by numpy's multinomial."""

import numpy as np
import pytest

from engine.arrays import Array
from engine.theory import (
    average_diversity,
    exact_loss,
    fixation_time,
    forgetting,
    loss_probability,
    missing_mass,
    surviving_symbols,
)
from tests.support.statistics import agrees, mean_agrees, stream

NINE = np.arange(1, 10) / 45
ZIPF = (1 / np.arange(1, 301) ** 1.5) / np.sum(1 / np.arange(1, 301) ** 1.5)


def thrown(start: Array, samples: int, generations: int, lineages: int) -> Array:
    """Frequencies `(lineages, generations, k)` after 1, 2 ... draws."""
    rng = stream()
    shares, found = np.tile(start, (lineages, 1)), []
    for _ in range(generations):
        shares = rng.multinomial(samples, shares) / samples
        found.append(shares)
    return np.stack(found, axis=1)


def test_diversity_falls_by_one_throw_in_all_throws() -> None:
    found = 1 - np.sum(thrown(NINE, 20, 30, 1000) ** 2, axis=2)
    law = average_diversity(NINE, 20, np.arange(1, 31))
    mean_agrees(found, law, "diversity, generation 1 + ")
    assert average_diversity(NINE, 20, np.zeros(1)) == pytest.approx(1 - np.sum(NINE**2))


def test_one_face_is_left_after_as_long_as_diffusion_says() -> None:
    found = thrown(NINE, 60, 800, 1000)
    alone = np.max(found, axis=2) == 1
    assert alone[:, -1].all(), "longer than any lineage took"
    times = 1.0 + alone.argmax(axis=1)
    mean_agrees(times, fixation_time(NINE, 60), "generations until one face is left")
    mean_agrees((found[:, -1] == 1).astype(float), NINE, "survivor, face ")


@pytest.mark.parametrize(("samples", "off"), [(20, 0.0612), (100, 0.0161)])
def test_diffusion_is_as_far_off_as_said(samples: int, off: float) -> None:
    """Of two faces one is left once the other is lost: the mean of the exact times."""
    law = fixation_time(np.array([0.3, 0.7]), samples)
    lost = exact_loss(0.3, samples, 40 * samples) + exact_loss(0.7, samples, 40 * samples)
    exact = 1 + np.sum(1 - lost)
    assert law / exact == pytest.approx(1 + off, abs=1e-4)


@pytest.mark.parametrize(("face", "samples"), [(0, 20), (8, 20), (4, 70)])
def test_a_face_is_lost_as_its_count_is(face: int, samples: int) -> None:
    found = thrown(NINE, samples, 25, 1000)[:, :, face] == 0
    law = exact_loss(float(NINE[face]), samples, 25)
    assert law[0] == pytest.approx((1 - NINE[face]) ** samples)
    error = np.sqrt(law * (1 - law) / len(found))
    agrees(found.mean(axis=0), law, error, "loss, generation 1 + ")


def test_the_exact_loss_has_its_ends() -> None:
    assert not exact_loss(1.0, 5, 3).any()
    assert exact_loss(0.0, 5, 3).all()
    assert exact_loss(0.3, 5, 400)[-1] == pytest.approx(0.7), "fixed or lost, a martingale"


@pytest.mark.parametrize(
    ("share", "samples", "generations", "more"),
    [(1 / 300, 300, 20, 0.0124), (1 / 9, 70, 45, 0.1356), (0.01, 100, 1, 0.003)],
)
def test_families_lose_a_little_more_than_is_lost(
    share: float, samples: int, generations: int, more: float
) -> None:
    """By as much as the docstring admits."""
    approximate = loss_probability(np.array([share]), samples, generations)[:, 0]
    exact = exact_loss(share, samples, generations)
    assert np.all(np.diff(exact) > 0) and np.all(np.diff(approximate) > 0)
    survival = (1 - exact[-1]) / (1 - approximate[-1])
    assert survival == pytest.approx(1 + more, abs=5e-4)


def test_what_survives_of_three_hundred_faces() -> None:
    """Zipf's law, 300 throws; the frequent faces, of which the form knows less, hardly die."""
    found = thrown(ZIPF, 300, 15, 600) > 0
    exact = np.transpose([1 - exact_loss(float(p), 300, 15) for p in ZIPF])
    surviving = found.sum(axis=2)
    mean_agrees(surviving.astype(float), exact.sum(axis=1), "surviving, generation 1 + ")
    law = surviving_symbols(ZIPF, 300, 15)
    np.testing.assert_allclose(law, exact.sum(axis=1), rtol=0.02)
    missing = 1 - found @ ZIPF
    mean_agrees(missing, 1 - exact @ ZIPF, "missing mass, generation 1 + ")
    np.testing.assert_allclose(missing_mass(ZIPF, 300, 15), 1 - exact @ ZIPF, rtol=0.03)


def test_forgetting_comes_to_two_over_time() -> None:
    g = forgetting(2000)
    assert g[0] == 1 and np.all(np.diff(g) < 0)
    assert 2000 * g[-1] == pytest.approx(2, rel=0.01)


def test_missing_mass_of_zipfs_law_grows_like_a_power_of_time() -> None:
    """t^((b - 1)/b) for i^-b, time being told by 2/g_t, which runs a little ahead of t."""
    many = np.arange(1, 50_001) ** -2.0
    mass = missing_mass(many / many.sum(), 1_000_000, 80)
    g = forgetting(80)
    slope = np.log(mass[79] / mass[19]) / np.log(g[19] / g[79])
    assert slope == pytest.approx(0.5, abs=0.01)
