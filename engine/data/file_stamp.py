"""When a file was last written: what was read from it holds until then."""

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def stamp(file: str) -> tuple[int, int]:
    """When the file was last written, in ns, and its size in bytes; a changed file is read anew."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return 0, 0  # reading it will say what is wrong
    return status.st_mtime_ns, status.st_size


def remembered(maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function of hashable things has found, as long as the file that its first one
    names, in `file`, is what it was; for ever of one that names none."""

    def remember(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=maxsize)
        def kept(written: tuple[int, int] | None, *things: Any) -> R:
            return function(*things)

        @wraps(function)
        def found(*things: P.args, **_: P.kwargs) -> R:
            file = getattr(things[0], "file", "")
            return kept(stamp(file) if file else None, *things)

        return found

    return remember
