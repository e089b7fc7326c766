"""When a file was last written: what was read from it holds until then."""

import os


def stamp(file: str) -> tuple[int, int]:
    """When the file was last written, in ns, and its size in bytes; a changed file is read anew."""
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return 0, 0  # reading it will say what is wrong
    return status.st_mtime_ns, status.st_size
