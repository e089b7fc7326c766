"""Arrays of which only what is asked for is computed."""

from collections.abc import Callable
from typing import Any, cast

from engine.arrays import Array


class LazyArray:
    """An array that is computed where it is looked at."""

    def __init__(self, shape: tuple[int, ...], at: Callable[[Any], Array]) -> None:
        self.shape = shape
        self._at = at

    @classmethod
    def of(cls, shape: tuple[int, ...], at: Callable[[Any], Array]) -> Array:
        """One that passes for an array with whoever asks for its shape and its rows alone."""
        return cast(Array, cls(shape, at))

    def __getitem__(self, index: Any) -> Array:
        return self._at(index)
