"""What is shaded as the tail is the region that the metric measures."""

import numpy as np
import pytest

from engine import TRUTHS
from engine.arrays import Array
from engine.protocols.reference import fixed_sample, level
from engine.truths.blobs import Blobs
from engine.truths.normal import Normal
from engine.truths.ring import Ring
from view.modalities.region import body_of

PLANE = ("normal", "blobs", "moons", "ring", "pinwheel", "student", "iris")


def inside(rows: Array, rings: tuple[Array, ...]) -> Array:
    """Whether rows `(n, 2)` lie within an odd number of outlines."""
    found = np.zeros(len(rows), bool)
    for ring in rings:
        (x, y), (u, v) = ring.T, np.roll(ring, -1, axis=0).T
        px, py = rows[:, :1], rows[:, 1:]
        spans = (y > py) != (v > py)
        with np.errstate(divide="ignore", invalid="ignore"):
            found ^= (spans & (px < x + (py - y) * (u - x) / (v - y))).sum(axis=1) % 2 == 1
    return found


@pytest.mark.parametrize("name", PLANE)
def test_the_shaded_plane_is_where_the_metric_counts(name: str) -> None:
    truth = TRUTHS[name]()
    rows = fixed_sample(truth)[:4000]
    counted = truth.log_prob(rows) >= level(truth)
    assert (inside(rows, body_of(truth)) == counted).mean() > 0.985


def test_no_outline_is_cut_off() -> None:
    """That of the irises, of an estimate, reaches farther than the flowers."""
    (ring,) = body_of(TRUTHS["iris"]())
    steps = np.abs(ring - np.roll(ring, 1, axis=0))
    straight = ((steps[:, 0] == 0) | (steps[:, 1] == 0)) & (steps.sum(axis=1) > 0)
    assert straight.mean() < 0.1


def test_a_line_is_shaded_beyond_its_ends() -> None:
    ((low,), (high,)) = body_of(Normal(dimensions=1))[0]
    np.testing.assert_allclose([low, high], [-1.96, 1.96], atol=0.02)


def test_holes_and_several_places_are_outlines_of_their_own() -> None:
    assert len(body_of(Ring())) == 2
    assert len(body_of(Blobs())) == 3


def test_more_than_a_plane_shows_none() -> None:
    assert body_of(Normal(dimensions=3)) == ()
    assert body_of(TRUTHS["dice"]()) == body_of(TRUTHS["digits"]()) == ()
