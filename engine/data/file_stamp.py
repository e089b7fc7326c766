"""When a file was last written: what was read from it holds until then."""

import os
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def stamp(file: str) -> tuple[int, int]:
    """When the file was last written, in ns, and its size in bytes; a changed file is read anew."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return 0, 0  # reading it will say what is wrong
    return status.st_mtime_ns, status.st_size


def remembered(maxsize: int) -> Callable[[F], F]:
    """Keep what a function of hashable things has found, as long as the file that its first one
    names, in `file`, is what it was; for ever of one that names none."""

    def remember(function: F) -> F:
        @lru_cache(maxsize=maxsize)
        def kept(written: tuple[int, int] | None, *things: Any) -> Any:
            return function(*things)

        @wraps(function)
        def found(first: Any, *others: Any) -> Any:
            file = getattr(first, "file", "")
            return kept(stamp(file) if file else None, first, *others)

        return cast(F, found)

    return remember
