"""Try as many sequences as one likes: `python -m tests.sequences COUNT [SEED [LOAD]]`, or, with
`uploads` before the numbers, as many first uploads of a table."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks._busy import busy
from benchmarks._chromium import chromium
from tests.e2e.conftest import VIEWPORT, Server, Visit
from tests.sequences.sequence import tried
from tests.sequences.uploads import uploaded

Trial = Callable[[Visit, int, Path], tuple[list[str], list[str]]]
"""By a seed: what was done, and what was wrong."""


def main(trial: Trial, count: int, seed: int, load: int) -> int:
    """Print what was done in each trial, and what did not agree after it."""
    wrong = 0
    with tempfile.TemporaryDirectory() as place, busy(load), chromium() as browser:
        folder = Path(place)
        server = Server(folder).healthy()
        try:
            for number in range(seed, seed + count):
                context = browser.new_context(viewport=VIEWPORT)
                done, found = trial(Visit(context.new_page(), server.address), number, folder)
                context.close()
                wrong += bool(found)
                sys.stdout.write(f"{number} {'; '.join(done)}\n")
                sys.stdout.write("".join(f"  WRONG {each}\n" for each in found))
                sys.stdout.flush()
        finally:
            server.end()
    sys.stdout.write(f"{wrong} of {count} ended in disagreement\n")
    return min(wrong, 1)


if __name__ == "__main__":
    words = sys.argv[1:]
    one = uploaded if words[:1] == ["uploads"] else tried
    numbers = [int(word) for word in words if word != "uploads"]
    sys.exit(main(one, *numbers, *(20, 0, 4)[len(numbers) :]))
