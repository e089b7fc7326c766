"""Runs that go on in the background, shared by all who look at them."""

import gc
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

from engine import BadSpec, Settings, Trajectory
from engine.watching import Watch

_numbers = itertools.count(1)


@cache
def _keep_what_is_loaded() -> None:
    """Once PyTorch is there: collecting garbage need not look at it after every script."""
    gc.collect()
    gc.freeze()


class Run:
    """One trajectory being recorded: queued, running, then done, cancelled or failed.

    With `shorter`, a run of the same settings but fewer generations, it goes on where that ended.
    """

    def __init__(self, settings: Settings, shorter: "Run | None" = None) -> None:
        self.settings = settings
        self.name = f"{next(_numbers)}-{time.time_ns():x}"
        self.continues = shorter.name if shorter else ""
        self.trajectory: Trajectory = (
            shorter.trajectory.extended(settings.generations) if shorter else Trajectory(settings)
        )
        self.status, self.error = "queued", ""
        self._stop = threading.Event()
        self._changed = threading.Condition()

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
        self.trajectory.watch = Watch()
        self._become("queued")

    def wait(self, length: int, seconds: float) -> None:
        """Until there are more than `length` generations, or nothing more will come."""
        with self._changed:
            self._changed.wait_for(
                lambda: self.trajectory.length > length or self.finished, seconds
            )

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
            return True

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()


class Store:
    """Every run by its settings, so that a class of thirty computes a link once.

    A run that nobody looks at any more is cancelled; the oldest finished ones are let go when all
    together outgrow `bytes_at_most`.
    """

    def __init__(self, workers: int, bytes_at_most: int, grace: float) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="run")
        self._bytes_at_most, self._grace = bytes_at_most, grace
        self._runs: dict[str, Run] = {}
        self._watched: dict[str, Run] = {}
        self._leaving: dict[str, threading.Timer] = {}
        self._lock = threading.RLock()

    def show(self, visitor: str, settings: Settings) -> Run:
        """The run with these settings, started if need be; the visitor's older one may stop."""
        with self._lock:
            self.stay(visitor)
            run = self._runs.get(settings.key) or self._start(settings)
            before = self._watched.get(visitor)
            self._watched[visitor] = run
            if before is not run:
                self._abandon(before)
            return run

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

    def leave(self, visitor: str) -> None:
        """The visitor's connection dropped: after some grace, nobody waits for the run."""
        with self._lock:
            self.stay(visitor)
            timer = threading.Timer(self._grace, lambda: self._gone(visitor, timer))
            timer.daemon = True
            self._leaving[visitor] = timer
            timer.start()

    def watchers(self, run: Run) -> list[str]:
        """Who looks at a run."""
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
            for run in self._runs.values():
                run.cancel()
            self._runs.clear()
            self._watched.clear()

    def _start(self, settings: Settings) -> Run:
        run = self._runs[settings.key] = Run(settings, self._shorter(settings))
        self._pool.submit(run.work)
        self._make_room()
        return run

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

    def _abandon(self, run: Run | None) -> None:
        if run and not run.finished and run not in self._watched.values():
            run.cancel()
            if self._runs.get(run.settings.key) is run:
                del self._runs[run.settings.key]

    def _make_room(self) -> None:
        watched = list(self._watched.values())
        for key, run in list(self._runs.items()):
            if sum(r.trajectory.size for r in self._runs.values()) <= self._bytes_at_most:
                return
            if run.finished and run not in watched:
                del self._runs[key]
