"""Outlines lie where a function is zero, enclose what is above, and leave holes out."""

import numpy as np

from engine.arrays import Array
from view.modalities.level_set import outlines


def area(ring: Array) -> float:
    x, y = ring.T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2)


def lattice(count: int = 80) -> tuple[Array, Array, Array]:
    x, y = np.linspace(-3, 3, count), np.linspace(-2, 2, count + 7)
    return x, y, np.hypot(*np.meshgrid(x, y))


def test_a_circle_has_its_radius_and_its_area() -> None:
    x, y, far = lattice()
    (ring,) = outlines(x, y, 1 - far)
    assert np.abs(np.hypot(*ring.T) - 1).max() < 1e-3
    np.testing.assert_allclose(area(ring), np.pi, rtol=1e-3)


def test_a_ring_is_two_outlines_that_turn_against_each_other() -> None:
    x, y, far = lattice()
    areas = sorted(area(ring) for ring in outlines(x, y, 0.4 - np.abs(far - 1.2)))
    np.testing.assert_allclose(areas, [-np.pi * 0.8**2, np.pi * 1.6**2], rtol=5e-3)


def test_what_reaches_the_end_of_the_lattice_ends_there() -> None:
    x, y, _ = lattice()
    (ring,) = outlines(x, y, np.ones((len(y), len(x))))
    np.testing.assert_allclose(area(ring), 24.0)


def test_two_places_that_touch_at_a_corner_are_told_apart_or_joined_once() -> None:
    values = np.array([[1.0, -1.0], [-1.0, 1.0]])
    found = outlines(np.arange(2.0), np.arange(2.0), values)
    assert sum(area(ring) for ring in found) > 0
    assert outlines(np.arange(2.0), np.arange(2.0), -np.ones((2, 2))) == []
