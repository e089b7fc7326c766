"""A process that works: orders come in by one pipe, chunks go out by another."""

import importlib
import os
import pickle
import sys
import threading
from io import FileIO
from queue import SimpleQueue

import threadpoolctl

from engine.jobs.frames import get, put
from engine.jobs.protocols import Failure, Task, failure
from engine.jobs.settling import settle
from engine.jobs.work import work


class Orders:
    """What the parent wants done, and what it no longer waits for."""

    def __init__(self, pipe: FileIO) -> None:
        self.tasks: SimpleQueue[tuple[int, int, bytes]] = SimpleQueue()
        self._cancelled = 0
        threading.Thread(target=self._listen, args=(pipe,), daemon=True).start()

    def cancelled(self, number: int) -> bool:
        """Whether nobody waits for the task with this number any more."""
        return self._cancelled >= number

    def _listen(self, pipe: FileIO) -> None:
        """Without a parent there is nothing to do: end at once, whatever is being computed."""
        try:
            while True:
                number, seed, task = get(pipe)
                if task is None:
                    self._cancelled = number
                else:
                    self.tasks.put((number, seed, task))
        except (EOFError, OSError):
            os._exit(0)


def main() -> None:
    """Do one task after the other; what is printed on the way goes where errors go."""
    news = FileIO(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    orders = Orders(FileIO(os.dup(sys.stdin.fileno())))
    threadpoolctl.threadpool_limits(1)
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    if "networks" in sys.argv:
        importlib.import_module("torch")
    settle()
    while True:
        try:
            put(news, _done(orders, news, *orders.tasks.get()))
        except OSError:
            os._exit(0)  # nobody listens any more


def _done(orders: Orders, news: FileIO, number: int, seed: int, data: bytes) -> Failure | None:
    """Have it done; what went wrong, if something did."""
    try:
        task: Task = pickle.loads(data)
        work(task, lambda chunk: put(news, chunk), lambda: orders.cancelled(number))
    except Failure as failed:
        return failed
    except Exception as error:  # it names something that is not known here
        return failure(seed, error)
    return None


if __name__ == "__main__":
    main()
