"""What is reached is what lies as near to some row as that row's third neighbour does."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from engine.arrays import Array
from engine.numerics.neighbours import NEIGHBOURS, ROWS, share_reached
from engine.truths.digits import Digits
from tests.support.statistics import agrees, stream


def slowly(rows: Array, centres: Array) -> float:
    """The same by scikit-learn's exhaustive search, one row after the other."""
    others = min(NEIGHBOURS, len(centres) - 1)
    found = NearestNeighbors(n_neighbors=others, algorithm="brute").fit(centres)
    radii = found.kneighbors()[0][:, -1]  # of a row that it knows, it leaves out that row itself
    reached = 0
    for row in rows:
        reached += any(np.sqrt(np.sum((centres - row) ** 2, axis=1)) <= radii)
    return reached / len(rows)


@pytest.mark.parametrize(("m", "n"), [(2, 30), (3, 30), (4, 30), (5, 1), (60, 200), (300, 40)])
@pytest.mark.parametrize("d", [1, 2, 10])
def test_it_is_what_an_exhaustive_search_finds(d: int, m: int, n: int) -> None:
    centres, rows = stream(m).standard_normal((m, d)), 1.5 * stream(n).standard_normal((n, d))
    found = [share_reached(rows, centres), share_reached(centres, rows)]
    assert found[0] == slowly(rows, centres)
    if n > 1:
        assert found[1] == slowly(centres, rows)


@pytest.mark.parametrize("n", [1, 2, 3, 50])
def test_what_is_there_is_reached_and_what_is_far_away_is_not(n: int) -> None:
    rows = stream(n).standard_normal((n, 3))
    assert share_reached(rows, rows) == 1
    assert share_reached(rows[: n // 2 + 1], rows) == 1
    assert share_reached(rows + 1000, rows) == 0
    assert share_reached(np.concatenate([rows, rows + 1000]), rows) == 0.5


def test_neither_place_nor_unit_matters() -> None:
    rows, centres = stream(1).standard_normal((100, 2)), stream(2).standard_normal((80, 2))
    expected = share_reached(rows, centres)
    assert 0 < expected < 1
    for scale, shift in [(2.0**-40, 0.0), (2.0**40, 0.0), (1.0, 512.0)]:
        assert share_reached(scale * rows + shift, scale * centres + shift) == expected


def test_a_place_that_is_said_again_and_again_reaches_nothing_else() -> None:
    """Four of the same are each other's third neighbours: no distance away."""
    centres = np.repeat([[0.0, 0.0], [5.0, 0.0]], 4, axis=0)
    assert (
        share_reached(np.array([[0.0, 0.0], [1e-9, 0.0], [5.0, 0.0], [2.5, 0.0]]), centres) == 0.5
    )
    assert share_reached(np.array([[4.9, 0.0], [5.1, 0.0]]), centres[:7]) == 1, "three are too few"


def test_no_more_than_a_thousand_rows_are_compared() -> None:
    near, far = stream(1).standard_normal((ROWS, 2)), np.full((200, 2), 99.0)
    both = np.concatenate([near, far])
    assert share_reached(both, near) == 1
    assert share_reached(far, both) == 0


def test_half_of_the_real_digits_reaches_nine_in_ten_of_the_others() -> None:
    """And the other way round: among equals it makes no difference who is asked."""
    truth = Digits()
    features = truth.features(truth.values)
    shares = []
    for seed in range(12):
        order = stream(seed).permutation(len(features))
        halves = features[order[::2]], features[order[1::2]]
        shares.append([share_reached(*halves), share_reached(*halves[::-1])])
    one, other = np.mean(shares, axis=0)
    assert 0.89 < one < 0.95, f"{one:.3f} of one half are reached"
    error = np.std(np.subtract(*np.transpose(shares))) / np.sqrt(len(shares))
    agrees(one, other, error, "share of one half that the other reaches")
