"""The engine without a screen: `python -m engine run`, `enough`, `map` and `list`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import IO

from engine import METRICS, PRESETS, BadSpec, Settings, Trajectory, console
from engine.analysis.real_data_search import LINEAGES, SHARED, Probe, RealDataSearch
from engine.analysis.survival import HALF
from engine.arguments import (
    Parser,
    as_meant,
    ask_for_settings,
    ask_for_store,
    ask_for_workers,
    ended,
    scheduler_of,
    settings_of,
    stored,
)
from engine.idle import idle
from engine.jobs import (
    Scheduler,
    SearchJob,
    TrajectoryJob,
    follow,
    streamed,
)
from engine.knobs import Knob, knobs_of, name_of
from engine.map_command import ask_for_map, run_map
from engine.recording import Measured, csv_writer, json_writer, save
from engine.recording.export import Writer
from engine.recording.whole_files import WholeFiles
from engine.settings import ROLES, inputs, to_dict
from engine.truths.table import Table

COMMANDS = ["run", "enough", "map", "list"]
KEEP = Knob(HALF, "", "", 0.01, 1.0)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit status 2, and one line on stderr, where it makes no sense."""
    typed = sys.argv[1:] if arguments is None else arguments

    def command() -> None:
        asked = _parser().parse_args(as_meant(typed, COMMANDS))
        asked.command(asked)

    return ended("engine", command)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar=" | ".join(COMMANDS))
    listing = commands.add_parser("list", help="every truth, model, policy, metric and preset")
    listing.set_defaults(command=_list)
    running = commands.add_parser("run", help="run a recursion and write what happened")
    running.set_defaults(command=_run)
    searching = commands.add_parser("enough", help="how much real data would have been enough?")
    searching.set_defaults(command=_enough)
    mapping = commands.add_parser("map", help="what is left, in each cell of a plane of two knobs")
    mapping.set_defaults(command=run_map)
    for command in (running, searching, mapping):
        ask_for_settings(command)
        ask_for_workers(command)
    ask_for_map(mapping)
    for command in (searching, mapping):
        ask_for_store(command)
    searching.add_argument("--lineages", metavar="R", default=str(LINEAGES), help="with each share")
    searching.add_argument("--keep", metavar="SHARE", default=str(HALF), help="of the variance")
    running.add_argument("--lineages", metavar="R", default="1", help="seeds S to S + R - 1")
    running.add_argument("--csv", metavar="FILE|-", help="metrics as CSV")
    running.add_argument("--json", metavar="FILE|-", help="settings, provenance and metrics")
    running.add_argument("--npz", metavar="FILE", help="the whole run of the first lineage")
    return parser


def _run(asked: argparse.Namespace) -> None:
    first, count = _lineages(asked)
    _tell_idle(first)
    _tell_unread(first)
    if not (asked.csv or asked.json or asked.npz):
        asked.csv = "-"
    files = WholeFiles(inputs(first))
    try:
        _write(asked, files, first, count)
    finally:
        for name in files.left:
            console.say(f"engine: what there is lies in {name}")


def _write(asked: argparse.Namespace, files: WholeFiles, first: Settings, count: int) -> None:
    """Every lineage, to wherever it is to go."""
    with files, ExitStack() as opened:
        writers = list(_writers(asked, files, opened))
        npz = files.opened(asked.npz, "wb") if asked.npz else None
        scheduler = opened.enter_context(closing(scheduler_of(asked, count)))
        for lineage in _recorded(scheduler, first, count, npz):
            for write in writers:
                write(lineage)
            files.worth = True


def _tell_idle(chosen: Settings) -> None:
    """A word on each knob that was turned, or that one looks at first, and has no effect."""
    for name, reason in idle(chosen).items():
        role, _, key = name.split(".")
        thing = getattr(chosen, role)
        declared, value = knobs_of(thing)[key], getattr(thing, key)
        if declared.basic or value != declared.default:
            said = f"{role} {name_of(thing)}: {key}={value} has no effect: {reason}"
            console.say(f"engine: {said}")


def _tell_unread(chosen: Settings) -> None:
    """What was not read of a file, or not as it is written."""
    if isinstance(chosen.truth, Table):
        for said in chosen.truth.notes:
            console.say(f"engine: {said}")


def _recorded(
    scheduler: Scheduler, first: Settings, count: int, npz: IO[bytes] | None
) -> Iterator[Measured]:
    """Every lineage in its turn; the first with all that it says, where that is to be put away."""
    whole = 1 if npz else 0

    def told(number: int, length: int) -> None:
        last = first.generations
        said = f"lineage {number + whole + 1} of {count}: generation {max(length - 1, 0)} of {last}"
        console.progress(said, last=length > last)

    if npz:
        trajectory = Trajectory(first)
        job = TrajectoryJob(trajectory)
        scheduler.submit(job)
        follow(
            scheduler,
            job,
            lambda: trajectory.length,
            first.generations + 1,
            lambda length: told(-1, length),
        )
        save(trajectory, npz)
        yield trajectory
    if count > whole:
        next_ = replace(first, seed=first.seed + whole)
        yield from streamed(scheduler, next_, count - whole, told)


def _enough(asked: argparse.Namespace) -> None:
    """One row a number of real samples that was tried, and the answer on stderr."""
    chosen = settings_of(asked)
    way = name_of(chosen.policy) if asked.policy else SHARED[0]
    lineages = int(Knob(LINEAGES, "", "", 1, 1000).admit("lineages", asked.lineages))
    keep = float(KEEP.admit("keep", asked.keep))
    search = RealDataSearch(chosen, way, lineages, keep)
    much, file = "half" if keep == HALF else f"{100 * keep:g}%", console.output()
    with stored(asked) as store, closing(scheduler_of(asked, lineages)) as scheduler:
        print(f"real,lineages,kept_{much},middle", file=file)
        for probe in _probes(scheduler, SearchJob(search, store)):
            row = f"{probe.real},{len(probe.left)},{probe.kept},{probe.middle!r}"
            print(row, file=file, flush=True)
    answer = search.answer or 0
    found = f"{answer:,} of {chosen.samples:,} samples real in each generation are enough"
    nothing = "not even real samples alone are enough"
    console.say(f"{way}: {found if answer <= chosen.samples else nothing}")
    for edge in search.edges:
        low, high = edge.interval
        with_ = f"with {edge.real:,}, {edge.kept} of {len(edge.left)} lineages keep {much}"
        console.say(f"{way}: {with_} (90% interval {low:.0%} to {high:.0%})")


def _probes(scheduler: Scheduler, job: SearchJob) -> Iterator[Probe]:
    """Each number that was tried, and again where it is tried with more lineages."""
    search, told = job.search, list[Probe]()
    scheduler.submit(job)

    def news() -> bool:
        return len(told) < len(search.looks)

    while search.answer is None or news():
        scheduler.wait(job, news)
        if job.failure:
            raise job.failure
        for probe in search.looks[len(told) :]:
            told.append(probe)
            yield probe


def _writers(asked: argparse.Namespace, files: WholeFiles, opened: ExitStack) -> Iterator[Writer]:
    """What is written lineage by lineage; a file that cannot be opened is known at once."""
    if asked.csv == asked.json == "-":
        raise BadSpec("csv and json cannot both go to -; name a file for one of them")
    if "-" in (asked.csv, asked.json):
        _take_output(files)
    for path, writer in ((asked.csv, csv_writer), (asked.json, json_writer)):
        if path:
            file = console.output() if path == "-" else files.opened(path)
            yield opened.enter_context(writer(file))


def _take_output(files: WholeFiles) -> None:
    """Standard output may have been led to a file that is read, or written, besides."""
    try:
        number = console.output().fileno()
    except OSError:  # within a test it is no file
        return
    files.take(number)


def _lineages(asked: argparse.Namespace) -> tuple[Settings, int]:
    """The settings of the first lineage, and how many there are; the last one is possible too."""
    first = settings_of(asked)
    first.dimensions  # noqa: B018  a table is read here
    lineages = int(Knob(1, "", "", 1, 100_000).admit("lineages", asked.lineages))
    replace(first, seed=first.seed + lineages - 1)
    return first, lineages


def _list(_: argparse.Namespace) -> None:
    file = console.output()
    for role, kinds in (*ROLES.items(), ("metric", METRICS)):
        for name, kind in kinds.items():
            print(f"{role} {name}: {kind.label}", file=file)
            for knob_name, declared in knobs_of(kind).items():
                print(f"    {knob_name}={_bounds(declared)}  {declared.help}", file=file)
    for name, preset in PRESETS.items():
        print(f"preset {name}: {preset.look}", file=file)
        options = " ".join(f"--{key} {value}" for key, value in to_dict(preset.settings).items())
        print(f"    {options}", file=file)


def _bounds(declared: Knob) -> str:
    if declared.choices:
        return "|".join(declared.choices)
    if isinstance(declared.default, str | bool):
        return str(declared.default).lower() or "TEXT"
    return f"{declared.default} ({declared.bounds})"


if __name__ == "__main__":
    console.hold_open()
    sys.exit(main())
