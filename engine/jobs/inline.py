"""A scheduler that works where and while it is waited for: for scripts and tests."""

import time
from collections.abc import Callable
from functools import partial
from math import inf

from engine.jobs.line import Line
from engine.jobs.protocols import Job, Task
from engine.jobs.work import IsCancelled, Send, work
from engine.recording import Chunk


class InlineScheduler:
    """One task at a time, in the caller's own thread."""

    workers, cut_off = 1, False

    def __init__(self) -> None:
        self._line = Line()

    def start(self) -> None:
        """Nothing is needed."""

    def submit(self, job: Job) -> None:
        """To be done as soon as somebody waits."""
        self._line.submit(job)

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """What is there stays; nobody is at work on it, but who waits."""
        self._line.cancel(job)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """Nothing more of it is begun; nobody is at work on it, but who waits."""
        self._line.pause(job)

    def before(self, job: Job) -> int:
        """How many jobs come first."""
        return self._line.before(job)

    def wait(
        self, job: Job, until: Callable[[], bool] | None = None, timeout: float | None = None
    ) -> bool:
        """Work until it is so, the job is finished, or the time is over, to the end of a chunk."""
        end = inf if timeout is None else time.monotonic() + timeout
        so = until or (lambda: job.state.finished)

        def over() -> bool:
            return job.state.finished or time.monotonic() > end or so()

        while not over() and (ticket := self._line.take_now()):
            self._line.do(ticket, partial(_working, over))
        return so()

    def close(self) -> None:
        """Cancel all that is not finished."""
        self._line.close()


def _working(over: Callable[[], bool], task: Task, send: Send, cancelled: IsCancelled) -> None:
    """As long as it is waited for; whoever is out of patience lets a fit come to its end, for the
    next one who waits would have to begin it anew."""
    ended = False

    def sent(chunk: Chunk) -> None:
        nonlocal ended
        send(chunk)
        ended = ended or (chunk.step is None and over())

    work(task, sent, lambda: ended or cancelled())
