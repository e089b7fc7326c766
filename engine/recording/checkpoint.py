"""Where a run can be taken up again: all that its next generation needs, and its yardstick."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass, replace
from typing import Any, get_type_hints

import numpy as np

from engine.arrays import Array
from engine.protocols import Generation, Learned, Model
from engine.recording.flatten import packed, unpacked
from engine.training_set import TrainingSet

BYTES_AT_MOST = 32 * 2**20
"""A training set that takes more, with what lies by, is not put into a file."""

ROWS = ("training.rows", "training.store")


@dataclass(frozen=True)
class Checkpoint:
    """Generation 0's model, against which the others are measured, and the latest generation."""

    first: Learned
    latest: Generation

    @property
    def size(self) -> int:
        """What it keeps in memory, in bytes, with what has been worked out of it on the way."""
        return _held(self)


def _held(thing: Any) -> int:
    if isinstance(thing, np.ndarray):
        return thing.nbytes
    if isinstance(thing, list | tuple):
        return sum(map(_held, thing))
    return sum(map(_held, [*vars(thing).values()])) if is_dataclass(thing) else 0


def packed_pause(pause: Checkpoint) -> dict[str, Array]:
    """Arrays for a file; without the training set, where that is too large."""
    arrays = _arrays(pause)
    if sum(arrays[name].nbytes for name in ROWS) > BYTES_AT_MOST:
        for name in ROWS:
            del arrays[name]
    return arrays


def _arrays(pause: Checkpoint) -> dict[str, Array]:
    latest = packed(replace(pause.latest, learned=None, training=None))  # type: ignore[arg-type]
    return (
        latest
        | packed(pause.latest.training, "training.")
        | packed(pause.latest.learned, "learned.")
        | packed(pause.first, "first.")
    )


def unpacked_pause(model: Model, arrays: Mapping[str, Array]) -> Checkpoint | None:
    """What `packed_pause` wrote, equal to the last bit; None where the training set is missing."""
    if not all(name in arrays for name in ROWS):
        return None
    # What a model's `fit` says that it returns is what its generations have learned.
    learned: Any = get_type_hints(type(model).fit)["return"]
    latest = Generation(
        index=int(arrays["index"]),
        training=unpacked(TrainingSet, arrays, "training."),
        learned=unpacked(learned, arrays, "learned."),
        output=arrays["output"],
    )
    return Checkpoint(unpacked(learned, arrays, "first."), latest)
