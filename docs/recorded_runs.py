"""Records the runs that come with the program: `python -m docs.recorded_runs [PRESET ...]`.

Of each all numbers are kept, and of what was said as many rows as fit; where it could go on from
is not, for that is larger than all the rest. What another version would compute otherwise is to be
recorded anew: `tests/engine/test_recorded.py` tells.
"""

import sys
from collections.abc import Iterator

from engine import PRESETS, Settings, Trajectory
from engine.protocols import Data, data_of
from engine.recorded import FOLDER
from engine.recording import save

OUTPUT_BYTES = 400_000
"""What the rows that are kept of one run take, before they are compressed."""


def worth_it() -> Iterator[str]:
    """Every preset of digits, of text, and of a network."""
    for name, preset in PRESETS.items():
        kinds = (Data.PICTURES, Data.TEXT)
        if data_of(preset.settings.truth) in kinds or preset.settings.model.network:
            yield name


def record(settings: Settings) -> Trajectory:
    """The whole run."""
    trajectory = Trajectory(settings, OUTPUT_BYTES)
    for _ in trajectory.follow():
        pass
    trajectory.pause = None
    return trajectory


def main(names: list[str]) -> None:
    """One file a preset, and how large it is."""
    for name in names or list(worth_it()):
        file = FOLDER / f"{name}.npz"
        save(record(PRESETS[name].settings), file, packed=True)
        print(f"{file.name}: {file.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
