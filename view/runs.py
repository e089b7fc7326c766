"""Runs that go on in the background, shared by all who look at them."""

import gc
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

from engine import BadSpec, Ensemble, Settings, Trajectory
from engine.analysis.real_data_search import RealDataSearch
from engine.jobs import EnsembleJob, JobState, Scheduler, SearchJob, ensemble_key, search_key
from engine.progress import Progress


@cache
def _keep_what_is_loaded() -> None:
    """Once PyTorch is there: collecting garbage need not look at it after every script."""
    gc.collect()
    gc.freeze()


class Run:
    """One trajectory being recorded: queued, running, then done, cancelled or failed.

    With `shorter`, a run of the same settings but fewer generations, it goes on where that ended.

    Attributes:
        name: what its film is asked for by; nobody can guess it, for an uploaded table is known
            only to who has its link.
        pieces: of its film, packed, by where they begin.
    """

    def __init__(self, settings: Settings, shorter: "Run | None" = None) -> None:
        self.settings = settings
        self.name = secrets.token_urlsafe(16)
        self.pieces: dict[tuple[str, int], bytes] = {}
        self.continues = shorter.name if shorter else ""
        self.trajectory: Trajectory = (
            shorter.trajectory.extended(settings.generations) if shorter else Trajectory(settings)
        )
        self.status, self.error = "queued", ""
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._listeners: dict[Callable[[], None], int] = {}

    @property
    def key(self) -> str:
        """What the store knows it by."""
        return self.settings.key

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return self.trajectory.size + sum(map(len, list(self.pieces.values())))

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.status in ("done", "cancelled", "failed")

    @property
    def pace(self) -> float:
        """Generations a second so far; 0 before the first."""
        seconds = self.trajectory.provenance.get("seconds", 0.0)
        return self.trajectory.length / seconds if seconds else 0.0

    def cancel(self) -> None:
        """Stop before the next generation, or within a long fit; what is there stays."""
        self._stop.set()
        self.trajectory.watch.stop()
        self._become("cancelled", after="queued")

    def resume(self) -> None:
        """After it was cancelled: to be put into the queue once more, to go on where it stopped."""
        self._stop.clear()
        self.trajectory.watch = Progress()
        self._become("queued")

    def wait(self, length: int, seconds: float) -> None:
        """Until there are more than `length` generations, or nothing more will come."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.trajectory.length > length or self.finished, seconds
            )

    def tell(self, length: int, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` once there are more than `length` generations, or nothing more will come;
        returns what makes the run forget it. For those who cannot wait in a thread."""

        def forget() -> None:
            with self._changed:
                self._listeners.pop(listener, None)

        with self._changed:
            self._listeners[listener] = length
            self._call()
        return forget

    def _call(self) -> None:
        for listener, length in list(self._listeners.items()):
            if self.trajectory.length > length or self.finished:
                del self._listeners[listener]
                listener()

    def work(self) -> None:
        """Record the whole run; an error becomes the run's status and one sentence."""
        if not self._become("running", after="queued"):
            return  # cancelled, or taken up by another worker after it was put into the queue twice
        try:
            self._become("done" if self._record() else "cancelled")
        except Exception as error:  # whatever a model raises belongs on the page
            named = "" if isinstance(error, BadSpec) else f"{type(error).__name__}: "
            self.error = f"{named}{error}"
            self._become("failed")

    def _record(self) -> bool:
        seen = 0
        steps = self.trajectory.follow()
        for _ in steps:
            if self._stop.is_set():
                steps.close()
                return self.trajectory.complete
            if self.trajectory.length > seen:
                seen = self.trajectory.length
                if self.settings.model.network:
                    _keep_what_is_loaded()
                self._notify()
        return self.trajectory.complete

    def _become(self, status: str, after: str = "") -> bool:
        """Tell all who wait; where `after` is given, only if the run is what it says."""
        with self._changed:
            if after and self.status != after:
                return False
            self.status = status
            self._changed.notify_all()
            self._call()
            return True

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
            self._call()


Watched = Run | EnsembleJob | SearchJob


class Store:
    """Every run, and every ensemble, by its settings, so that a class of thirty computes a link
    once.

    What nobody looks at any more is cancelled; the oldest finished ones are let go when all
    together outgrow `bytes_at_most`.
    """

    def __init__(
        self, workers: int, bytes_at_most: int, grace: float, scheduler: Scheduler
    ) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="run")
        self._scheduler = scheduler
        self._bytes_at_most, self._grace = bytes_at_most, grace
        self._runs: dict[str, Run] = {}
        self._ensembles: dict[str, EnsembleJob] = {}
        self._quests: dict[str, SearchJob] = {}
        self._watched: dict[str, Watched] = {}
        self._leaving: dict[str, threading.Timer] = {}
        self._fetched: Counter[str] = Counter()
        self._fetching = threading.Lock()
        self._lock = threading.RLock()

    def show(self, visitor: str, settings: Settings) -> Run:
        """The run with these settings, started if need be; the visitor's older one may stop."""
        with self._lock:
            self.stay(visitor)
            run = self._runs.get(settings.key) or self._start(settings)
            self._watch(visitor, run)
            return run

    def show_many(self, visitor: str, settings: Settings, count: int) -> EnsembleJob:
        """The lineages with these settings and the seeds after theirs, likewise.

        Raises:
            BadSpec: a number of lineages, or a last seed, that is out of bounds.
        """
        with self._lock:
            self.stay(visitor)
            lineages = self._ensembles.get(ensemble_key(settings, count))
            lineages = lineages or self._start_many(EnsembleJob(Ensemble(settings, count)))
            self._watch(visitor, lineages)
            return lineages

    def show_quest(self, visitor: str, settings: Settings, policy: str) -> SearchJob:
        """The search with these settings, likewise."""
        with self._lock:
            self.stay(visitor)
            quest = self._quests.get(search_key(settings, policy))
            if quest is None:
                quest = SearchJob(RealDataSearch(settings, policy))
                self._quests[quest.key] = quest
                self._scheduler.submit(quest)
            self._watch(visitor, quest)
            return quest

    def has_quest(self, settings: Settings, policy: str) -> bool:
        """Whether this search is there, finished or not."""
        return search_key(settings, policy) in self._quests

    def has_many(self, settings: Settings, count: int) -> bool:
        """Whether these lineages are there, finished or not."""
        return ensemble_key(settings, count) in self._ensembles

    def sees(self, visitor: str, settings: Settings, count: int) -> bool:
        """Whether the visitor looks at just these lineages."""
        seen = self._watched.get(visitor)
        return seen is not None and seen.key == ensemble_key(settings, count)

    def named(self, name: str) -> Run | None:
        """The run that has this name; None where there is none, or where it was let go. Never
        waits: not even for another run that is just being begun."""
        return next((run for run in list(self._runs.values()) if run.name == name), None)

    def holds(self, what: Watched) -> bool:
        """Whether whoever asks for the same gets just this."""
        kept = self._runs, self._ensembles, self._quests
        return any(each.get(what.key) is what for each in kept)

    def keep(self, run: Run, piece: tuple[str, int], data: bytes) -> None:
        """A piece of a run's film, for as long as there is room for the run."""
        with self._lock:
            run.pieces[piece] = data
            self._make_room()

    def fetch(self, run: Run) -> None:
        """Its film is being fetched, by who need not have a page any more: the run is watched.
        Does not wait either."""
        with self._fetching:
            self._fetched[run.name] += 1

    def fetched(self, run: Run) -> None:
        """One who fetched it has done so."""
        with self._fetching:
            self._fetched[run.name] -= 1
            if self._fetched[run.name]:
                return
            del self._fetched[run.name]
        with self._lock:
            if self._runs.get(run.key) is run:
                self._abandon(run)

    def has(self, settings: Settings) -> bool:
        """Whether this run is there, finished or not."""
        return settings.key in self._runs

    def again(self, run: Run) -> None:
        """A cancelled run goes on; a failed one begins anew."""
        with self._lock:
            if self._runs.get(run.settings.key) is not run:
                return  # another visitor was quicker
            if run.status == "cancelled":
                run.resume()
                self._pool.submit(run.work)
            elif run.finished:
                del self._runs[run.settings.key]

    def cancel(self, what: Watched) -> None:
        """End it, whoever looks at it; what is there stays."""
        if isinstance(what, Run):
            what.cancel()
        else:
            self._scheduler.cancel(what)

    def go_on(self, what: EnsembleJob | SearchJob) -> None:
        """What was cancelled goes on; after an error, it begins anew when it is next shown."""
        with self._lock:
            if what not in (self._ensembles.get(what.key), self._quests.get(what.key)):
                return  # another visitor was quicker
            if what.state == JobState.CANCELLED:
                self._scheduler.submit(what)
            elif what.finished:
                self._forget(what)

    def leave(self, visitor: str) -> None:
        """The visitor's connection dropped: after some grace, nobody waits for the run."""
        with self._lock:
            self.stay(visitor)
            timer = threading.Timer(self._grace, lambda: self._gone(visitor, timer))
            timer.daemon = True
            self._leaving[visitor] = timer
            timer.start()

    def watchers(self, run: Watched) -> list[str]:
        """Who looks at a run, or at lineages."""
        with self._lock:
            return [visitor for visitor, one in self._watched.items() if one is run]

    def dismiss(self, visitor: str) -> None:
        """The visitor no longer wants to see a run."""
        with self._lock:
            self.stay(visitor)
            self._abandon(self._watched.pop(visitor, None))

    def stay(self, visitor: str) -> None:
        """The visitor is back, or still here."""
        with self._lock:
            timer = self._leaving.pop(visitor, None)
            if timer:
                timer.cancel()

    def clear(self) -> None:
        """Cancel and forget everything."""
        with self._lock:
            for kept in (self._runs, self._ensembles, self._quests):
                for one in kept.values():
                    self.cancel(one)
                kept.clear()
            self._watched.clear()

    @property
    def at_once(self) -> int:
        """How many lineages are computed at once, at most."""
        return self._scheduler.workers

    def start(self) -> None:
        """Whoever computes is to be ready before there is something to compute."""
        self._scheduler.start()

    def close(self) -> None:
        """The same, and no thread and no process works on."""
        self.clear()
        self._scheduler.close()
        self._pool.shutdown()

    def _start(self, settings: Settings) -> Run:
        run = self._runs[settings.key] = Run(settings, self._shorter(settings))
        self._pool.submit(run.work)
        self._make_room()
        return run

    def _start_many(self, lineages: EnsembleJob) -> EnsembleJob:
        """What other ensembles have of the same experiment need not run again."""
        settings = lineages.ensemble.settings
        for other in self._ensembles.values():
            if replace(other.ensemble.settings, seed=settings.seed) == settings:
                lineages.adopt(other)
        self._ensembles[lineages.key] = lineages
        self._scheduler.submit(lineages)
        self._make_room()
        return lineages

    def _shorter(self, settings: Settings) -> Run | None:
        """The longest run that these settings would only continue, be it still growing."""
        begun = [
            run for run in self._runs.values()
            if (run.finished or run.settings.generations < settings.generations)
            and run.trajectory.pause and run.trajectory.length <= settings.generations
            and replace(run.settings, generations=settings.generations) == settings
        ]  # fmt: skip
        return max(begun, key=lambda run: run.trajectory.length, default=None)

    def _gone(self, visitor: str, timer: threading.Timer) -> None:
        with self._lock:
            if self._leaving.get(visitor) is not timer:
                return  # the visitor came back in the last moment
            del self._leaving[visitor]
            self._abandon(self._watched.pop(visitor, None))

    def _watch(self, visitor: str, what: Watched) -> None:
        before = self._watched.get(visitor)
        self._watched[visitor] = what
        if before is not what:
            self._abandon(before)

    def _abandon(self, what: Watched | None) -> None:
        if what is None or what.finished or what in self._watched.values():
            return
        if isinstance(what, Run) and self._fetched[what.name]:
            return  # it is looked at again once it is fetched
        self.cancel(what)
        self._forget(what)

    def _forget(self, what: Watched) -> None:
        for kept in (self._runs, self._ensembles, self._quests):
            if kept.get(what.key) is what:
                del kept[what.key]

    def _make_room(self) -> None:
        watched = list(self._watched.values())
        every: list[Watched] = [
            *self._runs.values(),
            *self._ensembles.values(),
            *self._quests.values(),
        ]
        taken = sum(one.size for one in every)
        for one in every:
            if taken <= self._bytes_at_most:
                return
            if one.finished and one not in watched:
                taken -= one.size
                self._forget(one)
