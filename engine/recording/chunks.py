"""A run in chunks: some generations at a time, as arrays that can travel and be put together."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from engine import numerics
from engine.arrays import Array
from engine.progress import Cancelled, Progress, watched
from engine.protocols import Generation, Learned
from engine.protocols.reference import Reference
from engine.recording.checkpoint import Checkpoint
from engine.recording.measurement import heard
from engine.recursion import run
from engine.settings import Settings
from engine.training_set import TrainingSet

CHUNK_ROWS, CHUNK_SECONDS = 64_000, 0.1
"""Rows and seconds after which a chunk ends: the metrics cost a call each for every chunk."""

AT_MOST = 256
"""Generations that are measured together, where their rows are few."""

SAVE_SECONDS = 5.0
"""How often a run says where it could be taken up again, should nothing more be heard of it."""

SAVE_BYTES = 32 * 2**20
"""What that may take; a larger one travels only when the run ends or is stopped."""

NOTHING: Array = np.empty((0, 1))

Listen = Callable[[Reference, Sequence[Generation]], Mapping[str, Array]]
"""What is measured of consecutive generations: arrays `(g, ...)` by name."""


@dataclass(frozen=True)
class Chunk:
    """Generations `start` to `stop - 1` of the lineage with this seed; where these are none, only a
    checkpoint.

    Attributes:
        seconds: what they have taken.
        metrics: what was heard of them `(g, ...)`, by name.
        record: parameters and how they were found `(g, ...)`, by name, where they are kept.
        centres, outputs, origins: likewise, as a trajectory has them.
        checkpoint: where the run can be taken up again after the last of them; not with each.
    """

    seed: int
    start: int
    stop: int
    seconds: float
    metrics: Mapping[str, Array]
    record: Mapping[str, Array] = field(default_factory=dict)
    centres: Array | None = None
    outputs: Array | None = None
    origins: Array | None = None
    checkpoint: Checkpoint | None = None


def in_chunks(
    settings: Settings,
    resume: Checkpoint | None,
    cancelled: Callable[[], bool],
    listen: Listen = heard,
    rows: int | None = None,
) -> Iterator[Chunk]:
    """The generations that are still to come, until they end or the run is cancelled.

    `rows` is how many of each output are kept, beside what was learned; with None, neither is.
    """
    most = min(max(CHUNK_ROWS // settings.samples, 1), AT_MOST)
    first = resume.first if resume else None
    pending, latest, pause = list[Generation](), None, resume
    began = saved = time.perf_counter()
    due = began + CHUNK_SECONDS if rows is None else 0.0  # who looks on sees the first one at once
    for latest in _generations(settings, resume, cancelled):
        first = latest.learned if first is None else first
        pending.append(_without_rows(latest))
        now = time.perf_counter()
        if latest.index == settings.generations or cancelled():
            break  # the last chunk follows
        if len(pending) == most or now > due:
            pause = Checkpoint(first, latest) if now > saved + SAVE_SECONDS else None
            saved = now if pause else saved
            pause = pause if pause and pause.size <= SAVE_BYTES else None
            yield _chunk(settings, first, pending, now - began, listen, rows, pause)
            began = time.perf_counter()
            pending, due = [], began + CHUNK_SECONDS
    if first is None or latest is None:
        return
    if pending:
        seconds = time.perf_counter() - began
        yield _chunk(settings, first, pending, seconds, listen, rows, Checkpoint(first, latest))
    elif pause is None:  # it was stopped amid a fit
        stop = latest.index + 1
        yield Chunk(settings.seed, stop, stop, 0.0, {}, checkpoint=Checkpoint(first, latest))


def _generations(
    settings: Settings, resume: Checkpoint | None, cancelled: Callable[[], bool]
) -> Iterator[Generation]:
    """One after the other, until they end, or one is stopped amid its fit."""
    generations = run(settings, resume.latest if resume else None)
    watch = Progress(cancelled=cancelled)
    while not cancelled():
        try:
            with watched(watch):
                generation = next(generations, None)
        except Cancelled:
            return
        if generation is None:
            return
        yield generation


def _without_rows(generation: Generation) -> Generation:
    """Of what it has read, only where it came from: all else would fill memory."""
    training = TrainingSet(NOTHING, generation.training.origin)
    return Generation(generation.index, training, generation.learned, generation.output)


def _chunk(
    settings: Settings,
    first: Learned,
    pending: Sequence[Generation],
    seconds: float,
    listen: Listen,
    rows: int | None,
    pause: Checkpoint | None,
) -> Chunk:
    began, reference = time.perf_counter(), Reference(settings.truth, first)
    metrics = listen(reference, pending)
    start, stop = pending[0].index, pending[-1].index + 1
    chunk = Chunk(settings.seed, start, stop, 0.0, metrics, checkpoint=pause)
    if rows is not None:
        chunk = _kept(chunk, pending, rows)
    return replace(chunk, seconds=seconds + time.perf_counter() - began)


def _kept(chunk: Chunk, pending: Sequence[Generation], rows: int) -> Chunk:
    """The same with what was learned and said."""
    records = [generation.learned.record() for generation in pending]
    centres = np.array([generation.learned.mean() for generation in pending])
    outputs = np.zeros((len(pending), rows, centres.shape[1]), np.float32)
    for generation, centre, output in zip(pending, centres, outputs, strict=True):
        numerics.fill_deviations(generation.output, centre, output)
    origins = [generation.training.origin for generation in pending]
    return replace(
        chunk,
        record={name: np.array([record[name] for record in records]) for name in records[0]},
        centres=centres,
        outputs=outputs,
        origins=np.array([(origin.real, origin.own, origin.older) for origin in origins]),
    )
