"""Clouds of points quantised for the way to the screen, and the generations whose cloud is kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from view.player.source import Array, Recording

DENSE_KEYFRAMES = 100
KEYFRAMES = 400


def keyframes(total: int, moments: Sequence[int] = (), most: int = KEYFRAMES) -> Array:
    """Generations whose clouds are kept: the first hundred, the film strip's `moments`, and
    log-spaced ones up to `most`."""
    dense = np.arange(min(DENSE_KEYFRAMES, total))
    last = max(total - 1, 0)
    count = max(most - DENSE_KEYFRAMES - len(moments), 2)
    sparse = np.geomspace(DENSE_KEYFRAMES, max(last, DENSE_KEYFRAMES), count)
    return np.unique(
        np.r_[dense, np.array(moments, int), np.rint(sparse).astype(int)].clip(max=last)
    )


SWEEP = 660
"""Frames of a film that plays on the logarithmic axis from its start to its end (`clock.js`)."""


def swept(total: int, moments: Sequence[int] = (), most: int = SWEEP) -> Array:
    """Generations that such a film shows, at most so many of them, and the film strip's `moments`:
    what is fetched before anybody looks closer."""
    last = max(total - 1, 0)
    places = np.expm1(np.linspace(0, 1, SWEEP + 1) * np.log1p(last))
    shown = np.unique((places + 1e-6).astype(int))
    if len(shown) > most:
        shown = shown[np.linspace(0, len(shown) - 1, max(most, 2)).round().astype(int)]
    return np.union1d(shown, np.array([*moments, last], int).clip(max=last))


def components(recording: Recording) -> int:
    return 0 if recording.weights is None else int(recording.weights.shape[1])


def packed_clouds(recording: Recording, shown: Array) -> tuple[Array, Array, Array]:
    """Bounds, points per component, and points quantised to 16 bits of each cloud's own bounds."""
    points = np.asarray(recording.points[shown], float)
    colours = max(components(recording), 1)
    counted = recording.labels is not None and recording.weights is not None
    labels = recording.labels[shown] if counted and recording.labels is not None else 0
    # Rows that are not numbers sort behind the last component, where no count reaches them.
    component = np.where(np.isfinite(points).all(2), labels, colours)
    order = np.argsort(component, axis=1, kind="stable")
    points = np.take_along_axis(points, order[:, :, None], axis=1)
    counts = (component[:, :, None] == np.arange(colours)).sum(1)
    width = "<u2" if points.shape[1] < 65536 else "<u4"
    corners, cloud = quantised(points)
    return corners, counts.astype(width), cloud


def quantised(points: Array) -> tuple[Array, Array]:
    """Corners `(k, 4)` of each set of points `(k, n, 1 or 2)`, and the points in 65536ths."""
    low, span = _bounds(points)
    with np.errstate(invalid="ignore"):
        steps = np.rint((points - low[:, None]) / span[:, None] * 65535)
    return _corners(low, low + span), np.where(np.isfinite(steps), steps, 0).astype("<u2")


def _bounds(points: Array) -> tuple[Array, Array]:
    finite = np.isfinite(points)
    low = np.where(finite, points, np.inf).min(1, initial=np.inf)
    high = np.where(finite, points, -np.inf).max(1, initial=-np.inf)
    some = high >= low
    low = np.where(some, low, 0.0)
    return low, np.where(some & (high > low), high - low, 1e-300)


def _corners(low: Array, high: Array) -> Array:
    """(clouds, 4): xlo, ylo, xhi, yhi; a line has no height."""
    flat = low.shape[1] == 1
    ylow, yhigh = (low * 0, low * 0) if flat else (low[:, 1:], high[:, 1:])
    return np.hstack([low[:, :1], ylow, high[:, :1], yhigh]).astype("<f8")
