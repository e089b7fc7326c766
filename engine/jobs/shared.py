"""Several schedulers as one: each job is done where it holds up nobody."""

from collections.abc import Callable

from engine.jobs.protocols import Job, Scheduler
from engine.jobs.trajectory_job import TrajectoryJob


class SharedScheduler:
    """What somebody looks at is done at once: runs in threads, where what they say is at hand,
    `networks` elsewhere, for their training would hold up whatever else this process does. What
    takes many lineages waits in a line of its own."""

    def __init__(self, runs: Scheduler, networks: Scheduler, lineages: Scheduler) -> None:
        self._runs, self._networks, self._lineages = runs, networks, lineages

    @property
    def workers(self) -> int:
        """How many lineages are computed at once."""
        return self._lineages.workers

    def start(self) -> None:
        """Have those ready that are always needed."""
        self._runs.start()
        self._lineages.start()

    def expect_network(self) -> None:
        """Have one ready that trains networks: what it has to load takes a moment."""
        self._networks.start()

    def submit(self, job: Job) -> None:
        """Have it done."""
        self._of(job).submit(job)

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """What is there stays."""
        self._of(job).cancel(job, patience)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """What is at hand comes to its end."""
        self._of(job).pause(job, patience)

    @property
    def cut_off(self) -> bool:
        """Whether those who were to do what takes many lineages are out of reach."""
        return self._lineages.cut_off

    def is_cut_off(self, job: Job) -> bool:
        """Whether those who were to do this job are out of reach, and this machine does it."""
        return self._of(job).cut_off

    def before(self, job: Job) -> int:
        """How many jobs come first where this one is done."""
        return self._of(job).before(job)

    def wait(
        self, job: Job, until: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Until it is so, the job is finished, or the time is over."""
        return self._of(job).wait(job, until, timeout)

    def close(self) -> None:
        """Cancel all that is not finished, and leave nothing behind."""
        for scheduler in (self._runs, self._networks, self._lineages):
            scheduler.close()

    def _of(self, job: Job) -> Scheduler:
        if not isinstance(job, TrajectoryJob):
            return self._lineages
        return self._networks if job.settings.model.network else self._runs
