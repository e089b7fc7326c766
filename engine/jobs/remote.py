"""One process that works, as seen by the one that has it work."""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import cast
from weakref import WeakSet

from engine.jobs.cancelling import Cancellation
from engine.jobs.cores import ONE_THREAD
from engine.jobs.frames import get, put
from engine.jobs.protocols import Failure, Task, WorkerLost, failure
from engine.jobs.work import Send

ROOT = Path(__file__).parents[2]

POLITENESS = 10
"""How nice a process is that lets others go before it, as operating systems count it."""

PATIENCE = 0.5
"""Seconds that a process has for its own end before it is ended."""


_remotes: WeakSet["Remote"] = WeakSet()
_over = threading.Event()


def kill_all() -> None:
    """End every process that works for this one, without a word, and begin none any more: this one
    is about to end."""
    _over.set()
    for remote in tuple(_remotes):
        if process := remote._process:
            process.kill()


class Remote:
    """A fresh interpreter that does one task after the other; another one where it has died.

    It is started by hand, not by `multiprocessing`, which has a process import whatever its parent
    was started with: here the whole dashboard. It ends by itself when its parent is no more, for
    then nobody holds the other end of its pipe; and Ctrl+C is its parent's, not its own.
    """

    def __init__(self, yielding: bool = False, networks: bool = False) -> None:
        self._arguments = [str(POLITENESS if yielding else 0), *(["networks"] if networks else [])]
        self._process: subprocess.Popen[bytes] | None = None
        self._number, self._ended = 0, False
        self._starting, self._working = threading.Lock(), threading.Lock()
        _remotes.add(self)

    @property
    def pid(self) -> int | None:
        """The process, where there is one that lives."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def start(self) -> None:
        """Have a process ready, where there is none, or none that lives.

        Raises:
            WorkerLost: it was ended for good.
        """
        with self._starting:
            if self._ended or _over.is_set():
                raise WorkerLost
            if self.pid is None:
                self._discard()
                self._process = _begun(self._arguments)

    def work(self, task: Task, send: Send, cancelled: Cancellation) -> None:
        """Have the task done there.

        Raises:
            Failure: whatever a model or a metric raises there.
            WorkerLost: the process has died over it.
        """
        with self._working:
            self.start()
            try:
                self._done(task, send, cancelled)
            except Failure:
                raise
            except (OSError, EOFError):
                with self._starting:
                    self._discard()
                raise WorkerLost from None
            except Exception as error:
                raise failure(task.seeds[0], error) from error

    def end(self) -> None:
        """End it now, whatever it does; no other one takes its place."""
        with self._starting:
            self._ended = True
            if self._process:
                _end(self._process)
        with self._working:
            self._discard()

    def _done(self, task: Task, send: Send, cancelled: Cancellation) -> None:
        assert self._process
        orders, news = _pipes(self._process)
        self._number += 1
        number = self._number
        put(orders, (number, task.seeds[0], pickle.dumps(task)))
        with cancelled.telling(lambda: _cancel(orders, number)):
            while (told := get(news)) is not None:
                if isinstance(told, Failure):
                    raise told
                send(told)

    def _discard(self) -> None:
        if self._process:
            _end(self._process)
            for pipe in _pipes(self._process):
                pipe.close()
            self._process = None


def _begun(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """A worker that finds what this process finds, in one thread, away from this one's Ctrl+C."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = ONE_THREAD | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "engine.jobs.worker", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, bufsize=0, stdin=pipe, stdout=pipe, env=os.environ | own, start_new_session=True
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[FileIO, FileIO]:
    return cast(FileIO, process.stdin), cast(FileIO, process.stdout)


def _cancel(orders: FileIO, number: int) -> None:
    with suppress(OSError, ValueError):  # it may have died, or be gone for good
        put(orders, (number, 0, None))


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends by itself when its orders end; else it is ended."""
    _pipes(process)[0].close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
