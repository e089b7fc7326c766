"""The bytes of a file that somebody names, and never more of them than may be read."""

import os
import stat
from pathlib import Path

from engine.knobs import BadSpec


def contents(file: str | Path, most: int) -> bytes:
    """All bytes of a file; of one with more than `most`, so many and one more, which its reader
    refuses. Devices, pipes and what else has no end are not opened.

    Raises:
        BadSpec: no such file, none that holds bytes, or one that cannot be opened; one sentence.
    """
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        raise BadSpec("there is no such file") from None
    if not stat.S_ISREG(status.st_mode):
        raise BadSpec("there is no such file, but a folder, a device or a pipe")
    if not status.st_size:  # as of what the system only looks up when asked, and may wait for
        return b""
    try:
        with open(file, "rb") as opened:
            return opened.read(most + 1)
    except OSError:
        raise BadSpec("the file cannot be opened") from None
