"""The law of a lineage's variance, turned around: against draws in plain numpy, and its moments."""

import numpy as np
import pytest

from engine.settings import settings
from engine.theory.spread import chance_below, shares_between

DRAWN = 200_000


@pytest.mark.parametrize(("samples", "fits"), [(2, 1), (2, 30), (5, 1), (20, 200), (100, 40)])
@pytest.mark.parametrize("ddof", [0, 1])
def test_the_chance_is_that_of_many_draws(samples: int, fits: int, ddof: int) -> None:
    rng = np.random.default_rng(6)
    logs = np.zeros(DRAWN)
    for _ in range(fits):
        logs += np.log(rng.chisquare(samples - 1, DRAWN) / (samples - ddof))
    shares = np.exp(np.quantile(logs, [0.01, 0.05, 0.3, 0.5, 0.9, 0.99]))
    found = chance_below(samples, fits, np.log(shares), ddof)
    expected = np.array([(logs < np.log(share)).mean() for share in shares])
    error = np.sqrt(expected * (1 - expected) / DRAWN)
    assert (np.abs(found - expected) < 5 * error + 1e-6).all(), (found, expected)


def test_nine_in_ten_lie_between() -> None:
    line = settings(truth="normal:dimensions=1", model="gaussian", policy="replace", samples=10)
    low, high, exact = shares_between(line, 100, 0.9) or (0, 0, False)
    assert exact and high == pytest.approx(0.034, rel=0.05)
    both = chance_below(10, 100, np.log([low, high]))
    np.testing.assert_allclose(both, [0.05, 0.95], atol=1e-4)


def test_where_no_law_is_known_nothing_is_said() -> None:
    assert shares_between(settings(truth="blobs", model="gmm", policy="replace"), 10, 0.9) is None


def test_a_share_that_no_number_can_hold_is_still_between() -> None:
    """Three samples, 754 generations: the middle lineage has some 10^-400 left."""
    line = settings(
        truth="normal:dimensions=1", model="gaussian:ddof=0", policy="replace", samples=3
    )
    low, high, _ = shares_between(line, 754, 0.9) or (1, 0, False)
    assert 0 <= low <= high < 1e-200
