"""Every job by its key, and who looks at which: what nobody looks at any more need not go on."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from typing import TypeVar

from engine.jobs.protocols import Job, JobState
from engine.jobs.shared import SharedScheduler
from engine.jobs.trajectory_job import TrajectoryJob

AnyJob = TypeVar("AnyJob", bound=Job)
Place = tuple[str, str]
"""Somebody who looks on, and at which of the places that one has for a job."""


UNFINISHED = 400
"""Jobs that may wait or be at work at once."""


class Full(Exception):
    """There is no room for another job: one sentence."""


class JobStore:
    """Jobs of all who look on, so that a class of thirty computes a link once.

    What nobody looks at any more is cancelled; the oldest finished ones are let go when all
    together, with what it may take to compute the others, outgrow `bytes_at_most`; where all that
    are left are looked at, none is begun. Who has left is waited for `grace`
    seconds.
    """

    def __init__(self, scheduler: SharedScheduler, bytes_at_most: int, grace: float) -> None:
        self._scheduler = scheduler
        self._bytes_at_most, self._grace = bytes_at_most, grace
        self._jobs: dict[str, Job] = {}
        self._watched: dict[Place, Job] = {}
        self._leaving: dict[str, float] = {}  # until when they may come back
        self._looking = False  # whether somebody looks for those who did not
        self._fetched: Counter[str] = Counter()
        self._fetching = threading.Lock()
        self._lock = threading.RLock()

    def watch(self, viewer: str, slot: str, key: str, make: Callable[[], AnyJob]) -> AnyJob:
        """The job with this key, made and begun if need be; what the viewer watched at this slot
        may stop.

        Raises:
            BadSpec: there can be no such job.
            Full: there is no room for another one.
        """
        with self._lock:
            self.stay(viewer)
            before = self._watched.get((viewer, slot))
            job = self._jobs.get(key) or self._begin(self._admitted(make(), before))
            self._watched[viewer, slot] = job
            self._make_room()
            if before is not job:
                self._abandon(before)
            return job  # type: ignore[return-value]  # a key says of which kind a job is

    def watches(self, viewer: str, slot: str, key: str) -> bool:
        """Whether the viewer watches just this job there."""
        job = self._watched.get((viewer, slot))
        return job is not None and job.key == key

    def let_go(self, viewer: str, but: Collection[str] = ()) -> None:
        """The viewer watches nothing any more but what is at these slots."""
        with self._lock:
            for place in [place for place in self._watched if place[0] == viewer]:
                if place[1] not in but:
                    self._abandon(self._watched.pop(place))

    def viewers(self, job: Job) -> int:
        """How many look at a job."""
        with self._lock:
            return len({viewer for (viewer, _), one in self._watched.items() if one is job})

    def before(self, job: Job) -> int:
        """How many other jobs come before one that waits for its first turn."""
        return self._scheduler.before(job)

    def is_cut_off(self, job: Job) -> bool:
        """Whether this machine does it, for those who were to do it are out of reach."""
        return self._scheduler.is_cut_off(job)

    def has(self, key: str) -> bool:
        """Whether this job is there, finished or not."""
        return key in self._jobs

    def holds(self, job: Job) -> bool:
        """Whether whoever asks for the same gets just this."""
        return self._jobs.get(job.key) is job

    def named(self, name: str) -> TrajectoryJob | None:
        """The run that has this name; None where there is none, or where it was let go. Never
        waits: not even for a job that is just being begun."""
        runs = (job for job in list(self._jobs.values()) if isinstance(job, TrajectoryJob))
        return next((run for run in runs if run.name == name), None)

    def keep(self, run: TrajectoryJob, piece: tuple[str, int], data: bytes) -> None:
        """A piece of a run's film, for as long as there is room for the run."""
        with self._lock:
            run.pieces[piece] = data
            self._make_room()

    def fetch(self, job: Job) -> None:
        """It is being fetched by one who need not be a viewer any more: so it is watched. Does not
        wait either."""
        with self._fetching:
            self._fetched[job.key] += 1

    def fetched(self, job: Job) -> None:
        """One who fetched it has done so."""
        with self._fetching:
            self._fetched[job.key] -= 1
            if self._fetched[job.key]:
                return
            del self._fetched[job.key]
        with self._lock:
            self._abandon(self._jobs.get(job.key))

    def cancel(self, job: Job, patience: float = 0.0) -> None:
        """End it, whoever looks at it; what is there stays, and what comes within the patience."""
        self._scheduler.cancel(job, patience)

    def pause(self, job: Job, patience: float = 0.0) -> None:
        """Begin nothing more of it, whoever looks at it, until it goes on."""
        self._scheduler.pause(job, patience)

    def go_on(self, job: Job) -> None:
        """What was paused or cancelled goes on; after an error, it begins anew when it is next
        watched."""
        with self._lock:
            if not self.holds(job):
                return  # another viewer was quicker
            if job.state in (JobState.PAUSED, JobState.CANCELLED):
                self._scheduler.submit(job)
            elif job.finished:
                del self._jobs[job.key]

    def leave(self, viewer: str) -> None:
        """The viewer's connection dropped: after some grace, nobody waits for what one watched."""
        with self._lock:
            self.stay(viewer)
            self._leaving[viewer] = time.monotonic() + self._grace
            self._look_for_gone()

    def stay(self, viewer: str) -> None:
        """The viewer is back, or still here."""
        with self._lock:
            self._leaving.pop(viewer, None)

    @property
    def at_once(self) -> int:
        """How many lineages are computed at once, at most."""
        return self._scheduler.workers

    def start(self) -> None:
        """Whoever computes is to be ready before there is something to compute."""
        self._scheduler.start()

    def expect_network(self) -> None:
        """So is whoever trains networks, where one will soon be asked for."""
        self._scheduler.expect_network()

    def clear(self) -> None:
        """Cancel and forget everything."""
        with self._lock:
            for job in self._jobs.values():
                self.cancel(job)
            self._jobs.clear()
            self._watched.clear()

    def close(self) -> None:
        """The same, and no thread and no process works on."""
        self.clear()
        self._scheduler.close()

    def admit(self, need: int, viewer: str) -> None:
        """See whether something that takes so much memory might begin now, in place of what this
        viewer alone looks at.

        Raises:
            Full: there is no room for it; one sentence.
        """
        with self._lock:
            self._make_room(need)
            seen = [job for (who, _), job in self._watched.items() if who != viewer]
            own = [job for (who, _), job in self._watched.items() if who == viewer]
            gives_way = [job for job in own if job not in seen]
            self._check(need, [job for job in self._jobs.values() if job not in gives_way])

    def _admitted(self, job: AnyJob, instead: Job | None) -> AnyJob:
        """A new job, if there is room for it, where the viewer looks at it instead of another."""
        wanted = job.size + job.need
        self._make_room(wanted)
        self._check(wanted, [one for one in self._jobs.values() if one is not instead])
        return job

    def _check(self, wanted: int, others: Collection[Job]) -> None:
        if wanted > self._bytes_at_most:
            raise Full(
                f"To compute this may take {wanted / 1e6:,.0f} MB of memory, and this server has "
                f"{self._bytes_at_most / 1e6:,.0f} MB for all runs together. Take fewer samples or "
                "generations, or a smaller model."
            )
        due = sum(not one.finished for one in others)
        if due >= UNFINISHED or wanted + sum(map(_taken, others)) > self._bytes_at_most:
            raise Full("This server is full: it computes as much as it can. Try again in a minute.")

    def _begin(self, job: AnyJob) -> AnyJob:
        """What other jobs have of the same experiment need not be computed again."""
        if not job.finished:  # as a recorded run is
            for other in self._jobs.values():
                job.adopt(other)
            self._scheduler.submit(job)
        self._jobs[job.key] = job
        return job

    def _look_for_gone(self) -> None:
        """Let those go whose grace is over, and look again when that of the next one is."""
        now = time.monotonic()
        for viewer in [viewer for viewer, until in self._leaving.items() if until <= now]:
            del self._leaving[viewer]
            self.let_go(viewer)
        if self._leaving and not self._looking:
            self._looking = True
            timer = threading.Timer(min(self._leaving.values()) - now, self._look_again)
            timer.daemon = True
            timer.start()

    def _look_again(self) -> None:
        with self._lock:
            self._looking = False
            self._look_for_gone()

    def _abandon(self, job: Job | None) -> None:
        """It is watched, or finished, or else cancelled and forgotten."""
        if job is None or job.finished or job in self._watched.values() or self._fetched[job.key]:
            return
        self.cancel(job)
        if self.holds(job):
            del self._jobs[job.key]

    def _make_room(self, wanted: int = 0) -> None:
        watched = list(self._watched.values())
        taken = wanted + sum(map(_taken, self._jobs.values()))
        for job in list(self._jobs.values()):
            if taken <= self._bytes_at_most:
                return
            if job.finished and job not in watched:
                taken -= job.size
                del self._jobs[job.key]


def _taken(job: Job) -> int:
    return job.size + job.need
