"""A command as one types it, an option a knob, and how it ends."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any

from engine import console
from engine.jobs import Failure
from engine.knobs import BadSpec, knobs_of, meant, nearest
from engine.presets import PRESETS
from engine.settings import ROLES, Settings, settings, to_dict
from engine.words import quoted

DEFAULT_PRESET = next(iter(PRESETS))

OPTIONS = [
    *("preset", *ROLES, *knobs_of(Settings)),
    *("workers", "lineages", "csv", "json", "npz"),
]
"""What a command may be told."""


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


def settings_of(asked: argparse.Namespace) -> Settings:
    """What was asked for, and the rest as the preset has it; `BadSpec` where that is impossible."""
    name = meant(asked.preset or DEFAULT_PRESET, list(PRESETS))
    if name not in PRESETS:
        raise BadSpec(f"no preset is called {quoted(name)}{nearest(name, list(PRESETS))}")
    given = {key: value for key, value in vars(asked).items() if value is not None}
    own = {key: given[key] for key in (*ROLES, *knobs_of(Settings)) if key in given}
    return settings(**to_dict(PRESETS[name].settings) | own)


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
