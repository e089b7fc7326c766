"""What a command says, and where: numbers on standard output, all else on standard error.

Either may be closed, full, or a pipe that nobody reads any more.
"""

import os
import sys
from contextlib import suppress
from typing import IO

from engine.knobs import BadSpec
from engine.words import visible

GONE = 141
"""Exit status where whoever read has gone, as of any program that a closed pipe ends."""


def hold_open() -> None:
    """Input, output and errors that are closed lead nowhere: else the next file that is opened
    would be one of them, and hear what is not meant for it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)


def output() -> IO[str]:
    """Where numbers go.

    Raises:
        BadSpec: it is closed.
    """
    if sys.stdout is None or sys.stdout.closed:
        raise BadSpec("standard output is closed; open it, or name a file")
    return sys.stdout


def flush() -> None:
    """What cannot be written is known now, and not after the end."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def say(text: str) -> None:
    """A line for whoever looks on; if nobody can, nothing is lost with it."""
    _tell(f"{visible(text)}\n")


def progress(text: str, *, last: bool) -> None:
    """A line that the next one writes over, unless it is the last."""
    _tell(f"\r{visible(text)}" + ("\n" if last else ""))


def _tell(text: str) -> None:
    try:
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def silence(stream: IO[str] | None) -> None:
    """What is still held back for it is not tried again at the end, when nobody can answer."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)
