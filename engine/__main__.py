"""The engine without a screen: `python -m engine run`, `enough` and `list`."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import IO, Any

from engine import (
    METRICS,
    PRESETS,
    BadSpec,
    Settings,
    Trajectory,
)
from engine.enough import LINEAGES, SHARED, Probe, Search
from engine.export import Writer, csv_writer, json_writer
from engine.knobs import Knob, knobs_of, name_of, nearest
from engine.settings import ROLES, settings, to_dict
from engine.storage import save

DEFAULT_PRESET = next(iter(PRESETS))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise BadSpec(message)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit status 2, and one line on stderr, where it makes no sense."""
    try:
        asked = _parser().parse_args(arguments)
        asked.command(asked)
    except BrokenPipeError:  # whoever reads has seen enough, as in `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (BadSpec, OSError) as bad:
        print(f"engine: {bad}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nengine: stopped", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run | enough | list")
    listing = commands.add_parser("list", help="every truth, model, policy, metric and preset")
    listing.set_defaults(command=_list)
    running = commands.add_parser("run", help="run a recursion and write what happened")
    running.set_defaults(command=_run)
    searching = commands.add_parser("enough", help="how much real data would have been enough?")
    searching.set_defaults(command=_enough)
    for command in (running, searching):
        command.add_argument("--preset", metavar="NAME", help="start from a preset's settings")
        for role in ROLES:
            command.add_argument(f"--{role}", metavar="SPEC", help="name or name:knob=value,...")
        for name, declared in knobs_of(Settings).items():
            command.add_argument(f"--{name}", metavar="N", help=declared.help)
    searching.add_argument("--lineages", metavar="R", default=str(LINEAGES), help="with each share")
    running.add_argument("--lineages", metavar="R", default="1", help="seeds S to S + R - 1")
    running.add_argument("--csv", metavar="FILE|-", help="metrics as CSV")
    running.add_argument("--json", metavar="FILE|-", help="settings, provenance and metrics")
    running.add_argument("--npz", metavar="FILE", help="the whole run of the first lineage")
    return parser


def _run(asked: argparse.Namespace) -> None:
    lineages = _lineages(asked)
    if not (asked.csv or asked.json or asked.npz):
        asked.csv = "-"
    with ExitStack() as open_files:
        writers = list(_writers(asked, open_files))
        for number, chosen in enumerate(lineages):
            whole = asked.npz if number == 0 else None
            trajectory = Trajectory(chosen) if whole else Trajectory(chosen, output_bytes=0)
            _record(trajectory, f"lineage {number + 1} of {len(lineages)}")
            for write in writers:
                write(trajectory)
            if whole:
                save(trajectory, whole)


def _enough(asked: argparse.Namespace) -> None:
    """One row a number of real samples that was tried, and the answer on stderr."""
    chosen = _settings(asked)
    way = name_of(chosen.policy) if asked.policy else SHARED[0]
    lineages = int(Knob(LINEAGES, "", "", 1, 1000).admit("lineages", asked.lineages))
    search = Search(chosen, way, lineages)
    print("real,lineages,kept_half,middle")

    def told(probe: Probe) -> None:
        print(f"{probe.real},{lineages},{probe.kept},{probe.middle!r}", flush=True)

    answer = search.follow(told)
    found = f"{answer:,} of {chosen.samples:,} samples real in each generation are enough"
    nothing = "not even real samples alone are enough"
    print(f"{way}: {found if answer <= chosen.samples else nothing}", file=sys.stderr)


def _writers(asked: argparse.Namespace, open_files: ExitStack) -> Iterator[Writer]:
    """What is written lineage by lineage; a file that cannot be opened is known at once."""
    if asked.csv == asked.json == "-":
        raise BadSpec("csv and json cannot both go to -; name a file for one of them")
    for path, writer in ((asked.csv, csv_writer), (asked.json, json_writer)):
        if path:
            yield open_files.enter_context(writer(open_files.enter_context(_opened(path))))


def _settings(asked: argparse.Namespace) -> Settings:
    name = asked.preset or DEFAULT_PRESET
    if name not in PRESETS:
        raise BadSpec(f"no preset is called {name}{nearest(name, list(PRESETS))}")
    given = {key: value for key, value in vars(asked).items() if value is not None}
    own = {key: given[key] for key in (*ROLES, *knobs_of(Settings)) if key in given}
    return settings(**to_dict(PRESETS[name].settings) | own)


def _lineages(asked: argparse.Namespace) -> list[Settings]:
    """The settings of every lineage, all checked before the first one runs."""
    first = _settings(asked)
    first.dimensions  # noqa: B018  a table is read here
    lineages = int(Knob(1, "", "", 1, 100_000).admit("lineages", asked.lineages))
    return [replace(first, seed=first.seed + r) for r in range(lineages)]


def _record(trajectory: Trajectory, label: str) -> None:
    last = trajectory.settings.generations
    for index in trajectory.follow():
        if index % 100 == 0 or index == last:
            end = "\n" if index == last else ""
            progress = f"\r{label}: generation {index} of {last}"
            print(progress, end=end, file=sys.stderr, flush=True)


@contextmanager
def _opened(path: str) -> Iterator[IO[str]]:
    if path == "-":
        yield sys.stdout
        return
    with open(path, "w", encoding="utf-8", newline="") as file:
        yield file


def _list(_: argparse.Namespace) -> None:
    for role, kinds in (*ROLES.items(), ("metric", METRICS)):
        for name, kind in kinds.items():
            print(f"{role} {name}: {kind.label}")
            for knob_name, declared in knobs_of(kind).items():
                print(f"    {knob_name}={_bounds(declared)}  {declared.help}")
    for name, preset in PRESETS.items():
        print(f"preset {name}: {preset.look}")
        print(
            "    " + " ".join(f"--{key} {value}" for key, value in to_dict(preset.settings).items())
        )


def _bounds(declared: Knob) -> str:
    if declared.choices:
        return "|".join(declared.choices)
    if isinstance(declared.default, str | bool):
        return str(declared.default).lower() or "TEXT"
    return f"{declared.default} ({declared.bounds})"


if __name__ == "__main__":
    sys.exit(main())
