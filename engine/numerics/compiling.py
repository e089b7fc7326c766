"""How the inner loops are compiled, and where what was compiled is kept.

It is kept beside the source or in the user's home, or where `NUMBA_CACHE_DIR` says: numba takes
the first of these that can be written. Where none can, it is kept in this process's own temporary
folder, in which its workers find it, too; and where not even that can be written, it is compiled
whenever it is needed.
"""

import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pickle import UnpicklingError
from typing import Any

from numba import config, njit
from numba.core.caching import FunctionCache

from engine.own_folder import OWN, made

LOG = logging.getLogger(__name__)
FOLDER = OWN / "kernels"


class _Kept(FunctionCache):
    """What was compiled, on the disk: what cannot be read there is compiled, and what cannot be
    written is not kept, but neither keeps anybody from computing."""

    def load_overload(self, signature: Any, context: Any) -> Any:
        try:
            return super().load_overload(signature, context)  # type: ignore[no-untyped-call]
        except (OSError, EOFError, UnpicklingError):
            with suppress(OSError):
                self.flush()  # type: ignore[no-untyped-call]
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        try:
            super().save_overload(signature, compiled)  # type: ignore[no-untyped-call]
        except OSError as bad:
            _tell(f"what is compiled cannot be kept in {self.cache_path} ({bad.strerror})")


_kernels: list[Any] = []


def _keep(kernel: Any) -> Any:
    """The same, kept wherever it can be."""
    _kernels.append(kernel)
    if not _kept(kernel) and _take_own_folder():
        _kept(kernel)
    return kernel


def _kept(kernel: Any) -> bool:
    try:
        # What `njit(cache=True)` does, but for the name.
        kernel._cache = _Kept(kernel.py_func)  # type: ignore[no-untyped-call]
    except RuntimeError:  # numba finds no place that can be written
        return False
    return True


def keep_in_own_folder() -> None:
    """Keep what is compiled from here on where no other process writes: of two that compile at once
    beside the source, one may crash. What lies there is taken along. To be called before anything
    is computed."""
    before = [_place(kernel) for kernel in _kernels]
    if _own_folder():
        for kernel, place in zip(_kernels, before, strict=True):
            if _kept(kernel) and place:
                _take_along(place, _place(kernel))


def _place(kernel: Any) -> str:
    return getattr(kernel._cache, "cache_path", "")


@cache
def _take_along(place: str, to: str) -> None:
    with suppress(OSError):  # then it is compiled
        shutil.copytree(place, to, ignore=_but_compiled, dirs_exist_ok=True)


def _but_compiled(_: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith((".nbi", ".nbc"))]


@cache
def _own_folder() -> bool:
    """Whether numba keeps it there."""
    try:
        made(FOLDER)
    except OSError as bad:
        _tell(f"there is no place for what is compiled ({bad})")
        return False
    # Whoever is started by this process takes it from the environment.
    os.environ["NUMBA_CACHE_DIR"] = str(FOLDER)
    config.CACHE_DIR = str(FOLDER)  # type: ignore[attr-defined]
    return True


@cache
def _take_own_folder() -> bool:
    """Whether that can be; asked once, for numba has then been told."""
    if not _own_folder():
        return False
    LOG.warning(
        "Neither the checkout nor a home can be written: what is compiled is kept in %s until the "
        "end. NUMBA_CACHE_DIR=... names a folder that stays.",
        FOLDER,
    )
    return True


@cache
def _tell(why: str) -> None:
    LOG.warning("%s; every start compiles it anew.", why[0].upper() + why[1:])


def _compiled(**how: Any) -> Callable[[Any], Any]:
    return lambda loop: _keep(njit(nogil=True, error_model="numpy", **how)(loop))


exact = _compiled(fastmath={"contract"})
summing = _compiled(fastmath={"contract", "reassoc"})
"""Sums in any order: what lets a reduction use vector instructions."""
