"""A long fit lets itself be watched, and stopped between two of its steps."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf, nan


class Cancelled(Exception):
    """Nobody waits for this fit any more."""


class Progress:
    """How far the fit that now runs has come, to be read from any thread, and a way to end it.

    Attributes:
        done, total: steps of the fit, both 0 before the first one speaks up.
        loss: the newest loss, in the model's own units; NaN before the first.
        began: when the fit took its first step, by `time.perf_counter`; NaN before the first.
        patience: seconds after which a fit is stopped in any case.
        cancelled: who else is asked whether to stop.
    """

    def __init__(
        self, patience: float = inf, cancelled: Callable[[], bool] = lambda: False
    ) -> None:
        self.done, self.total, self.loss, self.began = 0, 0, nan, nan
        self.patience, self.cancelled, self.stopped = patience, cancelled, False

    def stop(self) -> None:
        """End the fit at its next step, by raising `Cancelled` in it; for good."""
        self.stopped = True


_watch: ContextVar[Progress | None] = ContextVar("watch", default=None)


@contextmanager
def watched(watch: Progress) -> Iterator[None]:
    """Whatever is fitted in here, in this thread, reports to this watch and obeys it."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def report(done: int, total: int, loss: float | None = None) -> None:
    """What a model says every few milliseconds while it learns.

    Raises:
        Stopped: somebody has asked it to end, or is out of patience.
    """
    watch = _watch.get()
    if watch is None:
        return
    now = time.perf_counter()
    if done == 0:
        watch.began = now
    if watch.stopped or watch.cancelled() or now - watch.began > watch.patience:
        raise Cancelled
    watch.done, watch.total = done, total
    watch.loss = watch.loss if loss is None else loss


def heed() -> None:
    """What a model asks amid a step that takes long.

    Raises:
        Stopped: somebody has asked it to end.
    """
    watch = _watch.get()
    if watch is not None and (watch.stopped or watch.cancelled()):
        raise Cancelled
