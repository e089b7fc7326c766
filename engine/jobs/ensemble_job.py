"""The lineages of an ensemble: none waits for another."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.jobs.cores import cores
from engine.jobs.memory import needed_bytes
from engine.jobs.protocols import Failure, Job, JobState, Task
from engine.recording import Checkpoint, Chunk, Ensemble
from engine.settings import Settings

LIGHT = 160_000
"""Samples, of all generations, up to which lineages share a task: handing one out costs about a
millisecond, and so many take some fifty."""

ROUNDS = 8
"""No task holds more than such a part of an ensemble, so that all workers end together."""


class EnsembleJob:
    """An ensemble that grows.

    Attributes:
        ensemble: what it grows to; read it at any time.
    """

    def __init__(self, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        self.state, self.restarts = JobState.QUEUED, 0
        self.failure: Failure | None = None
        self._pauses: dict[int, Checkpoint] = {}
        self._need = min(ensemble.count, cores()) * needed_bytes(ensemble.settings)
        each = ensemble.total * ensemble.settings.samples
        network = ensemble.settings.model.network
        self._few = 1 if network else max(min(LIGHT // each, ensemble.count // ROUNDS), 1)

    @property
    def key(self) -> str:
        """What a store knows it by."""
        return ensemble_key(self.ensemble.settings, self.ensemble.count)

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again."""
        return self.state.finished

    @property
    def result(self) -> Ensemble:
        """The ensemble, as far as its lineages have come."""
        return self.ensemble

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return self.ensemble.size + sum(pause.size for pause in list(self._pauses.values()))

    @property
    def need(self) -> int:
        """What computing it may take beside that, until it is finished, in bytes: of all
        lineages that are under way at once."""
        return 0 if self.finished else self._need

    @property
    def error(self) -> str:
        """What went wrong, with which lineage; empty where nothing did."""
        failed = self.failure
        return f"the lineage with seed {failed.seed}: {failed.sentence}" if failed else ""

    @property
    def seconds_left(self) -> float:
        """What one worker alone will take for the rest, at the pace so far; 0 before the first."""
        ensemble = self.ensemble
        done, spent = int(ensemble.lengths.sum()), float(ensemble.seconds.sum())
        return spent * (ensemble.count * ensemble.total / done - 1) if done else 0.0

    def ready(self) -> Iterator[Task]:
        """The lineages that are not whole, a few a task where they are short."""
        ensemble, few = self.ensemble, self._few
        due = ~ensemble.whole
        for begin in range(0, ensemble.count, few):
            left = [begin + int(i) for i in np.flatnonzero(due[begin : begin + few])]
            if left:
                seeds = tuple(ensemble.settings.seed + r for r in left)
                yield Task(ensemble.settings, seeds, self._pauses.get(seeds[0]))

    def accept(self, task: Task, chunk: Chunk) -> None:
        """Let a lineage grow."""
        self.ensemble.grow(chunk)
        if chunk.stop == self.ensemble.total:
            self._pauses.pop(chunk.seed, None)
        elif chunk.checkpoint:
            self._pauses[chunk.seed] = chunk.checkpoint

    def excuse(self, task: Task, failure: Failure) -> bool:
        """A lineage that is missing would bias what is said of all."""
        return False

    def adopt(self, other: Job) -> None:
        """The lineages that another ensemble has of the same experiment."""
        if isinstance(other, EnsembleJob):
            own, theirs = self.ensemble.settings, other.ensemble.settings
            if replace(theirs, seed=own.seed) == own:
                self.ensemble.take_over(other.ensemble)


def ensemble_key(settings: Settings, count: int) -> str:
    """One line that is equal for equal ensembles and for no others."""
    return f"{count} x {settings.key}"
