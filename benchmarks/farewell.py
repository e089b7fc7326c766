"""How long a server takes to be gone after Ctrl+C, whatever it is computing, and what it leaves:
processes, or words beyond the usual ones."""

import asyncio
import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks._busy import busy
from benchmarks._figures import NONE, Figure, at_least, at_most, report
from benchmarks._pupil import Pupil
from benchmarks._server import started, started_by

TIMES, FEW = 20, 1

GONE = at_most(2.0)
"""Seconds, on a machine that has nothing else to do."""

SECOND = 0.2
"""Seconds from one press to the next, where there are two."""

BUSY = 2
"""Processes beside that want to do something all the time."""

UNDER_WAY = 3.0
"""Seconds within which the presses come, once it is under way."""

ENDS_AT_MOST = 60.0
"""Seconds for which an end is waited for."""

WORKERS = ("2", "0")
"""Processes for what takes many lineages, and for networks; none: threads."""

WORDS = re.compile(rb"Traceback|terminate called|Error|Exception|Fatal|leaked")
"""What a server that ends quietly does not say."""


@dataclass(frozen=True)
class Work:
    """A page and its link, for a seed, and what is downloaded there once it is drawn."""

    page: str
    query: str
    download: str = ""


WORKS: Mapping[str, Work] = {
    "a network": Work("digits", "model=vae:hidden=64,steps=2000&generations=60&seed={seed}"),
    "256 lineages": Work("clouds", "samples=500&generations=500&lineages=256&seed={seed}"),
    "a download": Work(
        "clouds", "samples=5000&generations=400&seed={seed}", download="Everything (ZIP)"
    ),
    "a map": Work(
        "map",
        "x=samples%3D10%2C40%2C80%2C160&y=policy.fresh.rows%3D0%2C2%2C4%2C8&lineages=30"
        "&generations={some}",
    ),
}


@dataclass(frozen=True)
class End:
    """Seconds until the server was gone, processes that it left, and words that it need not say."""

    seconds: float
    left: int
    words: int


def measure(quick: bool) -> Iterator[Figure]:
    """By what is computed, by whom, with one press and with two, alone and on a busy machine."""
    times, chance = FEW if quick else TIMES, random.Random(0)
    presses_busy = [(1, 0)] if quick else [(1, 0), (2, 0), (1, BUSY), (2, BUSY)]
    for presses, beside in presses_busy:
        with busy(beside):
            for what, work in WORKS.items():
                for workers in WORKERS[:1] if quick else WORKERS:
                    ends = [_ended(work, workers, presses, chance) for _ in range(times)]
                    yield from _figures(_named(what, workers, presses, beside), ends, beside)


def _named(what: str, workers: str, presses: int, beside: int) -> str:
    where = f"{workers} processes" if int(workers) else "threads"
    pressed = "one press" if presses == 1 else "two presses"
    return f"{what}, {where}, {pressed}{', on a busy machine' if beside else ''}"


def _figures(name: str, ends: list[End], beside: int) -> Iterator[Figure]:
    longest = max(end.seconds for end in ends)
    quiet = sum(not end.left and not end.words for end in ends) / len(ends)
    yield Figure(f"{name}: gone after", median(end.seconds for end in ends), "s, half of the times")
    yield Figure(f"{name}: gone at last", longest, "s", NONE if beside else GONE)
    yield Figure(f"{name}: quietly, and nothing is left", quiet, "of all", at_least(1.0))


def _ended(work: Work, workers: str, presses: int, chance: random.Random) -> End:
    """Start a server, have it do that, and end it."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        environment = {"TMPDIR": folder, "COPY_WORKERS": workers}
        with started("app.py", environment, log=log) as (address, server):
            end = asyncio.run(_pressed(work, address, server, presses, chance))
        log.seek(0)
        said = log.read()
        words = len(WORDS.findall(said))
        if words:
            sys.stderr.write(said.decode(errors="replace"))
        return End(*end, words)


async def _pressed(
    work: Work,
    address: str,
    server: "subprocess.Popen[bytes]",
    presses: int,
    chance: random.Random,
) -> tuple[float, int]:
    """Once it is under way: seconds until the server is gone, and processes that are left."""
    query = work.query.format(seed=chance.randrange(10**9), some=chance.randrange(200, 400))
    visitor = Pupil(address, query, work.page)
    looking = asyncio.create_task(visitor.looks_on(work.download))
    await visitor.under_way()
    await asyncio.sleep(chance.uniform(0, UNDER_WAY))
    others = started_by(server.pid)
    began = time.monotonic()
    for press in range(presses):
        await asyncio.sleep(SECOND * press)
        with contextlib.suppress(ProcessLookupError):
            os.kill(server.pid, signal.SIGINT)
    await asyncio.to_thread(server.wait, ENDS_AT_MOST)
    seconds = time.monotonic() - began
    looking.cancel()
    with contextlib.suppress(asyncio.CancelledError, OSError):
        await looking
    await asyncio.sleep(0.3)  # whoever was told to end has ended
    return seconds, sum(map(_lives, others))


def _lives(pid: int) -> bool:
    """Whether it is there, and does not only wait until its end is noticed."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(report(measure, __doc__))
