"""A scheduler of processes: for many short lineages, which one interpreter does one by one."""

import atexit

from engine.jobs.remote import Remote
from engine.jobs.threads import ThreadScheduler


class ProcessScheduler(ThreadScheduler):
    """So many processes at once; each begins with the first job, or with `start`.

    A process that dies takes nothing but what it was just computing with it: another one takes its
    place, and its lineage up again, and the job counts that in `restarts`. Where they are
    `yielding`, other processes of this machine go before them; where they are for `networks`, they
    load PyTorch at once, and `start` has one of them ready.
    """

    def __init__(self, workers: int, yielding: bool = False, networks: bool = False) -> None:
        self._remotes = [Remote(yielding, networks) for _ in range(workers)]
        self._ready = self._remotes[:1] if networks else self._remotes
        super().__init__(workers, [remote.work for remote in self._remotes])
        atexit.register(self.close)

    @property
    def pids(self) -> list[int]:
        """The processes that there are."""
        return [pid for remote in self._remotes if (pid := remote.pid)]

    def start(self) -> None:
        """Have the processes ready before there is a job."""
        for remote in self._ready:
            remote.start()

    def close(self) -> None:
        """Cancel all that is not finished, and end every process."""
        atexit.unregister(self.close)
        self.dismiss()
        for remote in self._remotes:
            remote.end()
        self.join()
