"""How many cells of a map a second, with one process, all, and Dask's two, and against joblib's."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import threadpoolctl

from benchmarks._clock import timed
from benchmarks._dask import cluster, ready
from benchmarks._figures import Figure, Peer, at_least, at_most, more_than_ours, report
from engine.arrays import Array
from engine.jobs import (
    ClusterScheduler,
    MapJob,
    ProcessScheduler,
    Scheduler,
    Task,
    cores,
    one_thread,
    work,
)
from engine.map import DEFAULT, Map, Plane, X, Y, axis, laws
from engine.recording.lineage_store import LineageStore

SCALING = 0.9
"""How much of one process's pace each of them must have beside the others."""

NO_SLOWER = 0.9
"""Of joblib's pace, with as many processes: it keeps no order, asks nobody whether to go on, and
loses a cell with its process."""

DASK_SCALING = 1.6
"""Times one process's pace that two workers of a Dask cluster must have at least."""

LAW_SECONDS, RUN_SECONDS = 1.0, 15.0
"""At most, for the default map: from the law, and by real runs on two cores."""


@dataclass(frozen=True)
class Size:
    """How much is done: rounds, in which each side takes its turn with so many cells."""

    x: str = "samples=10:2000:6"
    y: str = "policy.fresh.rows=0,1,2,5"
    generations: int = 500
    rounds: int = 3
    whole: tuple[str, str] = X, Y


QUICK = Size("samples=10:40:2", "policy.fresh.rows=0,1", 20, 1, ("samples=10:40:3", Y))

DASK = "Dask's two workers"

Side = Callable[[], object]
"""Does all cells of the map once."""


def measure(quick: bool) -> Iterator[Figure]:
    """Both sides with one process and with all in turn, so that what else the machine does counts
    for each; then the default map, by the law and by runs."""
    size, count = (QUICK, min(cores(), 2)) if quick else (Size(), cores())
    plane = _plane(size, size.x, size.y)
    one_thread()
    with ExitStack() as opened:
        opened.enter_context(threadpoolctl.threadpool_limits(1))
        ours = {n: opened.enter_context(closing(ProcessScheduler(n))) for n in {1, count}}
        sides = {_ours(n): _of(_followed, plane, ours[n]) for n in ours}
        sides |= {_peers(n): _of(_by_joblib, plane, n) for n in ours}
        sides[DASK] = _of(_followed, plane, _on_dask(opened))
        yield from _compared(_paces(sides, len(plane.cells), size.rounds), count)
        yield from _whole(_plane(size, *size.whole), ours[count], count)


def _on_dask(opened: ExitStack) -> Scheduler:
    """A cluster on this machine's loopback address, as one that is elsewhere."""
    address = opened.enter_context(cluster()).address
    return ready(opened.enter_context(closing(ClusterScheduler(address))))


def _plane(size: Size, x: str, y: str) -> Plane:
    base = replace(DEFAULT, generations=size.generations)
    return Plane(base, axis(x, base), axis(y, base))


def _of(work: Callable[..., object], *things: Any) -> Side:
    return lambda: work(*things)


def _ours(count: int) -> str:
    return f"{count} {'process' if count == 1 else 'processes'}"


def _peers(count: int) -> str:
    return f"joblib with {_ours(count)}"


def _paces(sides: dict[str, Side], cells: int, rounds: int) -> dict[str, Array]:
    """Cells a second of each side, in every round."""
    for side in sides.values():
        side()  # the workers are there, and everything is compiled
    paces = [[cells / timed(side) for side in sides.values()] for _ in range(rounds)]
    return dict(zip(sides, np.transpose(paces), strict=True))


def _compared(paces: dict[str, Array], count: int) -> Iterator[Figure]:
    """Medians of the rounds, and of the ratios within a round."""
    middle = {side: float(np.median(found)) for side, found in paces.items()}
    pairs = [(1, _peers(1), NO_SLOWER), (count, _peers(count), NO_SLOWER)]
    if count > 1:
        pairs.append((count, _ours(1), SCALING * count))
    for own, other, least in pairs:
        one = _ours(own)
        ratio = float(np.median(paces[one] / paces[other]))
        peer = Peer(other, middle[other], ratio, at_least(least))
        yield Figure(f"cells by {one}, against {other}", middle[one], "a second", peer=peer)
    ratio = float(np.median(paces[DASK] / paces[_ours(1)]))
    peer = Peer(_ours(1), middle[_ours(1)], ratio, at_least(DASK_SCALING if count > 1 else 0))
    yield Figure(f"cells by {DASK}, against {_ours(1)}", middle[DASK], "a second", peer=peer)


def _whole(plane: Plane, scheduler: Scheduler, count: int) -> Iterator[Figure]:
    """The default map from its law, by its runs, and from what was kept of these."""
    what = f"{len(plane.cells)} cells of {plane.lineages} lineages"
    list(laws(plane, 1))
    seconds = timed(lambda: list(laws(plane, workers=count)))
    yield Figure(f"{what}, drawn from the law", seconds, "s", at_most(LAW_SECONDS))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lineages.sqlite"
        seconds = timed(lambda: _followed(plane, scheduler, file))
        yield Figure(f"{what}, by real runs in {_ours(count)}", seconds, "s", at_most(RUN_SECONDS))
        again = timed(lambda: _followed(plane, scheduler, file))
        peer = more_than_ours("computed", seconds, again)
        yield Figure(f"{what}, found in the store", again, "s", peer=peer)


def _followed(plane: Plane, scheduler: Scheduler, file: Path | None = None) -> None:
    with ExitStack() as opened:
        store = opened.enter_context(closing(LineageStore(file))) if file else None
        job = MapJob(Map(plane), store)
        scheduler.submit(job)
        assert scheduler.wait(job) and job.map.complete and not job.map.failed


def _by_joblib(plane: Plane, count: int) -> None:
    """The same loop and the same tasks, handed out by joblib."""
    tasks = list(MapJob(Map(plane)).ready())
    found = joblib.Parallel(n_jobs=count)(joblib.delayed(_chunks)(task) for task in tasks)
    assert len(found) == len(plane.cells)


def _chunks(task: Task) -> list[object]:
    chunks: list[object] = []
    with threadpoolctl.threadpool_limits(1):
        work(task, chunks.append, lambda: False)
    return chunks


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
