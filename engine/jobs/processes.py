"""A scheduler of processes: for many short lineages, which one interpreter does one by one."""

import atexit
from collections.abc import Callable

from engine.jobs.protocols import Job
from engine.jobs.remote import Remote
from engine.jobs.threads import ThreadScheduler


class ProcessScheduler:
    """So many processes at once; each begins with the first job, or with `start`.

    A process that dies takes nothing but what it was just computing with it: another one takes its
    place, and its lineage up again, and the job counts that in `restarts`. Where they are
    `yielding`, other processes of this machine go before them; where they are for `networks`, they
    load PyTorch at once, and `start` has one of them ready.
    """

    cut_off = False

    def __init__(self, workers: int, yielding: bool = False, networks: bool = False) -> None:
        self._remotes = [Remote(yielding, networks) for _ in range(workers)]
        self._ready = self._remotes[:1] if networks else self._remotes
        self._threads = ThreadScheduler(workers, [remote.work for remote in self._remotes])
        atexit.register(self.close)

    @property
    def workers(self) -> int:
        """How many processes there are to be."""
        return len(self._remotes)

    @property
    def pids(self) -> list[int]:
        """The processes that there are."""
        return [pid for remote in self._remotes if (pid := remote.pid)]

    def start(self) -> None:
        """Have the processes ready before there is a job."""
        for remote in self._ready:
            remote.start()

    def submit(self, job: Job) -> None:
        """Have it done."""
        self._threads.submit(job)

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """What is there stays."""
        self._threads.cancel(job, patience)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """What is at hand comes to its end."""
        self._threads.pause(job, patience)

    def before(self, job: Job) -> int:
        """How many jobs come first."""
        return self._threads.before(job)

    def wait(
        self, job: Job, until: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Until it is so, the job is finished, or the time is over."""
        return self._threads.wait(job, until, timeout)

    def close(self) -> None:
        """Cancel all that is not finished, and end every process."""
        atexit.unregister(self.close)
        self._threads.dismiss()
        for remote in self._remotes:
            remote.end()
        self._threads.join()
