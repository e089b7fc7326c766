"""The engine without a screen: `python -m engine run` and `python -m engine list`."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, Any

from engine import (
    METRICS,
    PRESETS,
    BadSpec,
    Settings,
    Trajectory,
)
from engine.export import write_csv, write_json
from engine.knobs import Knob, knobs_of, nearest
from engine.settings import ROLES, settings, to_dict

DEFAULT_PRESET = next(iter(PRESETS))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise BadSpec(message)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit status 2, and one line on stderr, where it makes no sense."""
    try:
        asked = _parser().parse_args(arguments)
        asked.command(asked)
    except (BadSpec, OSError) as bad:
        print(f"engine: {bad}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nengine: stopped", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m engine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run | list")
    listing = commands.add_parser("list", help="every truth, model, policy, metric and preset")
    listing.set_defaults(command=_list)
    running = commands.add_parser("run", help="run a recursion and write what happened")
    running.set_defaults(command=_run)
    running.add_argument("--preset", metavar="NAME", help="start from a preset's settings")
    for role in ROLES:
        running.add_argument(f"--{role}", metavar="SPEC", help="name or name:knob=value,...")
    for name, declared in knobs_of(Settings).items():
        running.add_argument(f"--{name}", metavar="N", help=declared.help)
    running.add_argument("--lineages", metavar="R", default="1", help="seeds S to S + R - 1")
    running.add_argument("--csv", metavar="FILE|-", help="metrics as CSV")
    running.add_argument("--json", metavar="FILE|-", help="settings, provenance and metrics")
    running.add_argument("--npz", metavar="FILE", help="the whole run (one lineage)")
    return parser


def _run(asked: argparse.Namespace) -> None:
    chosen, lineages = _settings(asked), _lineages(asked)
    if not (asked.csv or asked.json or asked.npz):
        asked.csv = "-"
    seeded = (replace(chosen, seed=chosen.seed + r) for r in range(lineages))
    done = [_recorded(one, f"lineage {r + 1} of {lineages}") for r, one in enumerate(seeded)]
    for path, write in ((asked.csv, write_csv), (asked.json, write_json)):
        if path:
            with _opened(path) as file:
                write(file, done)
    if asked.npz:
        done[0].save(asked.npz)


def _settings(asked: argparse.Namespace) -> Settings:
    name = asked.preset or DEFAULT_PRESET
    if name not in PRESETS:
        raise BadSpec(f"no preset is called {name}{nearest(name, list(PRESETS))}")
    given = {key: value for key, value in vars(asked).items() if value is not None}
    own = {key: given[key] for key in (*ROLES, *knobs_of(Settings)) if key in given}
    return settings(**to_dict(PRESETS[name].settings) | own)


def _lineages(asked: argparse.Namespace) -> int:
    return int(Knob(1, "", "", 1, 100_000).admit("lineages", asked.lineages))


def _recorded(chosen: Settings, label: str) -> Trajectory:
    trajectory = Trajectory(chosen)
    for index in trajectory.follow():
        if index % 100 == 0 or index == chosen.generations:
            end = "\n" if index == chosen.generations else ""
            progress = f"\r{label}: generation {index} of {chosen.generations}"
            print(progress, end=end, file=sys.stderr, flush=True)
    return trajectory


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
    return f"{declared.default} ({declared.low:g} to {declared.high:g})"


if __name__ == "__main__":
    sys.exit(main())
