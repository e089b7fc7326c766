"""Networks too large for a file of a run lie beside it on the disk, and not for ever."""

import os
import re
import shutil
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.knobs import BadSpec
from engine.own_folder import TEMPORARY, made

FOLDER = TEMPORARY / f"copy-of-a-copy-networks-{os.geteuid() if hasattr(os, 'geteuid') else 'own'}"
"""Of each user one, for a recorded run is taken up again by another process."""

KEPT = {"first": 8, "later": 4}
"""How many of the latest used stay, of generations 0 and of others: a run needs its generation 0 as
long as it goes on, any other one only until the next has been heard."""


def keep(role: str, write: Callable[[Path], object]) -> str:
    """Have a checkpoint written, whole or not at all; its name. The longest unused give way.

    Raises:
        BadSpec: there is no room.
    """
    name = f"{role}-{uuid.uuid4().hex}"
    unfinished = FOLDER / f".{name}"
    try:
        made(FOLDER)
        unfinished.mkdir()
        write(unfinished)
        unfinished.rename(FOLDER / name)
    except OSError as bad:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise BadSpec(f"the network cannot be kept in {FOLDER} ({bad}); make room there") from bad
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    for old in sorted(FOLDER.glob(f"{role}-*"), key=_used)[: -KEPT[role]]:
        shutil.rmtree(old, ignore_errors=True)
    return name


def kept(name: str) -> Path:
    """The folder of a checkpoint, which counts as used.

    Raises:
        BadSpec: it has given way to others, or lies on another machine.
    """
    folder = FOLDER / name
    if not re.fullmatch(r"(first|later)-[0-9a-f]{32}", name) or not folder.is_dir():
        raise BadSpec(
            "the network that this generation learned is no longer on this machine's disk; "
            "run it anew"
        )
    folder.touch()
    return folder


def _used(folder: Path) -> float:
    with suppress(OSError):  # another run may have been quicker
        return folder.stat().st_mtime
    return 0.0
