"""A recorded run as one `.npz` file, and back."""

import json
from collections.abc import Mapping
from os import PathLike
from typing import IO, Any

import numpy as np

from engine.arrays import Array
from engine.knobs import BadSpec
from engine.recording.archive import Archive, unpacked_archive
from engine.recording.checkpoint import packed_pause, unpacked_pause
from engine.recording.soundness import check_next, check_numbers, check_pause, check_sizes
from engine.recording.trajectory import OUTPUTS, BadTrajectory, Trajectory
from engine.recording.whole_files import whole
from engine.settings import Settings, from_dict, to_dict
from engine.words import quoted, visible

FORMAT = "copy-of-a-copy trajectory 1"

ABOUT_BYTES = 1_000_000
"""Settings and provenance take no more."""


def save(
    trajectory: Trajectory,
    file: str | PathLike[str] | IO[bytes],
    settings: Mapping[str, Any] | None = None,
    *,
    packed: bool = False,
) -> None:
    """Write everything recorded so far to one `.npz` file; with `settings` it names these, as
    where a file that they name has moved; `packed`, it is smaller, and takes longer."""
    pause, n = trajectory.pause, trajectory.length
    if pause:  # the record may be growing
        n = pause.latest.index + 1
    about = {"format": FORMAT, "settings": settings or to_dict(trajectory.settings)}
    arrays: dict[str, Any] = {f"metric.{k}": v[:n] for k, v in trajectory.metrics.items()}
    arrays |= {f"record.{name}": values[:n] for name, values in trajectory.record.items()}
    arrays |= {name: getattr(trajectory, name)[:n] for name in OUTPUTS}
    if pause:
        arrays |= {f"pause.{k}": v for k, v in packed_pause(pause).items()}
    arrays["about"] = np.array(json.dumps(about | {"provenance": trajectory.provenance}))
    write = np.savez_compressed if packed else np.savez
    if isinstance(file, str | PathLike):  # opened here: numpy would append .npz to its name
        with whole(file) as opened:
            write(opened, **arrays)
    else:
        write(file, **arrays)


def load(file: str | PathLike[str] | IO[bytes]) -> Trajectory:
    """A trajectory from what `save` wrote, whole or cut short by a cancelled run.

    Raises:
        BadTrajectory: the file is truncated, foreign, or from settings that no longer exist.
    """
    try:
        with unpacked_archive(file) as archive:
            about = _about(archive)
            settings = from_dict(about["settings"])
            check_sizes(archive, settings)
            arrays = {name: archive.read(name) for name in archive.declared if name != "about"}
        check_numbers(arrays)
        return _restored(settings, about["provenance"], arrays)
    except BadSpec as bad:
        raise BadTrajectory(f"the file's settings are not valid here: {bad}") from None
    except FileNotFoundError:
        raise BadTrajectory(f"there is no file {visible(str(file))}") from None
    except BadTrajectory:
        raise
    except Exception as reason:  # bytes from anywhere can fail in any way
        raise BadTrajectory("the file is damaged or holds no trajectory") from reason


def _about(archive: Archive) -> dict[str, Any]:
    """What the file says of itself."""
    if archive.declared["about"].size > ABOUT_BYTES:
        raise BadTrajectory("the file says more of itself than any run's does")
    about: dict[str, Any] = json.loads(str(archive.read("about")))
    if about["format"] != FORMAT:
        raise BadTrajectory(f"the file's format is {quoted(about['format'])}, not {FORMAT}")
    return about


def _restored(settings: Settings, made: dict[str, Any], arrays: dict[str, Array]) -> Trajectory:
    n, rows, d = arrays["outputs"].shape
    whole = Trajectory(settings, 4 * (settings.generations + 1) * rows * d)
    paused = {k.removeprefix("pause."): v for k, v in arrays.items() if k.startswith("pause.")}
    whole.provenance, whole.length = made, n
    whole.pause = unpacked_pause(settings.model, paused)
    if whole.pause and whole.pause.latest.index + 1 != n:
        raise BadTrajectory(f"the file holds {n} generations and another one's pause")
    for name, values in arrays.items():
        role, _, key = name.partition(".")
        if role == "pause":
            continue
        if role == "record":
            shape = (len(whole.origins), *values.shape[1:])
            whole.record[key] = np.full(shape, np.nan, values.dtype)
            whole.record[key][:n] = values
        elif role == "metric" and key in whole.metrics:
            whole.metrics[key][:n] = values
    for name in OUTPUTS:
        getattr(whole, name)[:n] = arrays[name]
    if whole.pause:
        check_pause(settings, whole.pause, whole.record)
        check_next(whole)
    return whole
