"""A stretch of a recorded run, packed into the one binary chunk that the player reads."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, MutableMapping, Sequence
from math import prod
from typing import Any, TypedDict, Unpack

import numpy as np

from view.player.pieces import series_names, stretch
from view.player.quantize import components, packed_clouds, quantised
from view.player.source import FINISHED, Array, Bars, Gallery, Recording, Series

MAGIC = b"CCP1"

Kept = MutableMapping[tuple[str, int], bytes]
"""What has been packed of a run, by what it is and where it begins or ends."""


class Opening(TypedDict, total=False):
    """How a run is seen at first, where not as usual."""

    film: str  # where the rest is fetched, as an address from the page's base; empty: nowhere
    link: str  # where the run is found by anybody; empty: where the page is
    title: str  # stands for the recording's own, as where several differ in one thing alone
    brief: bool  # the picture alone, without curves and film strip
    by_hand: str  # what the viewer does to see the next generation, where none is to be seen ahead
    autoplay: bool
    ahead: bool  # what lies ahead of the viewer is shown
    ways: Sequence[tuple[str, str]]  # where the film ends: a label, and a place on the page
    pause: int | None  # the generation at which it opens, and rests
    beneath: int | None  # pixels left free below, where the player fills the rest of the window
    presented: bool  # large, and heard from the whole page


USUAL: Opening = {
    "film": "",
    "link": "",
    "brief": False,
    "by_hand": "",
    "autoplay": True,
    "ahead": True,
    "ways": (),
    "pause": None,
    "beneath": None,
    "presented": False,
}


def encode(
    recording: Recording,
    have: int = 0,
    *,
    limit: int = 4096,
    clouds: Array | None = None,
    kept: Kept | None = None,
    **opening: Unpack[Opening],
) -> bytes:
    """Pack generations `have` to `have + limit` at most, and how they are to be seen at first.

    `clouds` names the generations of which the cloud is packed, where not of all. What never
    changes of an opening is put into what is `kept` of the run, and taken from there.
    """
    status = recording.status  # read before the length: a run may end in between
    length = recording.length
    place = {"length": length, "status": status, "ended": status in FINISHED}
    place["story"] = [list(said) for said in recording.story]
    place["recorded"] = recording.recorded
    place["made"] = [list(said) for said in recording.made]
    part = _part(recording, length, have, limit, clouds)
    place["done"] = place["ended"] and part[1] == length
    header = _header(recording, part) | place | {**USUAL, **opening}
    name = ("opening", part[1])
    if kept is None or part[0] or part[1] not in (limit, recording.total):
        return _headed(header, _body(_arrays(recording, *part) | _still(recording)))
    if name not in kept:
        kept[name] = _body(_arrays(recording, *part) | _still(recording))
    return _headed(header, kept[name])


def encode_piece(
    recording: Recording, have: int, limit: int, clouds: Array | None = None
) -> tuple[bytes, bool]:
    """The same for whoever knows already how to see it, and whether it is as long as it can be.

    Then it says nothing of how far the run has come since, and is equal whenever it is packed.
    """
    status, length = recording.status, recording.length
    part = _part(recording, length, have, limit, clouds)
    to, total = part[1], recording.total
    full = to in (have + limit, total)
    running = "done" if to == total else "running"
    place = {
        "status": running if full else status,
        "headway": "" if full else recording.headway,
        "done": to == total if full else status in FINISHED and to == length,
    }
    return _headed(_header(recording, part) | place, _body(_arrays(recording, *part))), full


def _part(
    recording: Recording, length: int, have: int, limit: int, clouds: Array | None
) -> tuple[int, int, Array]:
    """From which generation to which, and those of which the cloud is packed."""
    have = min(max(have, 0), length)
    to = min(length, have + limit)
    every = np.arange(have, to)
    return have, to, every if clouds is None else np.intersect1d(clouds, every)


def _header(recording: Recording, part: tuple[int, int, Array]) -> dict[str, Any]:
    _, rows, dims = recording.points.shape
    names = series_names(recording)
    return {
        "from": part[0],
        "to": part[1],
        "run": recording.run,
        "title": recording.title,
        "continues": recording.continues,
        "headway": recording.headway,
        "total": recording.total,
        "dims": dims,
        "components": components(recording),
        "points": rows,
        "of": recording.samples,
        "view": [float(edge) for edge in recording.view],
        "axes": list(recording.axes),
        "moments": list(recording.moments),
        "stretch": stretch(recording),
        "lines": _shape(recording.lattice),
        "galleries": [_gallery(gallery) for gallery in recording.galleries],
        "symbols": _symbols(recording.bars) if recording.bars else None,
        "series": [_chart(series, names.index(series.name)) for series in recording.series],
    }


def _shape(array: Array | None) -> list[int] | None:
    """Of one generation; null where there is none."""
    return None if array is None else list(array.shape[1:])


def _gallery(gallery: Gallery) -> dict[str, Any]:
    _, tiles, height, width = gallery.pictures.shape
    picture = {"tiles": tiles, "height": height, "width": width}
    return {"label": gallery.label, "note": gallery.note} | picture


def _symbols(bars: Bars) -> dict[str, Any]:
    truth = [float(share) for share in bars.truth]
    return {"noun": bars.noun, "names": list(bars.names), "truth": truth}


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


def _arrays(recording: Recording, have: int, to: int, shown: Array) -> dict[str, Array]:
    rows = [np.asarray(recording.measured[name][have:to]) for name in series_names(recording)]
    bounds, counts, cloud = packed_clouds(recording, shown)
    return {
        "series": np.array(rows, "<f8").reshape(len(rows), to - have),
        "ellipses": _ellipses(recording, slice(have, to)),
        "keyframes": shown.astype("<u4"),
        "bounds": bounds,
        "counts": counts,
        "cloud": cloud,
    } | _extras(recording, shown)


def _still(recording: Recording) -> dict[str, Array]:
    """What is beneath every generation: real data, and where their tail begins."""
    corners, real = quantised(np.asarray(recording.real, float)[None])
    dims = recording.real.shape[1]
    rings = list(recording.body)
    outline = np.concatenate(rings) if rings else np.zeros((0, dims))
    lengths = np.array([len(ring) for ring in rings], "<u4")
    return {
        "realBounds": corners[0],
        "real": real[0],
        "body": outline.astype("<f4"),
        "rings": lengths,
    }


def _extras(recording: Recording, shown: Array) -> dict[str, Array]:
    """Of what is shown: the lines that a decoder reaches, pictures, bars."""
    extras: dict[str, Array] = {}
    if recording.lattice is not None:
        lines = np.asarray(recording.lattice[shown], float)
        corners, steps = quantised(lines.reshape(len(lines), lines.shape[1] * lines.shape[2], 2))
        extras |= {"corners": corners, "lattice": steps}
    if recording.galleries:
        walls = [
            g.pictures[shown].reshape(len(shown), prod(g.pictures.shape[1:]))
            for g in recording.galleries
        ]
        grey = np.clip(np.nan_to_num(np.concatenate(walls, axis=1)), 0, 1)
        extras["pictures"] = np.rint(255 * grey).astype("u1")
    if recording.bars:
        # Rounded up: what is there, be it ever so rare, is not 0.
        shares = np.nan_to_num(np.asarray(recording.bars.shares[shown], float))
        extras["bars"] = np.ceil(65535 * np.clip(shares, 0, 1)).astype("<u2")
    return extras


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


def _body(arrays: Mapping[str, Array]) -> bytes:
    """One array after the other, behind the words that say where each of them is."""
    layout: list[tuple[str, str, list[int], int]] = []
    body = bytearray()
    for name, array in arrays.items():
        layout.append((name, array.dtype.str[1:], list(array.shape), len(body)))
        body += array.tobytes()
        body += bytes(-len(body) % 8)
    text = json.dumps(layout).encode()
    return struct.pack("<I", len(text)) + text + body


def _headed(header: dict[str, Any], packed: bytes) -> bytes:
    """A chunk: what is to be said of it, and its arrays."""
    begins = 4 + struct.unpack_from("<I", packed)[0]
    layout = json.loads(packed[4:begins])
    text = json.dumps(header | {"arrays": layout}, allow_nan=False).encode()
    head = struct.pack("<4sI", MAGIC, len(text)) + text
    return head + bytes(-len(head) % 8) + packed[begins:]
