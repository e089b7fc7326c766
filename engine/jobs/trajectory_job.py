"""One run with all that it keeps, which goes on where it was stopped."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.jobs.memory import needed_bytes
from engine.jobs.protocols import Failure, Job, JobState, Task
from engine.progress import Step
from engine.recording import Chunk, Trajectory
from engine.settings import Settings


def recording_key(settings: Settings) -> str:
    """What a store knows the recording of a run by, beside the run itself."""
    return f"recorded {settings.key}"


class TrajectoryJob:
    """A trajectory that grows, for all who look on.

    Attributes:
        trajectory: what it grows to; everything before its length is final.
        name: what its film is asked for by; nobody can guess it, for an uploaded table is known
            only to who has its link.
        pieces: of its film, packed, by where they begin.
        continues: the name of the shorter run that this one begins with, if it does.
        recorded: whether nobody computes it, because it has been there before.
        step: how far the fit has come that is under way.
    """

    def __init__(self, trajectory: Trajectory, *, recorded: bool = False) -> None:
        self.trajectory, self.recorded = trajectory, recorded
        self.name, self.continues = secrets.token_urlsafe(16), ""
        self.pieces: dict[tuple[str, int], bytes] = {}
        self.step, self.restarts = Step(), 0
        self.failure: Failure | None = None
        self._state = JobState.DONE if recorded else JobState.QUEUED
        self._need = needed_bytes(trajectory.settings)
        self._changed = threading.Condition()
        self._listeners: dict[Callable[[], None], int] = {}

    @property
    def settings(self) -> Settings:
        """What determines it."""
        return self.trajectory.settings

    @property
    def key(self) -> str:
        """What a store knows it by."""
        return recording_key(self.settings) if self.recorded else self.settings.key

    @property
    def state(self) -> JobState:
        """Where it stands."""
        return self._state

    @state.setter
    def state(self, state: JobState) -> None:
        self._state = state
        self._tell()

    @property
    def finished(self) -> bool:
        """Whether nothing more will come, unless it is submitted again."""
        return self.state.finished

    @property
    def result(self) -> Trajectory:
        """The trajectory, as far as it has come."""
        return self.trajectory

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return self.trajectory.size + sum(map(len, list(self.pieces.values())))

    @property
    def need(self) -> int:
        """What computing it may take beside that, until it is finished, in bytes."""
        return 0 if self.finished else self._need

    @property
    def error(self) -> str:
        """What went wrong; empty where nothing did."""
        return self.failure.sentence if self.failure else ""

    @property
    def pace(self) -> float:
        """Generations a second so far; 0 before the first."""
        seconds = self.trajectory.provenance.get("seconds", 0.0)
        return self.trajectory.length / seconds if seconds else 0.0

    def ready(self) -> Iterator[Task]:
        """All that is still to come."""
        trajectory = self.trajectory
        if not trajectory.complete:
            rows, pause = trajectory.outputs.shape[1], trajectory.pause
            yield Task(self.settings, (self.settings.seed,), pause, rows, interactive=True)

    def accept(self, task: Task, chunk: Chunk) -> None:
        """Let it grow."""
        if chunk.step:
            self.step = chunk.step
        else:
            self.trajectory.grow(chunk)
            self._tell()

    def excuse(self, task: Task, failure: Failure) -> bool:
        """It is all that there is to do."""
        return False

    def adopt(self, other: Job) -> None:
        """What a run has that this one would only continue, be it still growing: the longest."""
        if isinstance(other, TrajectoryJob) and self._continues(other):
            self.trajectory = other.trajectory.extended(self.settings.generations)
            self.continues = other.name

    def _continues(self, other: "TrajectoryJob") -> bool:
        own, theirs, pause = self.settings, other.settings, other.trajectory.pause
        there = pause.latest.index + 1 if pause else 0
        return (
            replace(theirs, generations=own.generations) == own
            and (other.finished or theirs.generations < own.generations)
            and self.trajectory.length < there <= own.generations
        )

    def wait(self, length: int, seconds: float) -> None:
        """Until there are more than `length` generations, or nothing more will come."""
        with self._changed:
            self._changed.wait_for(lambda: self._has(length), seconds)

    def tell(self, length: int, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` once there are more than `length` generations, or nothing more will come;
        returns what makes the run forget it. For those who cannot wait in a thread."""

        def forget() -> None:
            with self._changed:
                self._listeners.pop(listener, None)

        with self._changed:
            self._listeners[listener] = length
            self._tell()
        return forget

    def _has(self, length: int) -> bool:
        return self.trajectory.length > length or self.finished

    def _tell(self) -> None:
        """All who wait for what is there now."""
        with self._changed:
            self._changed.notify_all()
            for listener, length in list(self._listeners.items()):
                if self._has(length):
                    del self._listeners[listener]
                    listener()
