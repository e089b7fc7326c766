"""A folder becomes a dict: one file, one entry, found by itself."""

import importlib
import pkgutil
from typing import Any


def catalogue(package: str, path: list[str]) -> dict[str, type[Any]]:
    """Every kind in a package by the name of its file; no import error is swallowed. What begins
    with an underscore is no kind, but a part of one.

    Raises:
        LookupError: a file that declares no kind, or more than one.
    """
    found: dict[str, type[Any]] = {}
    names = (module.name for module in pkgutil.iter_modules(path))
    for name in sorted(name for name in names if not name.startswith("_")):
        module = importlib.import_module(f"{package}.{name}")
        kinds = [value for value in vars(module).values() if _declared_in(value, module.__name__)]
        if len(kinds) != 1:
            raise LookupError(f"{package}.{name} must declare one kind, not {len(kinds)}")
        found[name] = kinds[0]
    return found


def _declared_in(value: object, module: str) -> bool:
    return isinstance(value, type) and value.__module__ == module and hasattr(value, "label")
