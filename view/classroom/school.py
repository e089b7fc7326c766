"""All classes of this server, each by its code; nothing of them is ever written down."""

import secrets
import threading
import time
from functools import cache

from view.classroom.classroom import Classroom, Clock, Refused

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Without vowels: no code is a word."""

LENGTH, CLASSES = 4, 50
"""Of a code, and how many classes there may be at once."""


class School:
    """For any thread."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._classes: dict[str, Classroom] = {}
        self._lock = threading.Lock()

    def begin(self) -> Classroom:
        """A class of its own.

        Raises:
            Refused: there are too many.
        """
        with self._lock:
            self._tidy()
            if len(self._classes) >= CLASSES:
                raise Refused("This server has as many classes as it can hold. Try again later.")
            code = self._code()
            self._classes[code] = Classroom(code, self._clock)
            return self._classes[code]

    def find(self, code: str) -> Classroom | None:
        """The class with this code; None where there is none, or none any more."""
        with self._lock:
            self._tidy()
            return self._classes.get(code.upper())

    def _code(self) -> str:
        while True:
            code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
            if code not in self._classes:
                return code

    def _tidy(self) -> None:
        """Classes that are over are let go."""
        self._classes = {code: one for code, one in self._classes.items() if not one.over}


@cache
def school() -> School:
    """This server's."""
    return School()
