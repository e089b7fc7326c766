"""A command as one types it, an option a knob, and how it ends."""

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from engine import console
from engine.jobs import (
    ClusterScheduler,
    Failure,
    InlineScheduler,
    ProcessScheduler,
    Scheduler,
    cores,
    one_thread,
)
from engine.knobs import BadSpec, Knob, knobs_of, meant, nearest
from engine.presets import PRESETS
from engine.recording.lineage_store import LineageStore, usual_place
from engine.settings import ROLES, Settings, settings, to_dict
from engine.words import quoted

DEFAULT_PRESET = next(iter(PRESETS))

OPTIONS = [
    *("preset", *ROLES, *knobs_of(Settings)),
    *("workers", "cluster", "lineages", "csv", "json", "npz", "x", "y", "store"),
]
"""What a command may be told."""

MANY = 8
"""Lineages for which it is worthwhile to start processes, which takes some seconds."""

WORKERS_AT_MOST = 256

NOWHERE = "none"
"""Where lineages are kept that are not to be kept."""


class Parser(argparse.ArgumentParser):
    """Says in one sentence what it does not understand, and what may have been meant."""

    def error(self, message: str) -> Any:
        unknown = re.match("unrecognized arguments: --([^ =]+)", message)
        close = nearest(unknown[1], OPTIONS) if unknown else ""
        raise BadSpec(message + (close if close.endswith("?") else ""))


def as_meant(typed: list[str], commands: Sequence[str] = ()) -> list[str]:
    """Commands and options in whatever letters, with a dash for two hyphens, as word processors
    make them; and a blank after a comma parts nothing."""
    found: list[str] = []
    for word in typed:
        option = re.match(r"(--|[–—])([^=]+)", word)
        if option:
            word = f"--{option[2].lower()}{word[option.end() :]}"
        elif found and found[-1].endswith(","):
            word = found.pop() + word
        found.append(word)
    return [meant(word, list(commands)) for word in found[:1]] + found[1:]


def ask_for_settings(command: argparse.ArgumentParser) -> None:
    """An option a knob, and one for a preset to start from."""
    command.add_argument("--preset", metavar="NAME", help="start from a preset's settings")
    for role in ROLES:
        command.add_argument(f"--{role}", metavar="SPEC", help="name or name:knob=value,...")
    for name, declared in knobs_of(Settings).items():
        command.add_argument(f"--{name}", metavar="N", help=declared.help)


def ask_for_workers(command: argparse.ArgumentParser) -> None:
    """How many processes there are to be, or whose."""
    command.add_argument(
        "--workers", metavar="N", help="processes; 0: none but this one (for few lineages)"
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="of a Dask scheduler (tcp://HOST:8786), whose workers compute (docs/cluster.md)",
    )


def ask_for_store(command: argparse.ArgumentParser) -> None:
    """Where what is finished is kept."""
    command.add_argument(
        "--store",
        metavar="FILE|none",
        help="finished lineages, which need not run again; by default in the user's cache",
    )


@contextmanager
def stored(asked: argparse.Namespace) -> Iterator[LineageStore | None]:
    """Where finished lineages are kept, None for nowhere; what is to be written there is, whatever
    happens, and what went wrong with it is said."""
    store = _store(asked)
    try:
        yield store
    finally:
        if store:
            if store.broken:
                console.say(f"engine: {store.broken}")
            store.close()


def _store(asked: argparse.Namespace) -> LineageStore | None:
    """The file that was named, or the usual one, which is said.

    Raises:
        BadSpec: nothing can be kept there.
    """
    if meant(asked.store or "", [NOWHERE]) == NOWHERE:
        return None
    if asked.store is not None:
        return LineageStore(asked.store)
    place = usual_place()
    try:
        store = LineageStore(place)
    except BadSpec as bad:
        console.say(f"engine: {bad}; nothing is kept")
        return None
    console.say(f"engine: finished lineages are kept in {quoted(place)} (--store none keeps none)")
    return store


def scheduler_of(asked: argparse.Namespace, tasks: int) -> Scheduler:
    """Processes, where there is much to do or somebody wants them, or a cluster's, where one is
    named; with the same result.

    Raises:
        BadSpec: there is no such number of them, or no such cluster.
    """
    usual = cores() if tasks >= MANY and cores() > 1 else 0
    workers = usual if asked.workers is None else asked.workers
    count = int(Knob(usual, "", "", 0, WORKERS_AT_MOST).admit("workers", workers))
    if asked.cluster:
        return ClusterScheduler(
            asked.cluster, lambda said: console.say(f"engine: {said}"), max(count, 1)
        )
    if count:
        return ProcessScheduler(count)
    one_thread()
    return InlineScheduler()


def settings_of(asked: argparse.Namespace, start: Settings | None = None) -> Settings:
    """What was asked for, and the rest as the preset has it, or as `start` where none is named;
    `BadSpec` where that is impossible."""
    name = meant(asked.preset or DEFAULT_PRESET, list(PRESETS))
    if name not in PRESETS:
        raise BadSpec(f"no preset is called {quoted(name)}{nearest(name, list(PRESETS))}")
    given = {key: value for key, value in vars(asked).items() if value is not None}
    own = {key: given[key] for key in (*ROLES, *knobs_of(Settings)) if key in given}
    begin = start if start and not asked.preset else PRESETS[name].settings
    return settings(**to_dict(begin) | own)


def ended(program: str, command: Callable[[], None]) -> int:
    """Carry a command out: its exit status, and one line on standard error where it made no sense,
    could not be written, or was stopped."""
    try:
        command()
        console.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as in `... | head`
        console.silence(sys.stdout)
        return console.GONE
    except (BadSpec, OSError) as bad:
        console.silence(sys.stdout if isinstance(bad, OSError) else None)
        console.say(f"{program}: {bad}")
        return 2
    except Failure as failed:
        console.say(f"{program}: {failed.sentence}")
        return 2 if failed.refused else 1
    except KeyboardInterrupt:
        console.say("")
        console.say(f"{program}: stopped")
        return 130
    return 0
