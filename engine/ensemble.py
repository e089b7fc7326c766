"""Many lineages of one experiment, alike in everything but their chance."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.knobs import Knob
from engine.protocols import Array, Generation, Learned, Pictured
from engine.recursion import run
from engine.reference import Reference
from engine.settings import Settings
from engine.training import Origin, Training
from engine.trajectory import CHUNK_ROWS, CHUNK_SECONDS, LISTENING, is_round
from engine.watching import Stopped, Watch, watched

LINEAGES = Knob(
    1, "Lineages",
    "How many times the same experiment is repeated with other chance: the seed, the next one, and "
    "so on. One run proves nothing.",
    1, 256, logarithmic=True,
)  # fmt: skip


UNHEARD = Training(np.empty((0, 1)), Origin())
"""What no metric listens to, and what would fill memory: the rows that a generation has read."""

AT_MOST = 256
"""Generations that are measured together, where their rows are few."""


class Lineage:
    """A lineage that grows, and where it can be taken up again; nothing of it is recorded."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._latest: Generation | None = None
        self.first: Learned
        self.watch = Watch()

    def follow(self, stopped: Callable[[], bool]) -> Iterator[list[Generation]]:
        """Its generations from here on, in chunks, until it ends or is stopped."""
        most, due = min(max(4 * CHUNK_ROWS // self._settings.samples, 1), AT_MOST), 0.0
        chunk: list[Generation] = []
        for generation in self._run():
            chunk.append(generation)
            ends = stopped() or self.watch.stopped
            if ends or len(chunk) == most or time.perf_counter() > due:
                yield chunk
                chunk, due = [], time.perf_counter() + CHUNK_SECONDS
            if ends:
                return
        if chunk:
            yield chunk

    def _run(self) -> Iterator[Generation]:
        generations = run(self._settings, self._latest)
        while True:
            try:
                with watched(self.watch):
                    self._latest = next(generations)
            except (Stopped, StopIteration):
                return
            if self._latest.index == 0:
                self.first = self._latest.learned
            yield Generation(self._latest.index, UNHEARD, self._latest.learned, self._latest.output)


@dataclass(frozen=True)
class Heard:
    """What the metrics have heard of one lineage, which can be written as a recorded run can."""

    settings: Settings
    length: int
    metrics: Mapping[str, Array]


class Ensemble:
    """The lineages with the seeds S to S + R - 1, each exactly the run with that seed.

    Lineages are independent: `follow(r)` records one of them, in whichever thread, and only what
    the metrics hear of it is kept.

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
        shape = self.count, settings.generations + 1
        truth = settings.truth
        classes = truth.classes if isinstance(truth, Pictured) else ()
        self.measured: dict[str, Array] = {
            name: np.full((*shape, len(classes)) if metric.by_class else shape, np.nan)
            for name, metric in LISTENING.items()
        }
        self.metrics = {n: v for n, v in self.measured.items() if not LISTENING[n].by_class}
        self.lengths: Array = np.zeros(self.count, np.int64)
        self.seconds: Array = np.zeros(self.count)
        self._growing: dict[int, Lineage] = {}
        self._stopped = False

    def lineage(self, r: int) -> Settings:
        """The settings of lineage r: a run with them is that lineage."""
        return replace(self.settings, seed=self.settings.seed + r)

    def heard(self) -> Iterator[Heard]:
        """Every lineage, as far as it has come."""
        for r in range(self.count):
            metrics = {name: values[r] for name, values in self.measured.items()}
            yield Heard(self.lineage(r), int(self.lengths[r]), metrics)

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

    def follow(self, r: int) -> bool:
        """Record what is not yet recorded of lineage r; whether it is whole now.

        It ends early, between two generations or within a long fit, once `stop` is called, and
        then goes on from there when it is called again.
        """
        lineage = self._growing.setdefault(r, Lineage(self.lineage(r)))
        lineage.watch = Watch()
        began = time.perf_counter()
        for heard in lineage.follow(lambda: self._stopped):
            self._hear(r, heard)
            now = time.perf_counter()
            self.seconds[r] += now - began
            began = now
        if self.whole[r]:
            del self._growing[r]
        return bool(self.whole[r])

    def stop(self) -> None:
        """Let no lineage go on; what is there stays."""
        self._stopped = True
        for lineage in list(self._growing.values()):
            lineage.watch.stop()

    def resume(self) -> None:
        """After `stop`: lineages may be followed again."""
        self._stopped = False

    def take_over(self, other: "Ensemble") -> None:
        """The whole lineages of another ensemble of the same experiment need not run again."""
        shift = other.settings.seed - self.settings.seed
        for r in map(int, np.flatnonzero(other.whole)):
            if 0 <= r + shift < self.count:
                self._copy(r + shift, {n: v[r] for n, v in other.measured.items()}, self.total)

    def _hear(self, r: int, heard: list[Generation]) -> None:
        """Let the metrics listen to a chunk of generations, then let readers see it."""
        reference = Reference(self.settings.truth, self._growing[r].first)
        for name, values in self.measured.items():
            metric = LISTENING[name]
            some = [g for g in heard if not metric.sparse or is_round(g.index)]
            if some:
                values[r, [g.index for g in some]] = metric.measure(reference, some)
        self.lengths[r] = heard[-1].index + 1

    def _copy(self, r: int, metrics: dict[str, Array], length: int) -> None:
        for name, values in self.measured.items():
            values[r, :length] = metrics[name][:length]
        self.lengths[r] = length
