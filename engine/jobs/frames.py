"""Things that travel between two processes, through pipes without buffers."""

import pickle
import struct
from io import FileIO
from typing import Any

LENGTH = struct.Struct("<Q")


def put(pipe: FileIO, thing: object) -> None:
    """Write it.

    Raises:
        OSError: nobody is at the other end.
    """
    data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[pipe.write(rest) :]


def get(pipe: FileIO) -> Any:
    """Read the next one.

    Raises:
        EOFError: nobody is at the other end.
    """
    (length,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    return pickle.loads(_read(pipe, length))


def _read(pipe: FileIO, length: int) -> bytearray:
    data = bytearray(length)
    rest = memoryview(data)
    while rest:
        count = pipe.readinto(rest)
        if not count:
            raise EOFError
        rest = rest[count:]
    return data
