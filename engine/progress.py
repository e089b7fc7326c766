"""A long fit lets itself be watched, and stopped between two of its steps."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf, nan
from typing import TypeVar

TOLD_SECONDS = 0.25
"""How often somebody hears how far a fit is."""


class Cancelled(Exception):
    """Nobody waits for this fit any more."""


@dataclass(frozen=True)
class Step:
    """How far a fit has come: `done` of `total` steps in so many `seconds`, and its newest `loss`,
    in the model's own units; NaN before the first."""

    done: int = 0
    total: int = 0
    loss: float = nan
    seconds: float = 0.0


class Progress:
    """How far the fit that now runs has come, and a way to end it.

    Attributes:
        step: the newest one, which any thread may read.
        began: when the fit took its first step, by `time.perf_counter`; NaN before the first.
        patience: seconds after which a fit is stopped in any case.
        cancelled: who is asked whether to stop.
        told: who hears now and then how far it is.
    """

    def __init__(
        self,
        patience: float = inf,
        cancelled: Callable[[], bool] = lambda: False,
        told: Callable[[Step], None] = lambda step: None,
    ) -> None:
        self.step, self.began, self._due = Step(), nan, 0.0
        self.patience, self.cancelled, self.told = patience, cancelled, told
        self.stopped = False

    def stop(self) -> None:
        """End the fit at its next step, by raising `Cancelled` in it; for good."""
        self.stopped = True

    def take(self, done: int, total: int, loss: float | None) -> None:
        """One step further.

        Raises:
            Cancelled: somebody has asked it to end, or is out of patience.
        """
        now = time.perf_counter()
        if done == 0:
            self.began = now
        if self.stopped or self.cancelled() or now - self.began > self.patience:
            raise Cancelled
        self.step = Step(done, total, self.step.loss if loss is None else loss, now - self.began)
        if now > self._due:
            self._due = now + TOLD_SECONDS
            self.told(self.step)


_progress: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def watched(progress: Progress) -> Iterator[None]:
    """Whatever is fitted in here, in this thread, reports there and obeys."""
    token = _progress.set(progress)
    try:
        yield
    finally:
        _progress.reset(token)


def report(done: int, total: int, loss: float | None = None) -> None:
    """What a model says every few milliseconds while it learns.

    Raises:
        Cancelled: somebody has asked it to end, or is out of patience.
    """
    if progress := _progress.get():
        progress.take(done, total, loss)


Item = TypeVar("Item")


def stepped(items: Sequence[Item], begun: int, total: int) -> Iterator[Item]:
    """Each of these is a step, of which so many have been taken.

    Raises:
        Cancelled: as `report` does.
    """
    for at, item in enumerate(items, begun):
        report(at, total)
        yield item


def heed() -> None:
    """What a model asks amid a step that takes long.

    Raises:
        Cancelled: somebody has asked it to end.
    """
    progress = _progress.get()
    if progress and (progress.stopped or progress.cancelled()):
        raise Cancelled
