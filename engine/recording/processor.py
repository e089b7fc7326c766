"""What computes here: the kind of processor, and the kernel by which numpy multiplies matrices."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import threadpoolctl
from llvmlite.binding import get_host_cpu_name

_LIBRARIES = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS", "flexiblas": "FlexiBLAS"}


@cache
def processor() -> Mapping[str, str]:
    """The processor's kind as compilers call it, and numpy's BLAS library with its kernel."""
    return {"processor": get_host_cpu_name(), "blas": blas(threadpoolctl.threadpool_info())}


def blas(loaded: Iterable[Mapping[str, Any]]) -> str:
    """Which of the libraries that are loaded numpy uses, and its kernel, if it says which."""
    found = [one for one in loaded if one["user_api"] == "blas"]
    for one in sorted(found, key=lambda one: not _of_numpy(Path(one["filepath"]))):
        name = _LIBRARIES.get(one["internal_api"], one["internal_api"])
        return f"{name} {one.get('architecture') or '(its kernel is not known)'}"
    return "unknown"


def _of_numpy(file: Path) -> bool:
    """Whether it came with numpy: others may have brought a library of their own."""
    return any(part.startswith("numpy") for part in file.parts[-3:-1])
