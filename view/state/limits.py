"""What the server may take of its machine: memory, processes, open files."""

import logging
import os
from contextlib import suppress

from engine.jobs import cores, machine_bytes
from engine.knobs import Knob

_LOG = logging.getLogger(__name__)
MB = 10**6

WORKER_BYTES, TRAINER_BYTES = 512 * MB, 2048 * MB
"""What there has to be for each process beyond the first that computes lineages or trains networks:
it takes 200 or 400 MB itself."""

FILES = 65_536
"""Open files that are enough."""

OWN, EACH, LEFT = 96, 3, 128
"""Open files of the server itself, and of each visitor, who may have left; and as many of those as
Streamlit keeps."""

WORKERS = Knob(cores(), "Workers", "Processes that compute lineages; 0: none but this one.", 0, 256)
MEMORY = Knob(1024, "Memory", "MB for all runs together, under way or kept.", 1, 10_000_000)


def bytes_for_runs() -> int:
    """What all runs together may take, those that are kept and those under way: so many megabytes
    as `COPY_MEMORY` says, by default a quarter of what there is here.

    Raises:
        BadSpec: it says no such number.
    """
    there = max(machine_bytes() // 4 // MB, 1)
    return MB * int(MEMORY.admit("COPY_MEMORY", os.environ.get("COPY_MEMORY", there)))


def workers() -> int:
    """Processes that compute lineages: as many as `COPY_WORKERS` says, by default one for each core
    that there is memory for; 0 for none.

    Raises:
        BadSpec: it says no such number.
    """
    there = max(min(cores(), machine_bytes() // WORKER_BYTES), 1)
    return int(WORKERS.admit("COPY_WORKERS", os.environ.get("COPY_WORKERS", there)))


def trainers(most: int) -> int:
    """Processes that train networks, of so many at most: each holds PyTorch."""
    return max(min(most, machine_bytes() // TRAINER_BYTES), 1)


def open_many_files() -> int:
    """Let this process open as many files as it may, and say for how many visitors who have left it
    has room: Streamlit holds three for each visit of the last two minutes, and where 256 are
    allowed, as on every Mac, the 82nd visit would fail."""
    try:
        import resource
    except ImportError:  # where there is no such limit
        return LEFT
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    for number in (wanted, min(wanted, 10_240)):  # of which macOS allows no more, whatever it says
        if soft == resource.RLIM_INFINITY or soft >= number:
            break
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (number, hard))
            soft = number
    if soft == resource.RLIM_INFINITY or soft >= 1024:
        return LEFT
    left = max(min((soft - OWN) // EACH // 2, LEFT), 1)
    _LOG.warning(
        "This process may open %s files and no more: of the visitors who have left it keeps the "
        "last %s, in case they come back, and some %s more can be here at once. A higher limit "
        "(ulimit -Hn) makes room for more.",
        soft,
        left,
        left,
    )
    return left
