"""Folders in the temporary directory into which nobody else may look, one of them this process's
own, which goes with it; or, where the process was killed, with the next one that begins."""

import atexit
import errno
import os
import shutil
import stat
import tempfile
import uuid
from contextlib import suppress
from pathlib import Path
from typing import IO


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError:  # there is none that can be written; whoever needs one is told
        return Path("/tmp")


TEMPORARY = _temporary()

NAME = "copy-of-a-copy-"
OWN = TEMPORARY / f"{NAME}{uuid.uuid4().hex}"
"""This process's own, by a name that nobody can guess; it is there once something is put there."""

HELD = "held"
"""A file in it that is locked for as long as the process lives, however it ends."""

_ours = os.getpid()
_held: list[IO[bytes]] = []


def made(folder: Path) -> Path:
    """The folder, made where there is none, this user's alone.

    Raises:
        OSError: it cannot be made, or what has its name is another user's, or open to others.
    """
    for each in [OWN, folder] if OWN in folder.parents else [folder]:
        try:
            each.mkdir(mode=0o700)
            if each == OWN:
                _hold()
                _tidy_up()
        except FileExistsError:
            if not _mine(each):
                said = "what has this name is not a folder of ours alone"
                raise PermissionError(errno.EPERM, said, str(each)) from None
    return folder


def _mine(folder: Path) -> bool:
    there = folder.lstat()
    if not stat.S_ISDIR(there.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # where users are told apart otherwise
        return True
    return there.st_uid == os.geteuid() and not there.st_mode & 0o077


def _hold() -> None:
    with suppress(OSError):  # the disk may be full: then nobody tidies up after this one
        new = OWN / f"{HELD}.new"
        held = new.open("wb")
        _held.append(held)
        _lock(held)
        new.rename(OWN / HELD)  # nobody finds it before it is locked


def _tidy_up() -> None:
    """Remove what processes of this user have left that are no more."""
    for folder in TEMPORARY.glob(f"{NAME}*"):
        with suppress(OSError):
            if folder != OWN and _mine(folder) and _left(folder / HELD):
                shutil.rmtree(folder)


def _left(held: Path) -> bool:
    with held.open("rb") as file:
        return _lock(file)


def _lock(file: IO[bytes]) -> bool:
    """Whether it could be locked: nobody else holds it."""
    try:
        import fcntl
    except ImportError:  # where files are locked otherwise
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@atexit.register
def remove() -> None:
    """What lies in this process's own folder is no longer needed."""
    if os.getpid() == _ours:
        shutil.rmtree(OWN, ignore_errors=True)
