"""How much memory there is here, and how much of it a run may take while it is computed."""

import os
from contextlib import suppress
from math import inf
from pathlib import Path

from engine.settings import Settings, at_hand

NUMBER_BYTES = 160
"""What a fit takes at most for each number of its training set: so much do five-grams of a text; a
kernel estimate of pictures takes 100, a mixture of them 35 (the command line's peak, with six to
ten million numbers at hand)."""

CONTAINER, OWN_GROUPS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


UNSAID = 4 * 2**30
"""What is reckoned with where nobody says how much there is."""


def machine_bytes() -> int:
    """What this process may have at most: the least of what the machine, a container around it
    (cgroup) and its user's limits (`ulimit -v`) allow."""
    found = min(_physical(), _of_container(), _of_user())
    return UNSAID if found == inf else int(found)


def needed_bytes(settings: Settings) -> int:
    """What a lineage may take while it is computed, beside what it leaves."""
    return NUMBER_BYTES * at_hand(settings)


def _physical() -> float:
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):
        return inf


def _of_container() -> float:
    """Of the second and the first kind of Linux's control groups: of that which this process is in,
    and of those around it. A container may show its own as if nothing were around it."""
    found = inf
    for folder, name in (("", "memory.max"), ("memory", "memory.limit_in_bytes")):
        for group in _groups(folder):
            with suppress(OSError, ValueError):  # there is none, or it says "max"
                found = min(found, float((CONTAINER / folder / group / name).read_text()))
    return found


def _groups(controller: str) -> list[Path]:
    """The group that this process is in, with those around it, below the folder of them all."""
    with suppress(OSError):
        for line in OWN_GROUPS.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controller in controllers.split(","):
                inner = Path(path.lstrip("/"))
                return [inner, *inner.parents]
    return [Path()]


def _of_user() -> float:
    try:
        import resource
    except ImportError:  # where there are no such limits
        return inf
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return inf if soft == resource.RLIM_INFINITY else float(soft)
