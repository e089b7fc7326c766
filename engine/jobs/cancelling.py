"""Whether anybody still waits for a task: to be asked, or told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Cancellation:
    """Called, it says whether nobody waits any more; for any thread."""

    def __init__(self) -> None:
        self._cancelled = False
        self._tell: Callable[[], None] | None = None

    def __call__(self) -> bool:
        return self._cancelled

    def set(self) -> None:
        """Nobody waits any more."""
        self._cancelled = True
        tell = self._tell
        if tell:
            tell()

    @contextmanager
    def telling(self, what: Callable[[], None]) -> Iterator[None]:
        """Within, this is called when it is cancelled, and at once where it was."""
        self._tell = what
        try:
            if self._cancelled:
                what()
            yield
        finally:
            self._tell = None
