"""Cut many connections and have servers die: `python -m tests.cuts CUTS DEATHS [SEED [LOAD]]`."""

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Error

from benchmarks._busy import busy
from benchmarks._chromium import chromium
from tests.cuts.places import PLACES
from tests.cuts.trial import MOST, Looked, cut_often, judged, opened, under_way
from tests.cuts.wire import Wire
from tests.e2e.conftest import VIEWPORT, Server

BESIDE = 3
"""Tabs that lose their server together."""


def main(cuts: int, deaths: int, seed: int = 0, load: int = 4) -> int:
    """Print what was tried, and each failure; whether there was any."""
    folder = Path(tempfile.mkdtemp(prefix="cuts-"))
    server = Server(folder).healthy()
    tally: dict[str, list[Looked]] = {kind: [] for kind in PLACES}
    done = Counter[str]()
    try:
        with busy(load), chromium() as browser, Wire(server.port) as wire:
            for number, looked, many in _cut(browser, wire, cuts, seed, folder):
                done[looked.kind] += many
                tally[looked.kind].append(looked)
                _tell(f"{number} {many} cuts", looked, folder)
            for number, lookers in _die(browser, server, wire, deaths, seed):
                for looked in lookers:
                    tally[looked.kind].append(looked)
                    _tell(f"{number} death", looked, folder)
    finally:
        server.end(signal.SIGKILL)
    return _sum_up(tally, done, deaths)


def _cut(
    browser: Browser, wire: Wire, cuts: int, seed: int, folder: Path
) -> Iterator[tuple[int, Looked, int]]:
    """Visit after visit, every place in turn, until there were so many cuts."""
    while cuts > 0:
        for kind in PLACES:
            if cuts <= 0:
                return
            with _home(browser) as home:
                looked = opened(home, wire.address, kind)
                many = cut_often(looked, wire, seed, min(cuts, MOST), folder)
                yield seed, looked, many
            cuts, seed = cuts - max(many, 1), seed + 1


def _die(
    browser: Browser, server: Server, wire: Wire, deaths: int, seed: int
) -> Iterator[tuple[int, Sequence[Looked]]]:
    """The server is killed under some tabs, and begins anew."""
    for number in range(seed, seed + deaths):
        chance = random.Random(number)
        with _home(browser) as home:
            kinds = chance.sample(list(PLACES), BESIDE)
            lookers = [opened(home, wire.address, kind) for kind in kinds]
            for looked in lookers:
                try:
                    under_way(looked, number)
                except Error as never:
                    looked.wrong.append(f"it never began: {str(never)[:300]}")
            time.sleep(chance.uniform(0, 3))
            server.end(signal.SIGKILL)
            time.sleep(chance.choice((0, 0, 1, 5)))
            server.begin()
            server.healthy()
            wire.reset()
            judged(lookers)
            yield number, lookers


@contextmanager
def _home(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=VIEWPORT)
    try:
        yield context
    finally:
        context.close()


def _tell(what: str, looked: Looked, folder: Path) -> None:
    again = f", loaded itself again {looked.loads} times" if looked.loads else ""
    _say(f"{what}, {looked.kind}: whole after {looked.seconds:.1f} s{again}. {looked.did}")
    for word in dict.fromkeys(looked.words):
        _say(f"  it said: {word}")
    if looked.wrong:
        picture = folder / f"{what}-{looked.kind}.png".replace(" ", "-")
        for each in looked.wrong:
            _say(f"  WRONG {each}")
        with suppress(Error):
            looked.visit.page.screenshot(path=picture)
            _say(f"  {picture}")


def _sum_up(tally: Mapping[str, Sequence[Looked]], cuts: Counter[str], deaths: int) -> int:
    for kind, visits in tally.items():
        wrong = sum(bool(looked.wrong) for looked in visits)
        seconds = [looked.seconds for looked in visits if looked.seconds] or [0.0]
        _say(
            f"{kind}: {len(visits)} visits, {cuts[kind]} cuts, {wrong} not whole; the others after "
            f"{median(seconds):.1f} s, at most {max(seconds):.1f} s"
        )
    every = [looked for visits in tally.values() for looked in visits]
    wrong = sum(bool(looked.wrong) for looked in every)
    again = sum(looked.loads > 0 for looked in every)
    _say(
        f"{cuts.total()} cuts and {deaths} deaths of the server: {wrong} of {len(every)} visits "
        f"were not whole, {again} loaded themselves again; load {os.getloadavg()[2]:.1f}"
    )
    return min(wrong, 1)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
