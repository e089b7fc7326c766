"""Nested dataclasses of arrays and plain values, laid flat for a file and put together again."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from engine.arrays import Array

T = TypeVar("T")

PLAIN: Mapping[Any, str] = {bool: "b", int: "iu", float: "fiu", str: "U"}
"""Of which kinds of numpy's a plain value may have been written."""


def packed(thing: Any, prefix: str = "") -> dict[str, Array]:
    """Every field as an array, named by its path; what is None is left out.

    A tuple holds arrays that are alike in shape, and becomes one.
    """
    arrays: dict[str, Array] = {}
    for field in fields(thing):
        name, value = f"{prefix}{field.name}", getattr(thing, field.name)
        if is_dataclass(value):
            arrays |= packed(value, f"{name}.")
        elif value is not None:
            arrays[name] = np.asarray(value)
    return arrays


def unpacked(cls: type[T], arrays: Mapping[str, Array], prefix: str = "", **given: Any) -> T:
    """An instance from what `packed` made of one, equal to the last bit; `given` fields are taken
    as they are.

    Raises:
        KeyError: a field is missing.
        TypeError: one that is a number, or a word, is not.
    """
    hints = get_type_hints(cls)
    for field in fields(cls):  # type: ignore[arg-type]
        if field.name not in given:
            given[field.name] = _field(hints[field.name], arrays, f"{prefix}{field.name}")
    return cls(**given)


def _field(hint: Any, arrays: Mapping[str, Array], name: str) -> Any:
    kinds: list[Any] = [kind for kind in (hint, *get_args(hint)) if is_dataclass(kind)]
    if not kinds:
        value = arrays[name]
        if get_origin(hint) is tuple:
            return tuple(value)
        if hint in PLAIN and (value.ndim or value.dtype.kind not in PLAIN[hint]):
            raise TypeError(f"{name} is no {hint.__name__}")
        return value if value.ndim else value.item()
    if type(None) in get_args(hint) and not any(key.startswith(f"{name}.") for key in arrays):
        return None
    return unpacked(kinds[0], arrays, f"{name}.")
