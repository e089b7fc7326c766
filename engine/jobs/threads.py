"""A scheduler of threads: for few long runs, whose fits leave the interpreter to others."""

import threading
from collections.abc import Callable, Sequence

from engine.jobs.line import Line, Work
from engine.jobs.protocols import Job
from engine.jobs.work import work


class ThreadScheduler:
    """So many tasks at once, each in a thread of its own; they begin with the first job.

    With `hands`, whoever has a task has it done by one of these.
    """

    cut_off = False

    def __init__(self, workers: int, hands: Sequence[Work] = ()) -> None:
        self._line = Line()
        self._lock, self._begun = threading.Lock(), False
        self._hands = list(reversed(hands or [work] * workers))
        self._threads = [self._thread() for _ in self._hands]

    @property
    def workers(self) -> int:
        """How many threads there are."""
        return len(self._threads)

    def start(self) -> None:
        """Have the threads ready."""
        self._begin()

    def widen(self, hand: Work) -> None:
        """One more thread, and a hand for it."""
        with self._lock:
            self._hands.insert(0, hand)
            self._threads.append(self._thread())
            if self._begun:
                self._threads[-1].start()

    def submit(self, job: Job) -> None:
        """Have it done."""
        self._line.submit(job)
        self._begin()

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """What is there stays."""
        self._line.cancel(job, patience)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """What is at hand comes to its end."""
        self._line.pause(job, patience)

    def before(self, job: Job) -> int:
        """How many jobs come first."""
        return self._line.before(job)

    def wait(
        self, job: Job, until: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Until it is so, the job is finished, or the time is over."""
        so = until or (lambda: job.state.finished)
        self._line.wait(lambda: job.state.finished or so(), timeout)
        return so()

    def close(self) -> None:
        """Cancel all that is not finished, and wait for the threads to end."""
        self.dismiss()
        self.join()

    def dismiss(self) -> None:
        """Cancel all that is not finished; no thread takes another task."""
        self._line.close()

    def join(self) -> None:
        """Wait for the threads to end."""
        for thread in self._threads if self._begun else ():
            thread.join()

    def _begin(self) -> None:
        with self._lock:
            begins, self._begun = not self._begun, True
        for thread in self._threads if begins else ():
            thread.start()

    def _thread(self) -> threading.Thread:
        return threading.Thread(target=self._work, name="worker", daemon=True)

    def _work(self) -> None:
        """With whichever hand was the last to work: it has loaded what it needs."""
        while ticket := self._line.take():
            hand = self._hands.pop()
            try:
                self._line.do(ticket, hand)
            finally:
                self._hands.append(hand)
