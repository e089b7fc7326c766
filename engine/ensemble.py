"""Many lineages of one experiment, alike in everything but their chance."""

from contextlib import closing
from dataclasses import replace

import numpy as np

from engine.knobs import Knob
from engine.metrics import METRICS
from engine.protocols import Array
from engine.settings import Settings
from engine.trajectory import Trajectory
from engine.watching import Watch

LINEAGES = Knob(
    1, "Lineages",
    "How many times the same experiment is repeated with other chance: the seed, the next one, and "
    "so on. One run proves nothing.",
    1, 256, logarithmic=True,
)  # fmt: skip


class Ensemble:
    """The lineages with the seeds S to S + R - 1, each exactly the run with that seed.

    Lineages are independent: `follow(r)` records one of them, in whichever thread, and only what
    the metrics hear of it is kept.

    Attributes:
        settings: those of the first lineage.
        count: R, how many lineages there are.
        metrics: one `(R, g + 1)` a metric of one number; NaN where it was not measured, does not
            apply or is not there yet.
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
        self.metrics: dict[str, Array] = {
            name: np.full(shape, np.nan) for name, metric in METRICS.items() if not metric.by_class
        }
        self.lengths: Array = np.zeros(self.count, np.int64)
        self.seconds: Array = np.zeros(self.count)
        self._growing: dict[int, Trajectory] = {}
        self._stopped = False

    def lineage(self, r: int) -> Settings:
        """The settings of lineage r: a run with them is that lineage."""
        return replace(self.settings, seed=self.settings.seed + r)

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
        return sum(values.nbytes for values in self.metrics.values())

    def follow(self, r: int) -> bool:
        """Record what is not yet recorded of lineage r; whether it is whole now.

        It ends early, between two generations or within a long fit, once `stop` is called, and
        then goes on from there when it is called again.
        """
        trajectory = self._growing.setdefault(r, Trajectory(self.lineage(r), output_bytes=0))
        trajectory.watch = Watch()
        with closing(trajectory.follow()) as steps:
            while not self._stopped and next(steps, None) is not None:
                self._hear(r, trajectory)
        self._hear(r, trajectory)
        self.seconds[r] = trajectory.provenance.get("seconds", 0.0)
        if trajectory.complete:
            del self._growing[r]
        return trajectory.complete

    def stop(self) -> None:
        """Let no lineage go on; what is there stays."""
        self._stopped = True
        for trajectory in list(self._growing.values()):
            trajectory.watch.stop()

    def resume(self) -> None:
        """After `stop`: lineages may be followed again."""
        self._stopped = False

    def take_over(self, other: "Ensemble") -> None:
        """The whole lineages of another ensemble of the same experiment need not run again."""
        shift = other.settings.seed - self.settings.seed
        for r in map(int, np.flatnonzero(other.whole)):
            if 0 <= r + shift < self.count:
                self._copy(r + shift, {n: v[r] for n, v in other.metrics.items()}, self.total)

    def _hear(self, r: int, trajectory: Trajectory) -> None:
        """Copy what has been measured since."""
        if trajectory.length > self.lengths[r]:
            self._copy(r, trajectory.metrics, trajectory.length)

    def _copy(self, r: int, metrics: dict[str, Array], length: int) -> None:
        for name, values in self.metrics.items():
            values[r, self.lengths[r] : length] = metrics[name][self.lengths[r] : length]
        self.lengths[r] = length
