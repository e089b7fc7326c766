"""A file of arrays, of which shapes and types are known before any is read into memory."""

import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from typing import IO
from zipfile import ZipFile, ZipInfo

import numpy as np
from numpy.lib import format as npy

from engine.arrays import Array
from engine.recording.trajectory import BadTrajectory
from engine.words import quoted

MEMBERS = 1000
"""No run has more arrays."""

HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


@dataclass(frozen=True)
class Declared:
    """What a file says of an array before one reads it."""

    shape: tuple[int, ...]
    dtype: np.dtype

    @property
    def size(self) -> int:
        """What it takes in memory, in bytes."""
        return math.prod(self.shape) * self.dtype.itemsize


class Archive:
    """The arrays of an `.npz` file by name: what each is declared to be, and, one by one, itself.

    Raises:
        BadTrajectory: an array is not as long as it says, or of things that are no numbers.
    """

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        members = packed.infolist()
        if len(members) > MEMBERS:
            raise BadTrajectory(f"the file holds {len(members):,} arrays, and no run has so many")
        self._members = {one.filename.removesuffix(".npy"): one for one in members}
        self.declared = {name: self._header(name, one) for name, one in self._members.items()}

    def _header(self, name: str, member: ZipInfo) -> Declared:
        with self._packed.open(member) as file:
            shape, _, dtype = HEADERS[npy.read_magic(file)](file)
            begin = file.tell()
        declared = Declared(shape, dtype)
        if min((0, *shape)) < 0 or declared.size != member.file_size - begin:
            raise BadTrajectory(f"the file does not hold {quoted(name)} as it says")
        if dtype.kind not in "biufU":
            raise BadTrajectory(f"the file's {quoted(name)} is of things that are no numbers")
        return declared

    def size(self, role: str) -> int:
        """What all arrays whose name begins so take in memory, in bytes."""
        return sum(one.size for name, one in self.declared.items() if name.startswith(role))

    def read(self, name: str) -> Array:
        """An array, as long as it was declared."""
        with self._packed.open(self._members[name]) as file:
            return np.asarray(npy.read_array(file, allow_pickle=False))


@contextmanager
def unpacked_archive(file: str | PathLike[str] | IO[bytes]) -> Iterator[Archive]:
    """The file, as long as it is open."""
    if isinstance(file, str | PathLike) and not stat.S_ISREG(os.stat(file).st_mode):
        raise BadTrajectory(f"{quoted(file)} is no file that holds a run")
    with ZipFile(file) as packed:
        yield Archive(packed)
