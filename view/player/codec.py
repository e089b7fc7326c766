"""A stretch of a recorded run, packed into the one binary chunk that the player reads."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from view.player.recording import Array, Recording, Series

MAGIC = b"CCP1"
FINISHED = frozenset({"done", "cancelled", "failed"})
DENSE_KEYFRAMES = 100
KEYFRAMES = 400


def encode(
    recording: Recording,
    have: int = 0,
    *,
    keyframed: bool = False,
    autoplay: bool = True,
    limit: int = 4096,
) -> bytes:
    """Pack generations `have` to `have + limit` at most; `keyframed` thins the clouds alone."""
    status = recording.status  # read before the length: a run may end in between
    length = recording.length
    have = min(max(have, 0), length)
    to = min(length, have + limit)
    ended = status in FINISHED
    shown = np.arange(have, to)
    if keyframed:
        shown = np.intersect1d(keyframes(length if ended else recording.total), shown)
    arrays = _arrays(recording, have, to, shown)
    done = ended and to == length
    header = _header(recording) | {"from": have, "to": to, "done": done, "status": status}
    return _pack(header | {"autoplay": autoplay}, arrays)


def keyframes(total: int) -> Array:
    """Generations whose clouds are kept: the first hundred, then about three hundred log-spaced."""
    dense = np.arange(min(DENSE_KEYFRAMES, total))
    last = max(total - 1, 0)
    sparse = np.geomspace(DENSE_KEYFRAMES, max(last, DENSE_KEYFRAMES), KEYFRAMES - DENSE_KEYFRAMES)
    return np.unique(np.r_[dense, np.rint(sparse).astype(int).clip(max=last)])


def _header(recording: Recording) -> dict[str, Any]:
    _, rows, dims = recording.points.shape
    names = _rows(recording)
    return {
        "run": recording.run,
        "total": recording.total,
        "dims": dims,
        "components": _components(recording),
        "points": rows,
        "of": recording.samples,
        "view": [float(edge) for edge in recording.view],
        "axes": list(recording.axes),
        "series": [_chart(series, names.index(series.name)) for series in recording.series],
    }


def _chart(series: Series, row: int) -> dict[str, Any]:
    return {
        "name": series.name,
        "label": series.label,
        "scale": series.scale,
        "percent": series.percent,
        "level": series.level,
        "levelLabel": series.level_label,
        "row": row,
    }


def _rows(recording: Recording) -> list[str]:
    return list(dict.fromkeys(series.name for series in recording.series))


def _components(recording: Recording) -> int:
    return 0 if recording.weights is None else int(recording.weights.shape[1])


def _arrays(recording: Recording, have: int, to: int, shown: Array) -> dict[str, Array]:
    rows = [np.asarray(recording.measured[name][have:to]) for name in _rows(recording)]
    bounds, counts, cloud = _clouds(recording, shown)
    return {
        "series": np.array(rows, "<f8").reshape(len(rows), to - have),
        "ellipses": _ellipses(recording, slice(have, to)),
        "keyframes": shown.astype("<u4"),
        "bounds": bounds,
        "counts": counts,
        "cloud": cloud,
    }


def _clouds(recording: Recording, shown: Array) -> tuple[Array, Array, Array]:
    """Bounds, points per component, and points quantised to 16 bits of each cloud's own bounds."""
    points = np.asarray(recording.points[shown], float)
    colours = max(_components(recording), 1)
    counted = recording.labels is not None and recording.weights is not None
    labels = recording.labels[shown] if counted and recording.labels is not None else 0
    # Rows that are not numbers sort behind the last component, where no count reaches them.
    component = np.where(np.isfinite(points).all(2), labels, colours)
    order = np.argsort(component, axis=1, kind="stable")
    points = np.take_along_axis(points, order[:, :, None], axis=1)
    low, span = _bounds(points)
    with np.errstate(invalid="ignore"):
        steps = np.rint((points - low[:, None]) / span[:, None] * 65535)
    counts = (component[:, :, None] == np.arange(colours)).sum(1)
    width = "<u2" if points.shape[1] < 65536 else "<u4"
    cloud = np.where(np.isfinite(steps), steps, 0).astype("<u2")
    return _corners(low, low + span), counts.astype(width), cloud


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


def _ellipses(recording: Recording, part: slice) -> Array:
    """(generations, components, 6): weight, mean, lower Cholesky factor of each covariance.

    In double precision: a component may be a billion times smaller than its distance from 0.
    """
    if recording.weights is None or recording.means is None or recording.covariances is None:
        return np.zeros((part.stop - part.start, 0, 6), "<f8")
    weights, means = recording.weights[part], recording.means[part]
    covariance = np.asarray(recording.covariances[part], float)
    packed = np.zeros((*weights.shape, 6), "<f8")
    packed[..., 0] = weights
    packed[..., 1 : 1 + means.shape[2]] = means
    packed[..., 3] = np.sqrt(np.maximum(covariance[..., 0, 0], 0))
    if covariance.shape[-1] > 1:
        along = np.where(packed[..., 3] > 0, packed[..., 3], np.inf)
        packed[..., 4] = covariance[..., 1, 0] / along
        packed[..., 5] = np.sqrt(np.maximum(covariance[..., 1, 1] - packed[..., 4] ** 2, 0))
    return packed


def _pack(header: dict[str, Any], arrays: Mapping[str, Array]) -> bytes:
    layout: list[tuple[str, str, list[int], int]] = []
    body = bytearray()
    for name, array in arrays.items():
        layout.append((name, array.dtype.str[1:], list(array.shape), len(body)))
        body += array.tobytes()
        body += bytes(-len(body) % 8)
    text = json.dumps(header | {"arrays": layout}, allow_nan=False).encode()
    head = struct.pack("<4sI", MAGIC, len(text)) + text
    return head + bytes(-len(head) % 8) + bytes(body)
