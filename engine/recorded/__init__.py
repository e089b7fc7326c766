"""Runs that come with the program: presets whose first picture nobody should have to wait for.

`recorded` finds one by its settings. Each is a file of `engine.recording` beside this one, written
by `python -m docs.recorded_runs`, and says itself when it was made, by which versions and on which
processor; on such a one a live run gives the same numbers.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.presets import PRESETS
from engine.recording import Trajectory, load
from engine.settings import Settings

FOLDER = Path(__file__).parent


@cache
def _files() -> Mapping[str, Path]:
    """Each file by the key of the settings that it is of."""
    there = {file.stem: file for file in FOLDER.glob("*.npz")}
    return {PRESETS[name].settings.key: file for name, file in there.items() if name in PRESETS}


def is_recorded(settings: Settings) -> bool:
    """Whether there is a recording of just this run."""
    return settings.key in _files()


def recorded(settings: Settings) -> Trajectory:
    """The recording of this run, with all of its numbers and some of what was said.

    Raises:
        KeyError: there is none.
        BadTrajectory: the file is damaged.
    """
    return load(_files()[settings.key])
