"""Jobs in turn: whose task is next, what became of each, and who waits for it."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from engine.jobs.cancelling import Cancellation
from engine.jobs.protocols import Failure, Job, JobState, Task, WorkerLost, failure
from engine.jobs.work import Send
from engine.recording import Chunk
from engine.settings import Settings

TURN = 0.5
"""Seconds after which a task that somebody looks at makes way for one of a job that had less: what
lasts no longer is done at once, however long the others are."""

DEATHS = 3
"""Workers that may die over a lineage before it is given up."""

Work = Callable[[Task, Send, Cancellation], None]
"""Does a task: `work` itself, or whatever has another process do it."""

Lineage = tuple[Settings, int]


class Ticket:
    """A task that somebody is at work on."""

    def __init__(self, job: Job, task: Task) -> None:
        self.job, self.task = job, task
        self.cancelled = Cancellation()
        self.failure: Failure | None = None
        self.began = time.monotonic()

    @property
    def lineages(self) -> list[Lineage]:
        """What nobody else is to work on meanwhile."""
        return [(self.task.settings, seed) for seed in self.task.seeds]


class Line:
    """The jobs that are not finished, and the tasks that are being done; for any thread."""

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._ending: list[Job] = []
        self._busy: dict[Lineage, Ticket] = {}
        self._deaths: dict[Lineage, int] = {}
        self._had: dict[Job, float] = {}
        self._closed = False
        self._changed = threading.Condition(threading.RLock())

    def submit(self, job: Job) -> None:
        """Put a job into the line, unless it is there."""
        with self._changed:
            if self._closed:
                raise RuntimeError("a scheduler that is closed takes no job")
            if job in self._jobs:
                return
            if job in self._ending:
                self._ending.remove(job)
            job.state, job.failure = JobState.QUEUED, None
            self._jobs.append(job)
            self._settle(job)

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """Nobody is to work on it any more; it is cancelled once nobody does."""
        with self._changed:
            if job in self._jobs or job.state == JobState.PAUSED:
                job.state = JobState.RUNNING  # until nobody works on it
                self._give_up(job)
            self._changed.wait_for(lambda: job.state.finished, patience)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """No task of it is begun any more; those that are at work come to their end."""
        with self._changed:
            if job in self._jobs:
                self._jobs.remove(job)
                job.state = JobState.PAUSED
            self._changed.wait_for(lambda: not self._tickets(job), patience)

    def close(self) -> None:
        """Cancel every job, and send whoever asks for a task away."""
        with self._changed:
            self._closed = True
            paused = (t.job for t in self._busy.values() if t.job.state == JobState.PAUSED)
            for job in {*self._jobs, *paused}:
                self._give_up(job)
            self._changed.notify_all()

    def before(self, job: Job) -> int:
        """How many other jobs are at work, or due, before a job that waits for its first turn."""
        with self._changed:
            if job not in self._jobs or job in self._had or self._tickets(job):
                return 0
            place = self._jobs.index(job)
            new = [one for one in list(self._jobs)[:place] if one not in self._had]
            return len({*new, *(ticket.job for ticket in self._busy.values())})

    def wait(self, over: Callable[[], bool], timeout: float | None) -> None:
        """Until it is so, or the time is over."""
        with self._changed:
            self._changed.wait_for(over, timeout)

    def take(self) -> Ticket | None:
        """The next task, as soon as there is one; None once the line is closed."""
        with self._changed:
            found = self._changed.wait_for(lambda: self._closed or self._next())
            return found if isinstance(found, Ticket) else None

    def take_now(self) -> Ticket | None:
        """The next task; None where there is none."""
        with self._changed:
            return self._next()

    def do(self, ticket: Ticket, work: Work) -> None:
        """Have a task done, and note what became of it."""
        try:
            work(ticket.task, partial(self._accept, ticket), ticket.cancelled)
        except WorkerLost:
            self._lost(ticket)
        except Failure as failed:
            ticket.failure = failed
        except Exception as error:  # there may be no process to be had
            ticket.failure = failure(ticket.task.seeds[0], error)
        finally:
            self._end(ticket)

    def _next(self) -> Ticket | None:
        """Of the job that has had the least time, and of several that has waited longest; one that
        somebody looks on at before all others."""
        found = [(job, task) for job in self._jobs for task in self._free(job)]
        looked_at = [(job, task) for job, task in found if task.interactive]
        if not found:
            return None
        job, task = min(looked_at or found, key=lambda one: self._had.get(one[0], 0.0))
        self._jobs.remove(job)
        self._jobs.append(job)
        job.state = JobState.RUNNING
        ticket = Ticket(job, task)
        self._busy |= dict.fromkeys(ticket.lineages, ticket)
        return ticket

    def _free(self, job: Job) -> Iterator[Task]:
        """The first task of a job that nobody is at work on, if there is one."""
        for task in job.ready():
            if not any((task.settings, seed) in self._busy for seed in task.seeds):
                yield task
                return

    def _accept(self, ticket: Ticket, chunk: Chunk) -> None:
        with self._changed:
            try:
                ticket.job.accept(ticket.task, chunk)
            except Exception as error:
                ticket.failure = failure(chunk.seed, error)
                ticket.cancelled.set()
            if self._has_had_its_turn(ticket):
                ticket.cancelled.set()  # it goes on from here when it is due again
            self._changed.notify_all()

    def _has_had_its_turn(self, ticket: Ticket) -> bool:
        """Whether somebody waits for a job that has had less than this one, whose task is long."""
        now = time.monotonic() - ticket.began
        if not ticket.task.interactive or now < TURN:
            return False
        had = self._had.get(ticket.job, 0.0) + now
        others = (job for job in self._jobs if self._had.get(job, 0.0) < had)
        return any(task.interactive for job in others for task in self._free(job))

    def _lost(self, ticket: Ticket) -> None:
        """The lineages of a worker that died are free again; not for ever, where they kill."""
        with self._changed:
            if ticket.cancelled():
                return
            ticket.job.restarts += 1
            lineage = ticket.lineages[0]
            self._deaths[lineage] = self._deaths.get(lineage, 0) + 1
            if self._deaths[lineage] >= DEATHS:
                del self._deaths[lineage]
                said = f"{DEATHS} workers have died over it, perhaps for want of memory"
                ticket.failure = Failure(lineage[1], said)

    def _end(self, ticket: Ticket) -> None:
        with self._changed:
            for lineage in ticket.lineages:
                del self._busy[lineage]
            job = ticket.job
            self._had[job] = self._had.get(job, 0.0) + time.monotonic() - ticket.began
            if self._is_fatal(ticket):
                job.failure = ticket.failure
                self._give_up(job)
            self._settle(job)

    def _is_fatal(self, ticket: Ticket) -> bool:
        """Whether it ends the whole job."""
        job, failed = ticket.job, ticket.failure
        return failed is not None and job in self._jobs and not job.excuse(ticket.task, failed)

    def _settle(self, job: Job) -> None:
        """It is done once its data lack nothing, and otherwise at an end once nobody works on it
        that should not."""
        whole = not any(True for _ in job.ready())
        if job in self._jobs and whole:
            self._jobs.remove(job)
            job.state = JobState.DONE
        elif job.state == JobState.PAUSED and job not in self._ending and whole:
            job.state = JobState.DONE
        elif job in self._ending and not self._tickets(job):
            self._ending.remove(job)
            given_up = JobState.FAILED if job.failure else JobState.CANCELLED
            job.state = JobState.DONE if whole else given_up
        if job.state.finished:
            self._had.pop(job, None)
        self._changed.notify_all()

    def _give_up(self, job: Job) -> None:
        """No task of it is begun any more, and those that are at work end as soon as they can."""
        if job in self._jobs:
            self._jobs.remove(job)
        self._ending.append(job)
        for ticket in self._tickets(job):
            ticket.cancelled.set()
        self._settle(job)

    def _tickets(self, job: Job) -> set[Ticket]:
        """Who is at work on it."""
        return {ticket for ticket in self._busy.values() if ticket.job is job}
