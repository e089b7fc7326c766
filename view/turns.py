"""Ensembles that are worked off lineage by lineage, in turn, between the runs of other visitors."""

import threading
from collections import deque
from concurrent.futures import Executor
from typing import Protocol

import numpy as np

from engine import BadSpec, Ensemble, Settings


class Lineages:
    """One ensemble being recorded: running, then done, cancelled or failed."""

    def __init__(self, ensemble: Ensemble) -> None:
        self.ensemble = ensemble
        self.key = key_of(ensemble.settings, ensemble.count)
        self.error = ""
        self.status = "done" if ensemble.complete else "running"
        self._due = deque(int(r) for r in np.flatnonzero(~ensemble.whole))
        self._lock = threading.Lock()

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.status != "running"

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return self.ensemble.size

    @property
    def seconds_left(self) -> float:
        """What one thread alone will take for the rest, at the pace so far; 0 before the first."""
        done, spent = int(self.ensemble.lengths.sum()), float(self.ensemble.seconds.sum())
        return spent * (self.ensemble.count * self.ensemble.total / done - 1) if done else 0.0

    def take(self) -> int | None:
        """The next lineage that is due, for the caller to work off; None where none is."""
        with self._lock:
            return self._due.popleft() if self._due and not self.finished else None

    def work(self, piece: int) -> None:
        """Record a lineage; an error becomes the status and one sentence."""
        try:
            whole = self.ensemble.follow(piece)
        except Exception as error:  # whatever a model raises belongs on the page
            named = "" if isinstance(error, BadSpec) else f"{type(error).__name__}: "
            self.error = (
                f"the lineage with seed {self.ensemble.lineage(piece).seed}: {named}{error}"
            )
            self._end("failed")
            return
        with self._lock:
            if not whole:
                self._due.appendleft(piece)
            elif self.ensemble.complete:
                self.status = "done"

    def cancel(self) -> None:
        """Stop between two generations, or within a long fit; what is there stays."""
        self._end("cancelled")

    def resume(self) -> None:
        """After it was cancelled: what is due is to be worked off."""
        with self._lock:
            if self.status == "cancelled":
                self.ensemble.resume()
                self.status = "running"

    def _end(self, status: str) -> None:
        with self._lock:
            if not self.finished:
                self.status = status
                self.ensemble.stop()


class Piecemeal(Protocol):
    """Work that is done in pieces, each about as long as a lineage."""

    def take(self) -> int | None:
        """The next piece that is due, for the caller to work off; None where none is."""
        ...

    def work(self, piece: int) -> None:
        """Work it off."""
        ...


class Turns:
    """At most so many lineages at once, of all ensembles and searches in turn; the pool's other
    workers are left to whoever looks at a single run."""

    def __init__(self, pool: Executor, at_once: int) -> None:
        self._pool, self._at_once = pool, at_once
        self._line: deque[Piecemeal] = deque()
        self._at_work = 0
        self._lock = threading.Lock()

    def join(self, lineages: Piecemeal) -> None:
        """Put an ensemble, or a search, into the line."""
        with self._lock:
            if lineages not in self._line:
                self._line.append(lineages)
            self._fill()

    def _fill(self) -> None:
        while self._line and self._at_work < self._at_once:
            lineages = self._line.popleft()
            r = lineages.take()
            if r is not None:
                self._line.append(lineages)
                self._at_work += 1
                self._pool.submit(self._turn, lineages, r)

    def _turn(self, lineages: Piecemeal, r: int) -> None:
        lineages.work(r)
        with self._lock:
            self._at_work -= 1
            if lineages not in self._line:
                self._line.append(lineages)  # it may have been cancelled, and gone on since
            self._fill()


def key_of(settings: Settings, count: int) -> str:
    """One line that is equal for equal ensembles and for no others."""
    return f"{count} x {settings.key}"
