"""A scheduler of other machines' workers, by Dask: for more lineages than one machine has cores."""

import atexit
import logging
import pickle
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from engine.jobs.cancelling import Cancellation
from engine.jobs.cluster_worker import NUMBERED, Told, ask, do, warm
from engine.jobs.cores import cores
from engine.jobs.protocols import Task, WorkerLost
from engine.jobs.remote import Remote
from engine.jobs.threads import ThreadScheduler
from engine.jobs.work import Send
from engine.knobs import BadSpec
from engine.settings import inputs
from engine.words import quoted

if TYPE_CHECKING:
    from distributed import Client

FIRST_ANSWER = 30.0
"""Seconds that a Dask scheduler has for its first answer."""

ANSWER = 5.0
"""Seconds after which an answer is taken to be lost, and it is asked who is still there."""

SOON, LATE = 0.1, 1.0
"""Seconds between two questions to a worker, at first and where nothing new has come for long: so
long it takes at most until it hears that nobody waits any more."""

LOOK = 1.0
"""Seconds between two looks at who is there."""

HANDS_AT_MOST = 1024
"""Tasks that are handed out at once."""


class SchedulerLost(Exception):
    """Whoever knows the workers no longer answers."""


class Workers:
    """The workers that a Dask scheduler knows, each by its address, and who is busy there.

    Everything goes by way of the scheduler: no worker has to be reached from here.
    """

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        self._threads: dict[str, int] = {}
        self._busy: Counter[str] = Counter()
        self._looked = 0.0
        self._lock = threading.Lock()

    def threads(self) -> dict[str, int]:
        """How many tasks each does at once, as known a moment ago.

        Raises:
            SchedulerLost: nobody knows.
        """
        if time.monotonic() > self._looked + LOOK:
            self._look()
        return self._threads

    def start(self) -> None:
        """Have those that are there load what they need."""
        with suppress(SchedulerLost):
            for worker, count in self.threads().items():
                for _ in range(count):
                    self._submit(warm, f"copy-warm-{uuid4().hex}", worker)

    def work(self, task: Task, send: Send, cancelled: Cancellation) -> None:
        """Have it done by whoever is free.

        Raises:
            Failure: whatever a model or a metric raises there.
            WorkerLost: whoever was at it is no more.
            SchedulerLost: nobody answers any more.
        """
        data = pickle.dumps(task)
        with self._free(cancelled) as worker:
            if worker:
                self._have_done(worker, task, data, send, cancelled)

    def close(self) -> None:
        """Part from the scheduler; the workers stay."""
        with suppress(Exception):  # it may be gone, with half of what the client has open
            self._client.close(timeout=ANSWER)  # type: ignore[no-untyped-call]

    @contextmanager
    def _free(self, cancelled: Cancellation) -> Iterator[str | None]:
        """A worker that is free, as soon as there is one; None where nobody waits any more."""
        while not (worker := self._take()):
            if cancelled():
                yield None
                return
            time.sleep(SOON)
        try:
            yield worker
        finally:
            with self._lock:
                self._busy[worker] -= 1

    def _take(self) -> str | None:
        """The one that has most threads left."""
        threads = self.threads()
        with self._lock:
            left = {worker: count - self._busy[worker] for worker, count in threads.items()}
            worker = max(left, key=lambda one: left[one], default=None)
            if worker is None or left[worker] < 1:
                return None
            self._busy[worker] += 1
            return worker

    def _have_done(
        self, worker: str, task: Task, data: bytes, send: Send, cancelled: Cancellation
    ) -> None:
        key, had, patience = f"copy-{uuid4().hex}", 0, SOON
        future = self._submit(do, key, worker, key, NUMBERED, task.seeds[0], data)
        eager, late = task.interactive, SOON if task.interactive else LATE
        try:
            while True:
                told = self._asked(worker, future, key, had, cancelled(), eager, patience)
                for chunk in told.chunks:
                    send(chunk)
                if told.failed:
                    raise told.failed
                if told.ended:
                    return
                had += len(told.chunks)
                patience = SOON if told.chunks else min(1.5 * patience, late)
        finally:
            future.release()

    def _asked(self, worker: str, future: Any, *question: Any) -> Told:
        """What a worker says; nothing where the answer was lost, though both are still there."""
        try:
            return self._call(self._client.run, ask, *question, workers=[worker])[worker]
        except Exception:  # whatever Dask makes of it
            if worker not in self._look():
                raise WorkerLost from None
        time.sleep(SOON)
        if future.status == "error":  # it has not even begun
            raise RuntimeError(f"a Dask worker says {future.exception(timeout=ANSWER)!r}")
        return Told((), False, None)

    def _look(self) -> dict[str, int]:
        """How many threads each has now."""
        while self._client.status == "running":
            try:
                self._threads = dict(self._call(self._client.nthreads))
            except Exception:  # it may be busy, or just going
                time.sleep(SOON)
                continue
            self._looked = time.monotonic()
            return self._threads
        raise SchedulerLost

    def _call(self, what: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return self._client.sync(  # type: ignore[no-untyped-call]
            what, *arguments, callback_timeout=ANSWER, **named
        )

    def _submit(self, what: Callable[..., Any], key: str, worker: str, *arguments: Any) -> Any:
        return self._client.submit(
            what, *arguments, key=key, workers=[worker], allow_other_workers=False, pure=False
        )


class ClusterScheduler(ThreadScheduler):
    """As many tasks at once as a Dask cluster has threads, also when more of them come; with the
    first job they begin.

    A worker that is lost takes nothing but what it was just computing with it, and the job counts
    that in `restarts`. What reads a file of this machine is done by processes of this machine.
    Where the scheduler is lost, these do all that is left, and from then on it is `cut_off`:
    `told` hears that in a sentence.

    Raises:
        BadSpec: Dask is not installed here, or no scheduler answers at this address.
    """

    def __init__(
        self, address: str, told: Callable[[str], None] = lambda _: None, here: int | None = None
    ) -> None:
        self._address, self._told = address, told
        self._here = [Remote() for _ in range(here or cores())]
        self._free = SimpleQueue[Remote]()
        for remote in self._here:
            self._free.put(remote)
        self._telling, self._closing = threading.Lock(), threading.Event()
        self._cluster = Workers(address)
        super().__init__(1, [self._compute])
        self._follow()
        self._watching = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._watching.start()
        atexit.register(self.close)

    def start(self) -> None:
        """Have the workers ready before there is a job."""
        self._cluster.start()

    def close(self) -> None:
        """Cancel all that is not finished, and part from the cluster."""
        atexit.unregister(self.close)
        self._closing.set()
        self.dismiss()
        for remote in self._here:
            remote.end()
        self._watching.join()
        self.join()
        self._cluster.close()

    def _compute(self, task: Task, send: Send, cancelled: Cancellation) -> None:
        if not (self.cut_off or inputs(task.settings)):
            try:
                return self._cluster.work(task, send, cancelled)
            except SchedulerLost:
                self._cut_off()
        while not cancelled():
            with suppress(Empty):
                remote = self._free.get(timeout=SOON)
                break
        else:
            return None
        try:
            return remote.work(task, send, cancelled)
        finally:
            self._free.put(remote)

    def _cut_off(self) -> None:
        with self._telling:
            first, self.cut_off = not self.cut_off, True
        if first:
            self._told(cut_off(self._address, len(self._here)))

    def _watch(self) -> None:
        """New workers are given work, too; and it is known soon where the scheduler is lost."""
        while not self.cut_off and not self._closing.wait(LOOK):
            try:
                self._follow()
            except SchedulerLost:
                self._cut_off()

    def _follow(self) -> None:
        there = min(sum(self._cluster.threads().values()), HANDS_AT_MOST)
        for _ in range(there - self.workers):
            self.widen(self._compute)


def cut_off(address: str, count: int) -> str:
    """What is said where the scheduler is lost."""
    of = "one process" if count == 1 else f"{count} processes"
    return f"the Dask scheduler at {address} no longer answers: {of} of this machine go on"


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        said = "a cluster needs Dask: pip install -r requirements-cluster.txt"
        raise BadSpec(said) from None
    # What it has to say of a scheduler that is gone is said in our own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(  # type: ignore[no-untyped-call]
            address, timeout=FIRST_ANSWER, set_as_default=False
        )
    except (OSError, ValueError) as bad:
        said = f"no Dask scheduler answers at {quoted(address)}: {bad}"
        raise BadSpec(said) from None
