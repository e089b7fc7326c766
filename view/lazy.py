"""Arrays of which only what is asked for is computed."""

from collections.abc import Callable
from typing import Any

from engine.arrays import Array


class Lazy:
    """An array that is computed where it is looked at."""

    def __init__(self, shape: tuple[int, ...], at: Callable[[Any], Array]) -> None:
        self.shape = shape
        self._at = at

    def __getitem__(self, index: Any) -> Array:
        return self._at(index)
