"""A class on one link: when each has its film, and what that costs, against a page of one word as
Streamlit serves it, which collects garbage after each visitor's script."""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks._figures import NONE, Figure, at_least, at_most, less_than_ours, report
from benchmarks._pupil import Pupil
from benchmarks._server import memory, serving, spent

PUPILS, FEW = 40, 4
ONE = "one link"
CASES = {ONE: 1, "ten links": 10, "a link each": 40}
"""How many different runs a class looks at."""

BUSY = "a link each, beside a network and 256 lineages"
OTHERS = ["preset=vae&generations=1500", "preset=paper&lineages=256"]
"""What two others look at meanwhile, who came before."""

SETTLED = 12.0
"""Seconds after which these are at work."""

LIMITS = {
    "picture": at_most(1.3),
    "whole": at_most(2.0),
    "processor": at_most(2.0),
    "sent": at_most(1.2),
    "films": at_least(1.0),
    "free": at_least(1.0),
}
"""On one link: times a page of one word until the first picture and until the whole film; seconds
of processor more than it; megabytes each; who has a film, and who was asked
whether a run may start."""

Found = dict[str, float]


def measure(quick: bool) -> Iterator[Figure]:
    """Classes of forty, or a class of four and a short run; the page of one word comes first and
    last."""
    pupils, cases, query = (FEW, [ONE], "&generations=200") if quick else (PUPILS, [*CASES], "")
    with serving("app.py") as ours, serving("benchmarks/apps/empty.py") as empty:
        before = _class(empty, [""] * pupils, films=False)
        found = {case: _class(ours, _links(pupils, CASES[case], query)) for case in cases}
        if not quick:
            found[BUSY] = _class(ours, _links(pupils, pupils, query), beside=OTHERS)
        after = _class(empty, [""] * pupils, films=False)
    word = {name: (before[name] + after[name]) / 2 for name in before}
    for case in found:
        yield from _told(case, found[case], word, pupils)


def _links(pupils: int, runs: int, query: str) -> list[str]:
    """Runs that nobody has asked for before."""
    seeds = random.Random(time.time_ns()).sample(range(10**9), runs)
    return [f"seed={seeds[i % runs]}{query}" for i in range(pupils)]


def _class(
    server: tuple[str, int], links: list[str], *, films: bool = True, beside: Sequence[str] = ()
) -> Found:
    address, pid = server
    before = spent(pid)
    others = [Pupil(address, f"{link}&seed={time.time_ns() % 10**9}") for link in beside]
    pupils = asyncio.run(_at_once([Pupil(address, link) for link in links], others, films=films))
    whole = [pupil.whole for pupil in pupils if pupil.whole is not None]
    return {
        "picture": max((p.picture for p in pupils if p.picture is not None), default=0.0),
        "drawn": max(p.drawn or 0.0 for p in pupils),
        "whole": max(whole, default=0.0),
        "films": len(whole),
        "asked": sum(pupil.asked for pupil in pupils),
        "processor": spent(pid) - before,
        "sent": statistics.mean(p.socket + p.http for p in pupils) / 1e6,
        "held": memory(pid),
    }


async def _at_once(pupils: list[Pupil], others: list[Pupil], *, films: bool) -> list[Pupil]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(pupils)))
    staying = [asyncio.create_task(other.stays()) for other in others]
    await asyncio.sleep(SETTLED if staying else 0)
    found = await asyncio.gather(*(pupil.comes(films=films) for pupil in pupils))
    for other in staying:
        other.cancel()
    await asyncio.gather(*staying, return_exceptions=True)
    return found


def _told(case: str, found: Found, word: Found, pupils: int) -> Iterator[Figure]:
    held = LIMITS if case == ONE else dict.fromkeys(LIMITS, NONE)
    who = f"{pupils} on {case}:"
    for name, what in (("picture", "a picture"), ("whole", "the whole film")):
        peer = less_than_ours("a page of one word", word["drawn"], found[name], held[name])
        yield Figure(f"{who} the last has {what}", found[name], "s", peer=peer)
    ours, theirs = found["processor"], word["processor"]
    peer = less_than_ours("a page of one word", theirs, ours)
    yield Figure(f"{who} processor", ours, "s", at_most(theirs + held["processor"].high), peer=peer)
    yield Figure(f"{who} sent to each", found["sent"], "MB", held["sent"])
    yield Figure(f"{who} have their film", found["films"] / pupils, "of all", held["films"])
    yield Figure(f"{who} were not asked", 1 - found["asked"] / pupils, "of all", LIMITS["free"])
    yield Figure(f"{who} held by the server", found["held"], "MB")


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
