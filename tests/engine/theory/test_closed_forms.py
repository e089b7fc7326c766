"""Closed forms meet what is computed step by step, and lineages that obey them."""

import numpy as np
import pytest

from engine.theory import settled_variance, settling
from tests.support.statistics import stream


@pytest.mark.parametrize("fresh", [0.05, 0.1, 0.5])
@pytest.mark.parametrize("kept", [0.3, 0.9, 1.0, 1.04])
def test_the_settled_variance_is_the_fixed_point(fresh: float, kept: float) -> None:
    read = 1.0
    for _ in range(2000):
        read = fresh + (1 - fresh) * kept * read
    np.testing.assert_allclose(read, settled_variance(fresh, kept), rtol=1e-9)


def test_half_a_lineage_foretells_the_other_within_its_error() -> None:
    """Lineages that keep 90% in each generation, give or take 3%, with a tenth of fresh data."""
    rng, fresh, kept = stream(), 0.1, 0.9
    apart = []
    for _ in range(400):
        said = [kept]
        for noise in rng.normal(0, 0.03, 199):
            said.append((kept + noise) * (fresh + (1 - fresh) * said[-1]))
        found = settling(fresh, 4.0 * np.array(said), 4.0)
        assert found is not None and found.since == 100
        apart.append((found.observed - found.expected) / found.error)
    expected = kept * settled_variance(fresh, kept)
    assert abs(np.mean(apart)) < 0.35, f"foretold off by {np.mean(apart):.2f} errors on average"
    assert 0.7 < np.std(apart) < 2.2, f"the stated error is {np.std(apart):.2f} times too small"
    assert found.expected == pytest.approx(expected, abs=5 * found.error)


def test_too_short_or_growing_lineages_foretell_nothing() -> None:
    assert settling(0.1, np.ones(39), 1.0) is None
    assert settling(0.1, 1.2 ** np.arange(80.0), 1.0) is None
    assert settling(0.1, np.ones(50), 1.0) is None, "7% of the way is still to go"
    assert settling(0.1, np.ones(60), 1.0) is not None
    assert settling(0.0, 0.99 ** np.arange(200.0), 1.0) is None, (
        "without fresh data nothing settles"
    )
