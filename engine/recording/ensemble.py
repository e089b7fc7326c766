"""Many lineages of one experiment, alike in everything but their chance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array
from engine.knobs import Knob
from engine.recording.chunks import Chunk
from engine.recording.measurement import LISTENING, unheard
from engine.settings import Settings

LINEAGES = Knob(
    1,
    "Lineages",
    "How many times the same experiment is repeated with other chance: the seed, the next one, and "
    "so on. One run proves nothing.",
    1,
    256,
    logarithmic=True,
)


@dataclass(frozen=True)
class Heard:
    """What the metrics have heard of one lineage, which can be written as a recorded run can."""

    settings: Settings
    length: int
    metrics: Mapping[str, Array]


class Ensemble:
    """The lineages with the seeds S to S + R - 1, each exactly the run with that seed.

    Lineages are independent, and computed wherever there is room: this only grows, chunk by chunk,
    and keeps of each what the metrics hear of it.

    Attributes:
        settings: those of the first lineage.
        count: R, how many lineages there are.
        measured: every metric `(R, g + 1)`, or one a class `(R, g + 1, classes)`; NaN where it was
            not measured, does not apply or is not there yet.
        metrics: those of one number.
        lengths: how many generations of each lineage are there to be read `(R,)`.
        seconds: what each lineage has taken so far `(R,)`.

    Raises:
        BadSpec: a number of lineages, or a last seed, that is out of bounds.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        self.settings = settings
        self.count = int(LINEAGES.admit("lineages", count))
        self.lineage(self.count - 1)  # its seed is in bounds
        self.measured = unheard(settings.truth, self.count, settings.generations + 1)
        self.metrics = {n: v for n, v in self.measured.items() if not LISTENING[n].by_class}
        self.lengths: Array = np.zeros(self.count, np.int64)
        self.seconds: Array = np.zeros(self.count)

    def lineage(self, r: int) -> Settings:
        """The settings of lineage r: a run with them is that lineage."""
        return replace(self.settings, seed=self.settings.seed + r)

    def heard(self) -> Iterator[Heard]:
        """Every lineage, as far as it has come."""
        return map(self.of, range(self.count))

    def of(self, r: int) -> Heard:
        """Lineage r, as far as it has come."""
        metrics = {name: values[r] for name, values in self.measured.items()}
        return Heard(self.lineage(r), int(self.lengths[r]), metrics)

    @property
    def total(self) -> int:
        """How many generations each lineage has in the end."""
        return self.settings.generations + 1

    @property
    def whole(self) -> Array:
        """Which lineages are recorded to their end `(R,)`."""
        return self.lengths == self.total

    @property
    def finished(self) -> int:
        """How many lineages are recorded to their end."""
        return int(self.whole.sum())

    @property
    def complete(self) -> bool:
        """Whether all are."""
        return self.finished == self.count

    @property
    def size(self) -> int:
        """What the arrays take in memory, in bytes."""
        return sum(values.nbytes for values in self.measured.values())

    def grow(self, chunk: Chunk) -> None:
        """Take in some generations of one of the lineages, in whichever order they come."""
        r = chunk.seed - self.settings.seed
        for name, values in chunk.metrics.items():
            self.measured[name][r, chunk.start : chunk.stop] = values
        self.seconds[r] += chunk.seconds
        self.lengths[r] = max(self.lengths[r], chunk.stop)

    def take_over(self, other: "Ensemble") -> None:
        """The whole lineages of another ensemble of the same experiment need not run again."""
        shift = other.settings.seed - self.settings.seed
        for r in map(int, np.flatnonzero(other.whole)):
            if 0 <= r + shift < self.count:
                for name, values in self.measured.items():
                    values[r + shift] = other.measured[name][r]
                self.lengths[r + shift] = self.total
                self.seconds[r + shift] = other.seconds[r]
