"""What became of each word of a text, and whether what is left is repetition."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine import METRICS, Trajectory
from engine.arrays import Array
from engine.protocols import TextTruth
from view.modalities.truths import text_truth

RARE, COMMON = 2, 20
"""A word is rare that the real text has at most so often, and common that it has so often."""

EARLY, LATE = 0.5, 0.2
"""Early collapse: of the rare words that a real text of that length would have, so many are gone.
Late collapse: so many phrases are repeats, and at least three times as many as in the real text."""

ENOUGH = 20
"""So many rare words a real text of that length has to have, on average, to tell by them."""


@dataclass(frozen=True)
class Losses:
    """What became of each word: `counts (K,)` in the real text that is taught, `since (K,)`, from
    which generation on it was never said again, -1 of those that the last one says, `written (K,)`,
    whether generation 0 said it, and `missed (K,)`, the chance that a real text has it not that is
    as long as a generation's."""

    counts: Array
    since: Array
    written: Array
    missed: Array

    def share(self, low: int, high: float = np.inf) -> float:
        """Of the words with so many occurrences that generation 0 said, the share that is gone;
        NaN where there are none."""
        among = self._among(low, high)
        return float((self.since[among] >= 0).mean()) if among.any() else np.nan

    def held(self, low: int, high: float = np.inf) -> tuple[float, float]:
        """How many of these words a real text of that length has, on average, and their share; NaN
        where there are none."""
        held = 1 - self.missed[self._among(low, high)]
        return float(held.sum()), float(held.mean()) if len(held) else np.nan

    def _among(self, low: int, high: float) -> Array:
        found: Array = (self.counts >= low) & (self.counts <= high) & self.written
        return found

    def first(self) -> tuple[int, Array]:
        """Of the common words that are gone, those that went first, and when; none at -1."""
        gone = (self.since >= 0) & (self.counts >= COMMON)
        if not gone.any():
            return -1, np.empty(0, int)
        at = int(self.since[gone].min())
        first = np.flatnonzero(gone & (self.since == at))
        return at, first[np.argsort(-self.counts[first], kind="stable")]


def losses(trajectory: Trajectory) -> Losses | None:
    """Read off a run that has at least its generation 0; None where not all that was said is
    kept."""
    truth = text_truth(trajectory.settings)
    if trajectory.outputs.shape[1] < trajectory.settings.samples:
        return None
    words = np.rint(truth.taught).astype(np.int64).ravel()
    counts = np.bincount(words, minlength=len(truth.symbols))
    blocks = words.reshape(len(truth.taught), -1)
    in_blocks = np.bincount(
        np.concatenate([np.unique(block) for block in blocks]), minlength=len(counts)
    )
    missed = (1 - in_blocks / len(blocks)) ** trajectory.settings.samples
    last = np.full(len(counts), -1)
    written = np.zeros(len(counts), bool)
    for at in range(trajectory.length):
        said = np.unique(np.rint(trajectory.output(at)).astype(np.int64))
        last[said] = at
        if at == 0:
            written[said] = True
    return Losses(counts, np.where(last == trajectory.length - 1, -1, last + 1), written, missed)


@dataclass(frozen=True)
class Read:
    """A run of a text up to its generation `last`; which words it has lost is found out once it is
    asked for."""

    trajectory: Trajectory
    last: int

    @property
    def truth(self) -> TextTruth:
        """The real text."""
        return text_truth(self.trajectory.settings)

    @property
    def said(self) -> Array:
        """How many of its words each generation says `(last + 1,)`."""
        found: Array = self.trajectory.metrics["surviving"][: self.last + 1]
        return found

    @cached_property
    def losses(self) -> Losses | None:
        """What became of each word; None where not all that was said is kept."""
        return losses(self.trajectory)

    @property
    def repetition(self) -> float:
        """How much the latest generation repeats itself."""
        return float(self.trajectory.metrics["repetition"][self.last])

    @property
    def late(self) -> bool:
        """Whether it mostly repeats itself."""
        real = METRICS["repetition"]().real(self.trajectory.settings.truth)
        return self.repetition > max(LATE, 3 * (real or 0.0))


def read(trajectory: Trajectory) -> Read:
    """A run that has at least its generation 0."""
    return Read(trajectory, trajectory.length - 1)
