"""In which pieces a film travels: an opening, a story on the log axis, then every cloud."""

from __future__ import annotations

from math import prod

import numpy as np

from view.player.quantize import KEYFRAMES, components, keyframes, swept
from view.player.source import FINISHED, Array, Recording

REPORT_BYTES = 2_050_000
"""In base64 four thirds of it, and the player."""

STORY_BYTES = 1_600_000
"""What the clouds may take that are sent before anybody looks closer."""

OPENING_BYTES, PIECE_BYTES, STRETCH_BYTES = 32_000, 600_000, 400_000

FEWEST = 64
"""Generations of the first piece, and clouds of a story, be they ever so large."""


def series_names(recording: Recording) -> list[str]:
    """The series that are drawn, each once."""
    return list(dict.fromkeys(series.name for series in recording.series))


def reported(recording: Recording) -> Array:
    """Generations whose clouds a report has room for."""
    ended = recording.status in FINISHED
    planned = recording.length if ended else recording.total
    return keyframes(planned, recording.moments, _affordable(recording))


def story(recording: Recording) -> Array:
    """Generations whose clouds are sent before anybody looks closer."""
    most = max(STORY_BYTES // max(1, frame_bytes(recording)), FEWEST)
    return swept(recording.total, recording.moments, most)


def opening_length(recording: Recording) -> int:
    """How many generations come with the page itself: enough for the first moments."""
    return int(np.clip(OPENING_BYTES // _generation_bytes(recording), 1, recording.total))


def piece_end(recording: Recording, have: int) -> int:
    """Where the piece of the story ends that begins at generation `have`, or that holds it.

    Each piece is some four times as long as all before it, for so a film is played; the ends are
    always the same, so that a piece is packed once for all who ask."""
    each = np.full(recording.total, _beside_bytes(recording))
    each[story(recording)] += frame_bytes(recording)
    sent = np.cumsum(each)
    end = opening_length(recording)
    while end <= have:
        fits = int(np.searchsorted(sent, sent[end - 1] + PIECE_BYTES))
        end = min(max(4 * end, FEWEST), max(fits, end + 1), recording.total)
        if end == recording.total:
            break
    return end


def stretch(recording: Recording) -> int:
    """How many generations a stretch with every cloud has; 0 where the story has them all."""
    if len(story(recording)) == recording.total:
        return 0
    return int(np.clip(STRETCH_BYTES // _generation_bytes(recording), 8, 256))


def _generation_bytes(recording: Recording) -> int:
    return max(1, frame_bytes(recording) + _beside_bytes(recording))


def _beside_bytes(recording: Recording) -> int:
    """What one generation takes beside what is seen of it: its components and its numbers."""
    return 48 * components(recording) + 8 * len(series_names(recording))


def frame_bytes(recording: Recording) -> int:
    """What the points, lines and pictures of one generation take."""
    _, rows, dims = recording.points.shape
    bars = 2 * len(recording.bars.names) if recording.bars else 0
    lattice = 0 if recording.lattice is None else 2 * prod(recording.lattice.shape[1:])
    pictures = sum(prod(g.pictures.shape[1:]) for g in recording.galleries)
    return 2 * rows * dims + bars + lattice + pictures


def _affordable(recording: Recording) -> int:
    """How many generations fit into a report of 3 MB, beside the lines of every one."""
    beside = recording.total * components(recording) * 6 * 8
    return int(np.clip((REPORT_BYTES - beside) // frame_bytes(recording), 0, KEYFRAMES))
