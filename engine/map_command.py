"""The command `map`: what is left in each cell of a plane of two knobs, as a table."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import IO

from engine import console
from engine.arguments import scheduler_of, settings_of, stored
from engine.jobs import MapJob, Scheduler, cores
from engine.knobs import BadSpec
from engine.map import DEFAULT, LINEAGES, Map, Plane, X, Y, axis, laws, map_csv
from engine.recording.whole_files import WholeFiles
from engine.settings import inputs

TICK = 0.5
"""Seconds between two words on how far it is."""

DRAWN = 1000
"""Lineages that are drawn from the law of each cell, where none are to run."""

_LISTED = 3
"""Reasons why a cell has failed that are told at most."""


def ask_for_map(command: argparse.ArgumentParser) -> None:
    """An option an axis, and how many lineages a cell has."""
    spec = "KNOB=LOW:HIGH:COUNT, on the knob's own scale, or KNOB=VALUE,VALUE,..."
    for name, usual in (("x", X), ("y", Y)):
        command.add_argument(f"--{name}", metavar="AXIS", default=usual, help=spec)
    command.add_argument(
        "--lineages",
        metavar="R",
        default=str(LINEAGES.default),
        help="in each cell, with the seeds S to S + R - 1; 0: what the law says alone",
    )
    command.add_argument("--csv", metavar="FILE|-", default="-", help="one row a cell")


def run_map(asked: argparse.Namespace) -> None:
    """Every cell of the map, and its table once all are known.

    Raises:
        BadSpec: there is no such map, it cannot be written, or none of its cells is known.
        Failure: nothing goes on any more.
    """
    base = settings_of(asked, DEFAULT)
    count = int(replace(LINEAGES, low=0).admit("lineages", asked.lineages))
    plane = Plane(base, axis(asked.x, base), axis(asked.y, base), count or 1)
    _try(asked.csv, plane)
    cells = Map(plane)
    _tell_empty(cells)
    if count:
        with stored(asked) as store, closing(scheduler_of(asked, len(plane.cells))) as workers:
            _follow(workers, MapJob(cells, store))
    else:
        cells.laws.update(laws(plane, DRAWN, cores()))
        _tell_empty(cells, "no law is known of any of these cells")
    _tell_failed(cells)
    with _table(asked.csv, plane) as file:
        map_csv(file, cells)


class _Tried(Exception):
    """It can be written."""


def _try(path: str, plane: Plane) -> None:
    """Whether the table can be written is known before hours are spent on it; nothing is left of
    this, should they end in the middle."""
    with suppress(_Tried), _table(path, plane):
        raise _Tried


@contextmanager
def _table(path: str, plane: Plane) -> Iterator[IO[str]]:
    """Where it is written: whole, or not at all."""
    with WholeFiles(inputs(plane.base)) as files:
        yield console.output() if path == "-" else files.opened(path)


def _follow(scheduler: Scheduler, job: MapJob) -> None:
    """Until all is known; how far it is is told now and then."""
    cells = job.map
    if job.found:
        console.say(f"engine: {job.found:,} lineages have run before")
    scheduler.submit(job)
    while not scheduler.wait(job, timeout=TICK):
        _tell(cells, last=False)
    if job.failure:
        raise job.failure
    _tell(cells, last=True)


def _tell(cells: Map, *, last: bool) -> None:
    left = f"{cells.runs_left:,} lineages left"
    console.progress(f"{cells.done:,} of {cells.total:,} cells, {left}", last=last)


def _tell_empty(cells: Map, why: str = "") -> None:
    """Where no cell has anything, nor can have it, that is all there is to say."""
    if len(cells.failed) == cells.total or (why and not cells.laws):
        raise BadSpec(f"the map is empty: {why or next(iter(cells.failed.values()))}")


def _tell_failed(cells: Map) -> None:
    """Why some cells have nothing."""
    _tell_empty(cells)
    for cell, why in list(cells.failed.items())[:_LISTED]:
        names, values = cells.plane.columns, cells.plane.values(cell)
        where = ", ".join(f"{n}={v}" for n, v in zip(names, values, strict=True))
        console.say(f"engine: nothing is known with {where}: {why}")
    if len(cells.failed) > _LISTED:
        console.say(f"engine: nor in {len(cells.failed) - _LISTED:,} other cells")
