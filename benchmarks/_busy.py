"""A machine that has other things to do."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def busy(load: int) -> Iterator[None]:
    """So many processes beside that do nothing, and want to do it at once."""
    idle = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(load)]
    try:
        yield
    finally:
        for one in idle:
            one.kill()
            one.wait()
