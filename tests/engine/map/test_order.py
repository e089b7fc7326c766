"""Coarse cells come first, then those along the edge, and in the end every one."""

import numpy as np
import pytest

from engine.map import order
from engine.map.order import level

SHAPES = [(1, 1), (1, 7), (2, 2), (3, 5), (12, 12), (12, 4), (17, 9), (40, 25)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_cell_comes_once(shape: tuple[int, int]) -> None:
    known = np.full(shape, np.nan)
    first = order(known)
    assert len(first) == known.size == len(set(first))
    known[first[0]] = 0.5
    assert first[0] not in order(known) and len(order(known)) == known.size - 1


@pytest.mark.parametrize("shape", [(12, 12), (17, 9), (40, 25)])
def test_the_corners_are_among_the_first_and_a_tenth_reaches_everywhere(
    shape: tuple[int, int],
) -> None:
    columns, rows = shape
    first = order(np.full(shape, np.nan))
    corners = {(i, j) for i in (0, columns - 1) for j in (0, rows - 1)}
    assert corners <= set(first[: max(columns * rows // 6, 9)])
    begun = np.array(first[: columns * rows // 5])
    everywhere = np.argwhere(np.isnan(np.full(shape, np.nan)))
    distance = np.abs(everywhere[:, None] - begun).max(axis=2).min(axis=1)
    assert distance.max() <= 2 ** (int(level(shape).max()) - 1)


def test_the_edge_is_found_before_what_lies_far_from_it() -> None:
    """An edge along the diagonal of 32 x 32 cells: what touches it is known when half are."""
    truth = np.add.outer(np.arange(32), -np.arange(32)) > 2
    known = np.full(truth.shape, np.nan)
    for _ in range(known.size // 2):
        cell = order(known)[0]
        known[cell] = float(truth[cell])
    across = np.zeros_like(truth)
    across[:-1] |= truth[:-1] != truth[1:]
    across[1:] |= truth[:-1] != truth[1:]
    found = ~np.isnan(known[across])
    assert found.mean() > 0.9 > (~np.isnan(known)).mean() + 0.3
