"""How many may work at once here, and in how many threads each."""

import os

import threadpoolctl

GREEDY = ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA", "VECLIB")
"""Libraries that would otherwise each take every core in every process."""

ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in GREEDY}
"""How they are told so before they are loaded."""


def cores() -> int:
    """Processors that this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def one_thread() -> None:
    """From here on no library of this process computes in more than one thread: fits are small,
    and a sum has the same last digit wherever it is taken."""
    threadpoolctl.threadpool_limits(1)
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)  # for whatever is loaded later
