"""What a server holds while visitors come and go: memory, threads, open files and what lies in its
temporary folder, after so many visits of mixed pages, new seeds, links loaded again and cuts."""

import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks._figures import NONE, Figure, at_least, at_most, less_than_ours, report
from benchmarks._pupil import Pupil
from benchmarks._server import memory, serving

VISITS, FEW = 2000, 24
MARKS = 20
"""How often is looked, evenly over all visits."""

AT_ONCE = 4
"""Visitors who are there at the same time."""

CUT, AGAIN = 0.15, 0.2
"""The parts of visits whose connection is cut on the way, and of those to a link of before."""

SOON = 0.6
"""Seconds after which a cut comes, at most."""

LEVEL = at_most(1.25)
"""Times what was held after half of the visits: what grew with each visit would be at twice."""

KEPT = "64"
"""Megabytes of runs that the server keeps: with a quarter of the machine it would go on keeping."""

FILES, VISITS_THERE = 256, 300
"""Open files that a process may have on a small machine, and visits that have to work there."""

LINKS = {
    "": "generations=100&samples=100",
    "clouds": "generations=200&samples=60",
    "dice": "generations=60",
    "digits": "truth=digits:components=4&model=gmm:components=3&samples=200&generations=20",
    "language": "generations=10",
    "remedies": "generations=100&samples=60",
    "map": "generations=50&x=samples%3D10%2C40&y=policy.fresh.rows%3D0%2C2&lineages=3",
    "horizon": "",
    "lesson": "step=3",
    "words": "",
}
"""Pages, and what is looked at there; whatever has a seed has another one each time."""

WHOLE = ("clouds", "digits")
"""Pages whose film is fetched to its end."""

SEEDLESS = ("horizon", "lesson", "words")


@dataclass(frozen=True)
class Held:
    """What a server holds: megabytes, threads, open files, and its temporary folder with whatever
    lies in it."""

    memory: float
    threads: int
    files: int
    temporary: int

    @classmethod
    def by(cls, pid: int, folder: Path) -> "Held":
        """Now."""
        process = Path(f"/proc/{pid}")
        threads, files = (sum(1 for _ in (process / what).iterdir()) for what in ("task", "fd"))
        temporary = 1 + sum(1 for _ in folder.rglob("*"))
        return cls(memory(pid), threads, files, temporary)


def measure(quick: bool) -> Iterator[Figure]:
    """A long day, and a machine that allows few open files."""
    yield from _day("a server", FEW if quick else VISITS, None)
    yield from _day(f"with {FILES} open files", FEW if quick else VISITS_THERE, FILES)


def _day(who: str, visits: int, files: int | None) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving("app.py", {"TMPDIR": name, "COPY_MEMORY": KEPT}, files) as (address, pid):
            seen: dict[int, Held] = {0: Held.by(pid, folder)}
            rng, whole = random.Random(visits), 0
            for mark in range(1, MARKS + 1):
                to = visits * mark // MARKS
                whole += asyncio.run(_visits(address, rng, to - max(seen)))
                seen[to] = Held.by(pid, folder)
                said = " ".join(f"{name} {value:,.0f}" for name, value in vars(seen[to]).items())
                print(f"       {who}, {to:,} visits: {said}", file=sys.stderr, flush=True)
    half, last = seen[visits * (MARKS // 2) // MARKS], seen[visits]
    for what, unit in {"memory": "MB", "threads": "", "files": "", "temporary": "entries"}.items():
        before, after = (float(getattr(held, what)) for held in (half, last))
        peer = less_than_ours("after half of them", max(before, 1), max(after, 1), LEVEL)
        name = {"files": "open files", "temporary": "temporary folder"}.get(what, what)
        yield Figure(f"{who}: {name} after {visits:,} visits", after, unit or "of them", NONE, peer)
    yield Figure(f"{who}: visits that were answered", whole / visits, "of all", at_least(1.0))


async def _visits(address: str, rng: random.Random, count: int) -> int:
    """So many, a few at a time; how many of them were answered, or cut on purpose."""
    orders = [_order(rng) for _ in range(count)]
    room = asyncio.Semaphore(AT_ONCE)

    async def one(page: str, query: str, cut: float | None) -> bool:
        pupil = Pupil(address, query, page)
        async with room:
            try:
                async with asyncio.timeout(cut):
                    await pupil.comes(films=page in WHOLE)
            except TimeoutError:
                return cut is not None
            return pupil.drawn is not None and not pupil.fault

    return sum(await asyncio.gather(*(one(*order) for order in orders)))


def _order(rng: random.Random) -> tuple[str, str, float | None]:
    """A page, its link, and when its connection is cut, if it is."""
    page = rng.choice(list(LINKS))
    seed = rng.randrange(5) if rng.random() < AGAIN else rng.randrange(10**9)
    own = "" if page in SEEDLESS else f"&seed={seed}"
    cut = rng.uniform(0, SOON) if rng.random() < CUT else None
    return page, f"{LINKS[page]}{own}", cut


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(report(measure, __doc__))
