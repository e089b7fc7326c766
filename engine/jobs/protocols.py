"""A job is handed out task by task, and grows by the chunks that come back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from engine.knobs import BadSpec
from engine.recording import Checkpoint, Chunk, Listen, heard
from engine.settings import Settings

Digest = Callable[[Iterable[Chunk]], Iterable[Chunk]]
"""What is made of the chunks of one lineage where it runs."""


def every(chunks: Iterable[Chunk]) -> Iterable[Chunk]:
    """All of them, as they are."""
    return chunks


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again; of what is paused, nothing
        but what was at hand."""
        return self not in (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True)
class Task:
    """A lineage, or a few one after the other, for any worker anywhere.

    Attributes:
        settings: what all of them share; their own seeds do not matter.
        seeds: one a lineage.
        resume: where the first of them goes on; the others begin at generation 0.
        keep_outputs: rows of each output that are kept, beside what was learned; None for neither.
        interactive: whether somebody looks on: such tasks come first.
        listen: what is measured; a function that a worker can import.
        digest: what is told of each lineage; likewise. Who tells of it at its end alone cannot go
            on within it.
    """

    settings: Settings
    seeds: tuple[int, ...]
    resume: Checkpoint | None = None
    keep_outputs: int | None = None
    interactive: bool = False
    listen: Listen = heard
    digest: Digest = every


class Failure(Exception):
    """What a model, a metric or a worker's death has come to: one sentence.

    Attributes:
        seed: of the lineage that it happened to.
        refused: whether the settings are to blame, as with a `BadSpec`.
    """

    def __init__(self, seed: int, sentence: str, refused: bool = False) -> None:
        super().__init__(seed, sentence, refused)
        self.seed, self.sentence, self.refused = seed, sentence, refused


class WorkerLost(Exception):
    """Whoever was at work on a task is no more."""


def failure(seed: int, error: Exception) -> Failure:
    """Whatever was raised, as one sentence that a page can show."""
    refused = isinstance(error, BadSpec)
    return Failure(seed, str(error) if refused else f"{type(error).__name__}: {error}", refused)


class Job(Protocol):
    """Data that grow, and what they still lack; it lives with its reader, never with a worker.

    `state`, `failure` and `restarts` are written by the scheduler alone, which also calls `ready`
    and `accept` one at a time.
    """

    state: JobState
    failure: Failure | None
    restarts: int
    """How often a worker died over one of its tasks, and another one took it up again."""

    @property
    def key(self) -> str:
        """One line that is equal for equal jobs and for no others."""
        ...

    @property
    def size(self) -> int:
        """What its data take in memory, in bytes."""
        ...

    @property
    def need(self) -> int:
        """What computing it may take beside them, until it is finished, in bytes."""
        ...

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again."""
        ...

    @property
    def result(self) -> Any:
        """The data, as far as they have come."""
        ...

    def ready(self) -> Iterable[Task]:
        """What the data still lack and waits for nothing else, whether or not it is being done."""
        ...

    def accept(self, task: Task, chunk: Chunk) -> None:
        """Let the data grow; the same numbers may come twice."""
        ...

    def excuse(self, task: Task, failure: Failure) -> bool:
        """Whether the job goes on without what this task was for; it is not `ready` again."""
        ...

    def adopt(self, other: "Job") -> None:
        """What another job has of the same experiment need not be computed again."""
        ...


class Scheduler(Protocol):
    """Whoever has the tasks of all jobs done, those of several jobs in turn."""

    @property
    def workers(self) -> int:
        """How many tasks are done at once, at most."""
        ...

    @property
    def cut_off(self) -> bool:
        """Whether others were to do the work, are out of reach, and this machine does it."""
        ...

    def start(self) -> None:
        """Be ready before there is a job."""
        ...

    def submit(self, job: Job) -> None:
        """Have it done, or go on with what was paused, cancelled, or has failed."""
        ...

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """End it between two generations, or within a long fit; what is there stays. It is
        cancelled once nobody works on it any more: that is waited for at most so many seconds."""
        ...

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """Begin nothing more of it, until it is submitted again; what is at hand comes to its end,
        which is waited for at most so many seconds."""
        ...

    def before(self, job: Job) -> int:
        """How many other jobs are at work, or due, before one that waits for its first turn."""
        ...

    def wait(
        self, job: Job, until: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Until it is so, or the job is finished, or so many seconds are over; whether it is so
        (without `until`: whether the job is finished)."""
        ...

    def close(self) -> None:
        """Cancel all that is not finished, and leave no thread and no process behind."""
        ...
