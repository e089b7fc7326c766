"""What a Dask worker does: a task in one of its threads, chunks to whoever asks for them."""

import asyncio
import pickle
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from engine.jobs.cores import one_thread
from engine.jobs.protocols import Failure, Task, failure
from engine.jobs.settling import settle
from engine.jobs.work import work
from engine.numerics.compiling import keep_in_own_folder
from engine.recording import Chunk
from engine.version import NUMBERS, VERSION

LEASE = 60.0
"""Seconds for which nobody asks before a task is given up: whoever wanted it is no more."""

LATER = 10.0
"""Seconds for which what was told last is kept: its answer may be lost, and asked for again."""

NUMBERED = VERSION, NUMBERS
"""What two must have in common to come to the same numbers."""


@dataclass
class Box:
    """What a task has come to, for as long as it was not fetched.

    Attributes:
        chunks: those that were not fetched; the first of them is the one with number `begin`.
        ended: whether there will be no more.
        failed: what went wrong, if something did.
        cancelled: whether nobody waits for it any more.
        asked: when somebody last asked.
        wake: called whenever there is more, for whoever waits: to look for it again and again
            would take the interpreter from the work.
    """

    chunks: list[Chunk] = field(default_factory=list)
    begin: int = 0
    ended: bool = False
    failed: Failure | None = None
    cancelled: bool = False
    asked: float = field(default_factory=time.monotonic)
    wake: Callable[[], None] = lambda: None

    def put(self, chunk: Chunk) -> None:
        """One more."""
        self.chunks.append(chunk)
        self.wake()

    def end(self) -> None:
        """There will be no more."""
        self.ended = True
        self.wake()

    def over(self) -> bool:
        """Whether the work is to end: polled by it, for Dask does not stop what runs."""
        return self.cancelled or time.monotonic() > self.asked + LEASE


@dataclass(frozen=True)
class Told:
    """An answer: some chunks, whether they are the last, and what went wrong."""

    chunks: tuple[Chunk, ...]
    ended: bool
    failed: Failure | None


_boxes: dict[str, Box] = {}


def do(key: str, numbered: tuple[str, int], seed: int, data: bytes) -> None:
    """Have a task done, whose chunks are put aside."""
    _sweep()
    box = _boxes.setdefault(key, Box())
    try:
        if numbered != NUMBERED:
            raise ValueError(f"a worker of version {NUMBERED} cannot compute for {numbered}")
        _ready(threading.get_ident())
        task: Task = pickle.loads(data)
        work(task, box.put, box.over)
    except Failure as failed:
        box.failed = failed
    except Exception as error:  # it names something that is not known here
        box.failed = failure(seed, error)
    finally:
        box.end()


async def ask(key: str, had: int, cancelled: bool, eager: bool, patience: float) -> Told:
    """What follows after so many chunks, at the task's end or after so many seconds, for who is
    eager as soon as there is anything."""
    box = _boxes.setdefault(key, Box())
    box.cancelled = box.cancelled or cancelled
    box.asked = time.monotonic()
    del box.chunks[: had - box.begin]
    box.begin = had
    more = _woken(box)
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while not (box.ended or (eager and box.chunks)):
                await more.wait()
                more.clear()
    ended = box.ended  # before it is looked what there is: nothing comes after
    return Told(tuple(box.chunks), ended, box.failed if ended else None)


def _woken(box: Box) -> asyncio.Event:
    """Set, from whichever thread, as soon as there is more."""
    loop, more = asyncio.get_running_loop(), asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the worker is about to end
            loop.call_soon_threadsafe(more.set)

    box.wake = wake
    return more


def warm() -> None:
    """Be ready for the first task."""
    _ready(threading.get_ident())


def _sweep() -> None:
    now = time.monotonic()
    for key, box in list(_boxes.items()):
        if now > box.asked + (LATER if box.ended else LEASE + LATER):
            _boxes.pop(key, None)


_first = threading.Lock()


@cache
def _ready(thread: int) -> None:
    """One thread for whatever computes in this one, and once in this process everything loaded."""
    one_thread()
    with _first:
        _warmed()


@cache
def _warmed() -> None:
    keep_in_own_folder()
    settle()
