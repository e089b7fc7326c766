"""Whether a file can hold the run that it names: by what it declares, and by what is in it."""

import math
from collections.abc import Mapping
from contextlib import closing

import numpy as np

from engine.arrays import Array
from engine.knobs import knobs_of
from engine.protocols import Accountable, Generation, TextTruth
from engine.recording.archive import Archive
from engine.recording.checkpoint import Checkpoint
from engine.recording.flatten import packed
from engine.recording.trajectory import OUTPUT_BYTES, RECORD_BYTES, BadTrajectory, Trajectory
from engine.settings import NUMBERS_AT_MOST, Settings

PAUSE_BYTES = 4 * 8 * NUMBERS_AT_MOST
"""What the latest generation and the first model take at most: each of them rows of numbers."""

NEAR = 1e-3
"""Of what a model says of itself, the part that another processor may see in another way."""

TWO = 2
"""Rows that a model is asked for, to know that it speaks."""


def check_sizes(archive: Archive, settings: Settings) -> None:
    """Before memory is taken: no array is larger than the run that it is of could make it.

    Raises:
        BadTrajectory: one is, or they are not of one run; one sentence.
    """
    declared, total = archive.declared, settings.generations + 1
    n, rows, d = declared["outputs"].shape
    if n > total or rows > settings.samples or d != settings.dimensions:
        raise BadTrajectory("the file's outputs are not of the size that its settings say")
    _within("outputs", total * rows * d * 4, OUTPUT_BYTES)
    if (declared["centres"].shape, declared["origins"].shape) != ((n, d), (n, 3)):
        raise BadTrajectory("the file's centres and origins are not of the size of its outputs")
    recorded = 0
    for name, one in declared.items():
        role = name.partition(".")[0]
        if role in ("metric", "record") and one.shape[:1] != (n,):
            there = one.shape[0] if one.shape else 0
            raise BadTrajectory(f"the file holds {n} generations and {there} of {name}")
        recorded += total * math.prod(one.shape[1:]) * one.dtype.itemsize * (role == "record")
    _within("what was learned", recorded, RECORD_BYTES)
    _within("where it paused", archive.size("pause."), PAUSE_BYTES)


def _within(what: str, size: int, most: int) -> None:
    if size > most:
        raise BadTrajectory(
            f"the file says that {what} takes {size / 1e6:,.0f} MB, and no run's takes more than "
            f"{most / 1e6:,.0f} MB"
        )


def check_numbers(arrays: Mapping[str, Array]) -> None:
    """Each array is of numbers where a run has numbers; what does not apply is one number a
    generation, or a metric.

    Raises:
        BadTrajectory: one is not; one sentence.
    """
    if arrays["origins"].dtype.kind not in "iu" or (arrays["origins"] < 0).any():
        raise BadTrajectory("the file's origins are not counts of rows")
    for name, values in arrays.items():
        pause = name.startswith("pause.")
        if values.dtype.kind == "U" and not (pause and values.ndim == 0):
            raise BadTrajectory(f"the file's {name} is of words")
        may_lack = name.startswith("metric.") or values.ndim <= (0 if pause else 1)
        if values.dtype.kind == "f" and not may_lack and np.isnan(values).any():
            raise BadTrajectory(f"the file's {name} is not a number everywhere")


def check_pause(settings: Settings, pause: Checkpoint, record: Mapping[str, Array]) -> None:
    """The run can go on from there: what has learned speaks of such data.

    Raises:
        BadTrajectory: it cannot; one sentence.
    """
    d, latest, network = settings.dimensions, pause.latest, settings.model.network
    for weights in [packed(one) for one in (latest.learned, pause.first) if network]:
        if not all(np.isfinite(each).all() for each in weights.values() if each.dtype.kind == "f"):
            raise BadTrajectory("the file's network is not of numbers everywhere")
    shapes = [np.shape(latest.learned.mean()), np.shape(pause.first.mean())]
    shapes += [rows.shape[1:] for rows in (latest.training.rows, *latest.training.store)]
    if not (network and isinstance(settings.truth, TextTruth)):  # whose answers may take minutes
        _check_own(latest, {name: values[latest.index] for name, values in record.items()})
        for learned in (latest.learned, pause.first):
            said = learned.sample(np.random.default_rng(0), TWO)
            shapes.append(np.shape(said)[1:])
    if set(shapes) != {(d,)} or latest.output.shape != (settings.samples, d):
        raise BadTrajectory("the file's last generation is not of the data that its settings name")


def _check_own(latest: Generation, record: Mapping[str, Array]) -> None:
    """What the file shows of its last generation is what its last model says of itself."""
    for name, value in latest.learned.record().items():
        if record[name].shape != np.shape(value):
            raise BadTrajectory("the file's record is not of the size of its last generation")
        sizes = np.abs(value, dtype=float)
        far = NEAR * sizes.max(where=np.isfinite(sizes), initial=0.0)
        if not np.allclose(record[name], value, NEAR, far, equal_nan=True):
            raise BadTrajectory(f"the file's {name} are not those of its last model")
    learned = latest.learned
    if isinstance(learned, Accountable) and not learned.accounts_for(latest.training.rows):
        raise BadTrajectory("the file's network has not learned what the file says of it")


def check_next(found: Trajectory) -> None:
    """What loads can go on: where that takes no network, the next generation is computed, with its
    metrics, and let go."""
    if found.pause and not found.settings.model.network:
        there, most = found.pause.latest.index, knobs_of(Settings)["generations"].high
        if there < most:
            longer = found.extended(max(there + 1, found.settings.generations))
            with closing(longer.follow()) as going:  # what is measured at its end counts, too
                next(going)
