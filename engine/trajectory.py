"""A recorded run as arrays, which may be looked at while it grows."""

import json
import platform
import time
from collections.abc import Generator
from importlib.metadata import version
from os import PathLike
from typing import IO, Any

import numpy as np

from engine.knobs import BadSpec
from engine.metrics import METRICS
from engine.protocols import Array, Generation
from engine.recursion import run
from engine.reference import Reference
from engine.settings import Settings, from_dict, to_dict

FORMAT = "copy-of-a-copy trajectory 1"
OUTPUT_BYTES = 64 * 2**20
"""What the recorded outputs of one run may take; beyond it, fewer rows of each are kept."""

OUTPUTS = ("centres", "outputs", "origins")
CHUNK_ROWS, CHUNK_SECONDS = 16_000, 0.1
LIBRARIES = ("numpy", "numba", "scipy", "scikit-learn")


class BadTrajectory(ValueError):
    """A file that holds no trajectory, or only part of one; its message is one sentence."""


class Trajectory:
    """What happened, generation by generation: every array is `(generations + 1, ...)`.

    Attributes:
        settings: what determined the run.
        length: how many generations are there to be read; everything before it is final.
        metrics: one float `(g,)` a metric, NaN where it does not apply or was not measured.
        record: parameters and how they were found, as the model's `record` names them.
        centres: the learned means `(g, d)`.
        outputs: `(g, rows, d)` float32, the first rows of each output (all, where they fit into
            `output_bytes`; with 0, none), as deviations from that generation's centre: a cloud
            far smaller than its distance from the origin keeps its shape.
        origins: `(g, 3)` rows read that were real, the last output, older output.
        provenance: versions of what computed it, and the seconds that it took.
    """

    def __init__(self, settings: Settings, output_bytes: int = OUTPUT_BYTES) -> None:
        total, d = settings.generations + 1, settings.dimensions
        rows = min(settings.samples, output_bytes // (4 * total * d))
        self.settings = settings
        self.length = 0
        self.metrics: dict[str, Array] = {name: np.full(total, np.nan) for name in METRICS}
        self.record: dict[str, Array] = {}
        self.outputs: Array = np.zeros((total, rows, d), np.float32)
        self.centres: Array = np.zeros((total, d))
        self.origins: Array = np.zeros((total, 3), np.int64)
        self.provenance: dict[str, Any] = {}

    @property
    def complete(self) -> bool:
        """Whether every generation that was asked for is there."""
        return self.length == len(self.origins)

    @property
    def size(self) -> int:
        """What the arrays take in memory, in bytes."""
        arrays = [*self.metrics.values(), *self.record.values()]
        arrays += [getattr(self, name) for name in OUTPUTS]
        return sum(a.nbytes for a in arrays)

    def output(self, generations: Any) -> Array:
        """What one generation, or several, said: `(..., rows, d)` in the data's own units."""
        return self.outputs[generations] + self.centres[generations][..., None, :]

    def follow(self) -> Generator[int]:
        """Record the run; yields each generation's index, and keeps what it has when closed.

        Metrics are measured in chunks of generations, so `length` moves in steps.
        """
        start, due = time.perf_counter(), 0.0
        self.provenance = provenance()
        pending: list[Generation] = []
        chunk = max(CHUNK_ROWS // self.settings.samples, 1)
        reference: Reference | None = None
        try:
            for generation in run(self.settings):
                reference = reference or self._begin(generation)
                pending.append(self._write(generation))
                if len(pending) >= min(chunk, 64) or time.perf_counter() > due:
                    self._measure(reference, pending)
                    pending, due = [], time.perf_counter() + CHUNK_SECONDS
                self.provenance["seconds"] = time.perf_counter() - start
                yield generation.index
        finally:
            if pending and reference:
                self._measure(reference, pending)

    def _begin(self, first: Generation) -> Reference:
        for name, value in first.learned.record().items():
            self.record[name] = np.full((len(self.origins), *np.shape(value)), np.nan)
        return Reference(self.settings.truth, first.learned)

    def _write(self, generation: Generation) -> Generation:
        """Write what needs no measuring; the generation, without the rows that it read."""
        at, origin = generation.index, generation.training.origin
        for name, value in generation.learned.record().items():
            self.record[name][at] = value
        self.centres[at] = generation.learned.mean()
        self.outputs[at] = generation.output[: self.outputs.shape[1]] - self.centres[at]
        self.origins[at] = origin.real, origin.own, origin.older
        return Generation(
            at,
            generation.training.without_rows(),
            generation.learned,
            generation.output,
        )

    def _measure(self, reference: Reference, pending: list[Generation]) -> None:
        """Let the metrics listen to a chunk, then let readers see it."""
        for name, metric in METRICS.items():
            heard = [g for g in pending if not metric.sparse or is_round(g.index)]
            if heard:
                at = [g.index for g in heard]
                self.metrics[name][at] = metric().measure(reference, heard)
        self.length = pending[-1].index + 1

    def save(self, file: str | PathLike[str] | IO[bytes]) -> None:
        """Write everything recorded so far to one `.npz` file."""
        n = self.length
        about = {"format": FORMAT, "settings": to_dict(self.settings)}
        arrays: dict[str, Any] = {f"metric.{k}": v[:n] for k, v in self.metrics.items()}
        arrays |= {f"record.{name}": values[:n] for name, values in self.record.items()}
        arrays |= {name: getattr(self, name)[:n] for name in OUTPUTS}
        arrays["about"] = np.array(json.dumps(about | {"provenance": self.provenance}))
        if isinstance(file, str | PathLike):  # opened here: numpy would append .npz to its name
            with open(file, "wb") as opened:
                np.savez(opened, **arrays)
        else:
            np.savez(file, **arrays)


def load(file: str | PathLike[str] | IO[bytes]) -> Trajectory:
    """A trajectory from what `save` wrote, whole or cut short by a cancelled run.

    Raises:
        BadTrajectory: the file is truncated, foreign, or from settings that no longer exist.
    """
    try:
        with np.load(file, allow_pickle=False) as archive:
            about = json.loads(str(archive["about"]))
            arrays = {name: archive[name] for name in archive.files if name != "about"}
        if about["format"] != FORMAT:
            raise BadTrajectory(f"the file's format is {about['format']}, not {FORMAT}")
        return _restored(from_dict(about["settings"]), about["provenance"], arrays)
    except BadSpec as bad:
        raise BadTrajectory(f"the file's settings are not valid here: {bad}") from None
    except FileNotFoundError:
        raise BadTrajectory(f"there is no file {file}") from None
    except BadTrajectory:
        raise
    except Exception as reason:  # bytes from anywhere can fail in any way
        raise BadTrajectory("the file is damaged or holds no trajectory") from reason


def _restored(settings: Settings, made: dict[str, Any], arrays: dict[str, Array]) -> Trajectory:
    n, rows, d = arrays["outputs"].shape
    whole = Trajectory(settings, 4 * (settings.generations + 1) * rows * d)
    whole.provenance, whole.length = made, n
    for name, values in arrays.items():
        role, _, key = name.partition(".")
        if len(values) != n:
            raise BadTrajectory(f"the file holds {n} generations and {len(values)} of {name}")
        if role == "record":
            whole.record[key] = np.full((len(whole.origins), *values.shape[1:]), np.nan)
            whole.record[key][:n] = values
        elif role == "metric" and key in whole.metrics:
            whole.metrics[key][:n] = values
    for name in OUTPUTS:
        getattr(whole, name)[:n] = arrays[name]
    return whole


def is_round(index: int) -> bool:
    """Whether a generation has at most two significant digits: 0 to 99, 100, 110, ..., 2000."""
    while index >= 100:
        if index % 10:
            return False
        index //= 10
    return True


def provenance() -> dict[str, Any]:
    """The versions that a run's last digits depend on, and when it began."""
    versions = {name: version(name) for name in LIBRARIES}
    machine = {"python": platform.python_version(), "machine": platform.machine()}
    return machine | versions | {"began": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
