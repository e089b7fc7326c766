"""Try as many sequences as one likes: `python -m tests.sequences COUNT [SEED [LOAD]]`."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks._chromium import chromium
from tests.e2e.conftest import VIEWPORT, Server, Visit
from tests.sequences.sequence import tried


def main(count: int, seed: int, load: int) -> int:
    """Print each sequence that ended in disagreement, and how many there were."""
    wrong = 0
    with tempfile.TemporaryDirectory() as place, busy(load), chromium() as browser:
        folder = Path(place)
        server = Server(folder).healthy()
        try:
            for number in range(seed, seed + count):
                context = browser.new_context(viewport=VIEWPORT)
                done, found = tried(Visit(context.new_page(), server.address), number, folder)
                context.close()
                wrong += bool(found)
                sys.stdout.write(f"{number} {'; '.join(done)}\n")
                sys.stdout.write("".join(f"  WRONG {each}\n" for each in found))
                sys.stdout.flush()
        finally:
            server.end()
    sys.stdout.write(f"{wrong} of {count} sequences ended in disagreement\n")
    return min(wrong, 1)


@contextlib.contextmanager
def busy(load: int) -> Iterator[None]:
    """So many processes beside that do nothing, and want to do it at once."""
    idle = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(load)]
    try:
        yield
    finally:
        for one in idle:
            one.kill()
            one.wait()


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*[*numbers, *(20, 0, 4)[len(numbers) :]]))
