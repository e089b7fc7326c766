"""Folders in the temporary directory into which nobody else may look, one of them this process's
own, which goes with it."""

import atexit
import errno
import os
import shutil
import stat
import tempfile
import uuid
from pathlib import Path


def _temporary() -> Path:
    try:
        return Path(tempfile.gettempdir())
    except OSError:  # there is none that can be written; whoever needs one is told
        return Path("/tmp")


TEMPORARY = _temporary()

OWN = TEMPORARY / f"copy-of-a-copy-{uuid.uuid4().hex}"
"""This process's own, by a name that nobody can guess; it is there once something is put there."""

_ours = os.getpid()


def made(folder: Path) -> Path:
    """The folder, made where there is none, this user's alone.

    Raises:
        OSError: it cannot be made, or what has its name is another user's, or open to others.
    """
    for each in [OWN, folder] if OWN in folder.parents else [folder]:
        try:
            each.mkdir(mode=0o700)
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


@atexit.register
def remove() -> None:
    """What lies in this process's own folder is no longer needed."""
    if os.getpid() == _ours:
        shutil.rmtree(OWN, ignore_errors=True)
