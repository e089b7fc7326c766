"""A recorded run as arrays, which may be looked at while it grows."""

import platform
import time
from collections.abc import Generator, Mapping
from copy import copy
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.knobs import BadSpec
from engine.progress import Progress
from engine.recording.checkpoint import Checkpoint
from engine.recording.chunks import Chunk, Recorder, generations
from engine.recording.measurement import heard, unheard
from engine.recording.processor import processor
from engine.settings import Settings, affordable
from engine.version import VERSION

OUTPUT_BYTES = 64 * 2**20
"""What the recorded outputs of one run may take; beyond it, fewer rows of each are kept."""

RECORD_BYTES = 128 * 2**20
"""What the parameters of one run may take; a run that would need more is refused."""

OUTPUTS = ("centres", "outputs", "origins")
NO_PAUSE = (
    "the file does not hold what its last generation read (too many rows, or written before files "
    "did), so the run cannot go on from there; run it anew"
)
LIBRARIES = ("numpy", "numba", "scipy", "scikit-learn", "torch")
VERSIONS = {name: version(name) for name in LIBRARIES}
"""Read once, before any run: a page's script changes the path on which they are looked up, and a
run in another thread would now and then find one missing."""


class BadTrajectory(ValueError):
    """A file that holds no trajectory, or only part of one; its message is one sentence."""


class Trajectory:
    """What happened, generation by generation: every array is `(generations + 1, ...)`.

    Attributes:
        settings: what determined the run.
        length: how many generations are there to be read; everything before it is final.
        metrics: one float `(g,)` a metric, or one a class `(g, classes)`; NaN where it does not
            apply or was not measured.
        record: parameters and how they were found, as the model's `record` names them.
        centres: the learned means `(g, d)`.
        outputs: `(g, rows, d)` float32, the first rows of each output (all, where they fit into
            `output_bytes`; with 0, none), as deviations from that generation's centre: a cloud
            far smaller than its distance from the origin keeps its shape.
        origins: `(g, 3)` rows read that were real, the last output, older output.
        provenance: versions of what computed it, on what, and the seconds that it took.
        pause: where the run can be taken up again; None before its first generation, and where a
            file does not hold it.
    """

    def __init__(self, settings: Settings, output_bytes: int = OUTPUT_BYTES) -> None:
        total, d = affordable(settings).generations + 1, settings.dimensions
        rows = min(settings.samples, output_bytes // (4 * total * d))
        self.settings = settings
        self.length = 0
        self.metrics = unheard(settings.truth, total)
        self.record: dict[str, Array] = {}
        self.outputs: Array = np.zeros((total, rows, d), np.float32)
        self.centres: Array = np.zeros((total, d))
        self.origins: Array = np.zeros((total, 3), np.int64)
        self.provenance: dict[str, Any] = {}
        self.pause: Checkpoint | None = None

    @property
    def complete(self) -> bool:
        """Whether every generation that was asked for is there."""
        return self.length == len(self.origins)

    @property
    def size(self) -> int:
        """What the arrays take in memory, in bytes."""
        arrays = [*self.metrics.values(), *self.record.values()]
        arrays += [getattr(self, name) for name in OUTPUTS]
        return sum(a.nbytes for a in arrays) + (self.pause.size if self.pause else 0)

    def output(self, generations: Any) -> Array:
        """What one generation, or several, said: `(..., rows, d)` in the data's own units."""
        return self.outputs[generations] + self.centres[generations][..., None, :]

    def until(self, generation: int) -> "Trajectory":
        """The run as it was at that generation, with the same arrays: nothing later is read."""
        earlier = copy(self)
        earlier.length = min(generation + 1, self.length)
        return earlier

    def follow(self, progress: Progress | None = None) -> Generator[int]:
        """Record here and now what is not yet recorded; yields each generation's index.

        What there is stays, whether this is closed, or stopped amid a fit by `progress`. It grows
        in chunks, so `length` moves in steps.

        Raises:
            BadSpec: the parameters of all generations would outgrow memory.
            BadTrajectory: it comes from a file that does not hold what the run needs to go on.
        """
        if self.length and not self.pause:
            raise BadTrajectory(NO_PAUSE)
        recorder = Recorder(self.settings, self.pause, heard, self.outputs.shape[1])
        try:
            for generation in generations(self.settings, self.pause, progress or Progress()):
                if chunk := recorder.take(generation):
                    self.grow(chunk)
                yield generation.index
        finally:
            if chunk := recorder.end():
                self.grow(chunk)

    def grow(self, chunk: Chunk) -> None:
        """Take in what was recorded elsewhere of the same run, in whichever order it comes.

        Raises:
            BadSpec: the parameters of all generations would outgrow memory.
        """
        if chunk.start < chunk.stop:
            self._take(chunk)
        self.pause = chunk.checkpoint or self.pause  # last: what is before it is there to be read

    def _take(self, chunk: Chunk) -> None:
        at = slice(chunk.start, chunk.stop)
        if not self.record:
            self._begin({name: values[0] for name, values in chunk.record.items()})
            self.provenance = provenance() | self.provenance
        for name, values in chunk.record.items():
            self.record[name][at] = values
        for name, values in chunk.metrics.items():
            self.metrics[name][at] = values
        self.centres[at], self.outputs[at] = chunk.centres, chunk.outputs
        self.origins[at] = chunk.origins
        self.provenance["seconds"] = self.provenance.get("seconds", 0.0) + chunk.seconds
        self.length = max(self.length, chunk.stop)

    def _begin(self, found: Mapping[str, Array]) -> None:
        total = len(self.origins)
        size = total * sum(value.nbytes for value in found.values())
        if size > RECORD_BYTES:
            raise BadSpec(
                f"to keep what {total:,} generations learn would take {size // 2**20:,} MB; take "
                f"fewer generations (at most {RECORD_BYTES * total // size - 1:,}) or a smaller "
                "model"
            )
        for name, value in found.items():
            kind = np.promote_types(value.dtype, np.float32)
            self.record[name] = np.full((len(self.origins), *value.shape), np.nan, kind)

    def extended(self, generations: int | None = None) -> "Trajectory":
        """The same run on a record of its own, whose `follow` goes on where this one has ended:
        to as many generations as before, or to more; equal to having run so long at once.

        Raises:
            BadSpec: fewer generations than there are, or more than are possible.
            BadTrajectory: it comes from a file that does not hold what the run needs to go on.
        """
        asked = self.settings.generations if generations is None else generations
        longer = replace(self.settings, generations=asked)
        pause = self.pause  # the record may be growing
        n, rows, d = pause.latest.index + 1 if pause else 0, *self.outputs.shape[1:]
        if n > asked + 1:
            raise BadSpec(f"generations={asked} is less than the {n - 1} that are there")
        if self.length and not pause:
            raise BadTrajectory(NO_PAUSE)
        whole = Trajectory(longer, min(OUTPUT_BYTES, 4 * (asked + 1) * rows * d))
        whole.fill(self, n)
        whole.provenance, whole.pause = dict(self.provenance), pause
        return whole

    def fill(self, other: "Trajectory", n: int) -> None:
        """Take over the first n generations of another record of the same run."""
        for name, values in other.record.items():
            shape = (len(self.origins), *values.shape[1:])
            self.record[name] = np.full(shape, np.nan, values.dtype)
            self.record[name][:n] = values[:n]
        for name, values in other.metrics.items():
            self.metrics[name][:n] = values[:n]
        self.outputs[:n] = other.outputs[:n, : self.outputs.shape[1]]
        self.centres[:n], self.origins[:n] = other.centres[:n], other.origins[:n]
        self.length = n


def versions() -> dict[str, Any]:
    """What a run's last digits depend on beside its settings."""
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    machine |= {"system": platform.system(), **processor()}
    return machine | {"copy-of-a-copy": VERSION} | VERSIONS


def provenance() -> dict[str, Any]:
    """What a run's last digits depend on, and when it began."""
    return versions() | {"began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
