"""A run in chunks: some generations at a time, as arrays that can travel and be put together."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from engine import numerics
from engine.arrays import Array
from engine.progress import Cancelled, Progress, Step, watched
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

LIGHT_BYTES = 4 * 2**20
"""What that may take where somebody looks on, who may want more of it at any time: then it is said
with every chunk."""

SAVE_BYTES = 32 * 2**20
"""What that may take; a larger one travels only when the run ends or is stopped."""

NOTHING: Array = np.empty((0, 1))

Listen = Callable[[Reference, Sequence[Generation]], Mapping[str, Array]]
"""What is measured of consecutive generations: arrays `(g, ...)` by name."""


@dataclass(frozen=True)
class Chunk:
    """Generations `start` to `stop - 1` of the lineage with this seed; where these are none, only a
    checkpoint, or how far the next one is.

    Attributes:
        seconds: what they have taken.
        metrics: what was heard of them `(g, ...)`, by name.
        record: parameters and how they were found `(g, ...)`, by name, where they are kept.
        centres, outputs, origins: likewise, as a trajectory has them.
        checkpoint: where the run can be taken up again after the last of them; not with each.
        step: how far the fit has come that is under way.
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
    step: Step | None = None


def in_chunks(
    settings: Settings,
    resume: Checkpoint | None,
    progress: Progress,
    listen: Listen = heard,
    rows: int | None = None,
) -> Iterator[Chunk]:
    """The generations that are still to come, until they end or are cancelled.

    `rows` is how many of each output are kept, beside what was learned; with None, neither is.
    """
    recorder = Recorder(settings, resume, listen, rows)
    try:
        for generation in generations(settings, resume, progress):
            if chunk := recorder.take(generation):
                yield chunk
    except Exception:  # a model's own: what was before it stays
        if chunk := recorder.end():
            yield chunk
        raise
    if chunk := recorder.end():
        yield chunk


def generations(
    settings: Settings, resume: Checkpoint | None, progress: Progress
) -> Iterator[Generation]:
    """One after the other, until they end, or one is stopped amid its fit."""
    found = run(settings, resume.latest if resume else None)
    while not (progress.stopped or progress.cancelled()):
        try:
            with watched(progress):
                generation = next(found, None)
        except Cancelled:
            return
        if generation is None:
            return
        yield generation


class Recorder:
    """Puts generations into chunks, by a clock: with few rows a generation takes less time than
    listening to it alone would."""

    def __init__(
        self, settings: Settings, resume: Checkpoint | None, listen: Listen, rows: int | None
    ) -> None:
        self._settings, self._listen, self._rows = settings, listen, rows
        self._most = min(max(CHUNK_ROWS // settings.samples, 1), AT_MOST)
        self._first: Learned | None = resume.first if resume else None
        self._latest: Generation | None = None
        self._saved = resume.latest.index if resume else -1
        self._pending = list[Generation]()
        self._began = self._saved_at = time.perf_counter()
        # Who looks on sees the first one at once.
        self._due = self._began + CHUNK_SECONDS if rows is None else 0.0

    def take(self, generation: Generation) -> Chunk | None:
        """One more; a chunk where it is full, or where it is time."""
        self._first = generation.learned if self._first is None else self._first
        self._latest = generation
        self._pending.append(_without_rows(generation))
        if len(self._pending) < self._most and time.perf_counter() < self._due:
            return None
        if generation.index == self._settings.generations:
            return None  # the last chunk says where to go on, however much that takes
        return self._chunk(self._due_checkpoint())

    def end(self) -> Chunk | None:
        """What is left: the last generations, or where to go on after those that were told."""
        if self._first is None or self._latest is None or self._saved == self._latest.index:
            return None
        whole = self._latest.index == self._settings.generations
        if whole and self._rows is None:
            return self._chunk(None)  # nobody goes on from there
        checkpoint = Checkpoint(self._first, self._latest)
        if self._pending:
            return self._chunk(checkpoint)
        stop = self._latest.index + 1
        return Chunk(self._settings.seed, stop, stop, 0.0, {}, checkpoint=checkpoint)

    def _due_checkpoint(self) -> Checkpoint | None:
        """Where to go on, as often as its size allows."""
        assert self._first is not None and self._latest is not None
        now = time.perf_counter()
        due = now >= self._saved_at + SAVE_SECONDS
        if not due and self._rows is None:
            return None
        checkpoint = Checkpoint(self._first, self._latest)
        if checkpoint.size > (SAVE_BYTES if due else LIGHT_BYTES):
            return None
        self._saved_at = now
        return checkpoint

    def _chunk(self, checkpoint: Checkpoint | None) -> Chunk:
        pending = self._pending
        assert self._first is not None
        metrics = self._listen(Reference(self._settings.truth, self._first), pending)
        start, stop = pending[0].index, pending[-1].index + 1
        chunk = Chunk(self._settings.seed, start, stop, 0.0, metrics, checkpoint=checkpoint)
        if self._rows is not None:
            chunk = _kept(chunk, pending, self._rows)
        self._pending = []  # not before: where a metric breaks, nothing was told of these
        self._saved = pending[-1].index if checkpoint else self._saved
        now = time.perf_counter()
        chunk = replace(chunk, seconds=now - self._began)
        self._began, self._due = now, now + CHUNK_SECONDS
        return chunk


def _without_rows(generation: Generation) -> Generation:
    """Of what it has read, only where it came from: all else would fill memory."""
    training = TrainingSet(NOTHING, generation.training.origin)
    return Generation(generation.index, training, generation.learned, generation.output)


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
