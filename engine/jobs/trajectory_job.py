"""One run with all that it keeps, which goes on where it was stopped."""

from collections.abc import Iterator

from engine.jobs.protocols import Failure, JobState, Task
from engine.recording import Chunk, Trajectory


class TrajectoryJob:
    """A trajectory that grows, for somebody who looks on.

    Attributes:
        trajectory: what it grows to; everything before its length is final.
    """

    def __init__(self, trajectory: Trajectory) -> None:
        self.trajectory = trajectory
        self.state, self.restarts = JobState.QUEUED, 0
        self.failure: Failure | None = None

    @property
    def key(self) -> str:
        """What a store knows it by."""
        return self.trajectory.settings.key

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
        return self.trajectory.size

    @property
    def error(self) -> str:
        """What went wrong; empty where nothing did."""
        return self.failure.sentence if self.failure else ""

    def ready(self) -> Iterator[Task]:
        """All that is still to come."""
        trajectory = self.trajectory
        if not trajectory.complete:
            settings, rows = trajectory.settings, trajectory.outputs.shape[1]
            yield Task(settings, (settings.seed,), trajectory.pause, rows, interactive=True)

    def accept(self, task: Task, chunk: Chunk) -> None:
        """Let it grow."""
        self.trajectory.grow(chunk)
