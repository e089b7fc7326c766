"""A class on one link: when each has its film, and what that costs, against a page of one word."""

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks._pupil import Pupil
from benchmarks._server import memory, serving, spent

PUPILS, QUICK = 40, 4
CASES = {"one link": 1, "ten links by four": 10, "a link each": 40}
"""How many different runs a class looks at."""

PICTURE, WHOLE, SECONDS, MEGABYTES = 1.3, 2.0, 2.0, 1.2
"""On one link at most: times an empty page until the first picture and until the whole film;
seconds of processor beside it; megabytes each."""

Figures = dict[str, float]
ROWS = {
    "picture": "s until the last has a picture",
    "drawn": "s until the last script has run",
    "whole": "s until the last has the whole film",
    "processor": "s of the server's processor",
    "socket": "MB each over the websocket",
    "http": "MB each by HTTP",
    "requests": "requests each for the film",
    "asked": "were asked whether to start",
    "films": "have their whole film",
    "grown": "MB more memory",
}


def main() -> int:
    """Measure, print, and say what was missed."""
    asked = _asked()
    pupils, cases = PUPILS, CASES
    extra = ""
    if asked.quick:
        pupils, cases, extra = QUICK, {"one link": 1}, "&generations=200"
    with serving("app.py") as ours, serving("benchmarks/apps/empty.py") as empty:
        nothing = _class(empty, [""] * pupils, films=False)
        found = {name: _class(ours, _links(pupils, k, extra)) for name, k in cases.items()}
        again = _class(empty, [""] * pupils, films=False)
    nothing = {name: (nothing[name] + again[name]) / 2 for name in nothing}
    _print({"a page of one word": nothing} | found)
    if asked.json:
        asked.json.write_text(json.dumps({"nothing": nothing} | found))
    missed = list(_missed(found["one link"], nothing))
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return int(bool(missed) and not asked.quick)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.class_of_forty", description=__doc__
    )
    parser.add_argument("--quick", action="store_true", help="four pupils and a short run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write every number")
    return parser.parse_args()


def _links(pupils: int, runs: int, extra: str) -> list[str]:
    """Runs that nobody has asked for before."""
    seeds = random.Random(time.time_ns()).sample(range(10**9), runs)
    return [f"seed={seeds[i % runs]}{extra}" for i in range(pupils)]


def _class(server: tuple[str, int], links: list[str], *, films: bool = True) -> Figures:
    address, pid = server
    held, before = memory(pid), spent(pid)
    pupils = asyncio.run(_at_once([Pupil(address, link) for link in links], films=films))
    whole = [pupil.whole for pupil in pupils if pupil.whole is not None]
    return {
        "picture": max((p.picture for p in pupils if p.picture is not None), default=0.0),
        "drawn": max(p.drawn or 0.0 for p in pupils),
        "whole": max(whole, default=0.0),
        "processor": spent(pid) - before,
        "socket": statistics.mean(p.socket for p in pupils) / 1e6,
        "http": statistics.mean(p.http for p in pupils) / 1e6,
        "requests": statistics.mean(p.requests for p in pupils),
        "asked": sum(p.asked for p in pupils),
        "films": len(whole),
        "grown": memory(pid) - held,
    }


async def _at_once(pupils: list[Pupil], *, films: bool) -> list[Pupil]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(len(pupils)))
    return await asyncio.gather(*(pupil.comes(films=films) for pupil in pupils))


def _print(found: dict[str, Figures]) -> None:
    print(f"{'':36s}" + "".join(f"{name:>20s}" for name in found))
    for row, label in ROWS.items():
        print(f"{label:36s}" + "".join(f"{figures[row]:20.2f}" for figures in found.values()))


def _missed(one: Figures, nothing: Figures) -> Iterator[str]:
    picture, whole = one["picture"] / nothing["drawn"], one["whole"] / nothing["drawn"]
    processor = one["processor"] - nothing["processor"]
    each = one["socket"] + one["http"]
    print(
        f"One link against a page of one word: picture {picture:.2f} times, film {whole:.2f} "
        f"times, {processor:.1f} s of processor more; {each:.2f} MB each."
    )
    for met, sentence in (
        (picture <= PICTURE, f"The last picture takes {picture:.2f} times; {PICTURE} are allowed."),
        (whole <= WHOLE, f"The last film takes {whole:.2f} times; {WHOLE} are allowed."),
        (processor <= SECONDS, f"It takes {processor:.1f} s more; {SECONDS} are allowed."),
        (each <= MEGABYTES, f"Each takes {each:.2f} MB; {MEGABYTES} are allowed."),
    ):
        if not met:
            yield sentence


if __name__ == "__main__":
    sys.exit(main())
