"""Rings when there is something new, and wakes whoever has not heard of it yet."""

import threading
from collections.abc import Callable


class Bell:
    """For any thread.

    Attributes:
        rung: how often it has rung: who knows that number has heard of everything so far.
    """

    def __init__(self) -> None:
        self.rung = 0
        self._lock = threading.Lock()
        self._waiting: set[Callable[[], None]] = set()

    def ring(self) -> None:
        """There is something new."""
        with self._lock:
            self.rung += 1
            waiting, self._waiting = self._waiting, set()
        for wake in waiting:
            wake()

    def listen(self, heard: int, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake` once it has rung another number of times than was heard; returns what makes
        the bell forget that."""
        with self._lock:
            if self.rung == heard:
                self._waiting.add(wake)
                return lambda: self._waiting.discard(wake)
        wake()
        return lambda: None
