"""Files are written whole, or not at all: beside their place, and put there once all are whole."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from engine.knobs import BadSpec
from engine.words import quoted

PARTIAL = ".partial"
"""How the name of a file ends that is not whole."""

Place = tuple[int, int] | str
"""What tells one file from every other: its device and number, or where it will be."""


class WholeFiles:
    """Some files that are written together; all are tried before anything is written.

    Within a `with`: if it ends well, each file is whole and in its place. Otherwise what was there
    before is untouched, and what was begun is gone; or, where `worth` says that it is worth
    keeping, it lies beside under a name that ends with `.partial`, and `left` names it.
    """

    def __init__(self, inputs: Iterable[str | os.PathLike[str]] = ()) -> None:
        self.worth = False
        self.left: list[str] = []
        self._taken: dict[Place, str] = {}
        self._begun: list[tuple[IO[Any], Path | None, Path]] = []
        for path in inputs:
            self._taken[place(path)] = f"{quoted(path)} is read by this run"

    def opened(self, path: str, mode: str = "w") -> IO[Any]:
        """A file beside its place; a device or a pipe is written to as it is. Mode `w` or `wb`.

        Raises:
            BadSpec: it cannot be written, it is an input, or another output; one sentence.
        """
        self.take(path)
        try:
            return self._opened(path, mode)
        except (OSError, ValueError) as bad:
            why = getattr(bad, "strerror", "") or str(bad)
            raise BadSpec(f"{quoted(path)} cannot be written: {why}") from None

    def take(self, path: str | int) -> None:
        """Nothing else may be written there; a number is that of a file that is open.

        Raises:
            BadSpec: it is an input, or another output.
        """
        where, name = place(path), "standard output" if isinstance(path, int) else quoted(path)
        if where in self._taken:
            raise BadSpec(f"{name} cannot be written: {self._taken[where]}; name another file")
        if not _shared(path):
            self._taken[where] = f"{name} is another output of it"

    def _opened(self, path: str, mode: str) -> IO[Any]:
        how: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
        if _shared(path):
            file, beside = open(path, mode, **how), None  # noqa: SIM115  closed in __exit__
        else:
            if os.path.exists(path):
                os.close(os.open(path, os.O_WRONLY))  # raises where it may not be written
            beside = _beside(Path(os.path.realpath(path)))
            file = open(beside, mode, **how)  # noqa: SIM115
        self._begun.append((file, beside, Path(os.path.realpath(path))))
        return file

    def __enter__(self) -> "WholeFiles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is not None:
            self._give_up()
            return
        try:
            for file, beside, _path in self._begun:
                file.flush()
                if beside:
                    os.fsync(file.fileno())
                file.close()
        except BaseException:
            self._give_up()
            raise
        for _file, beside, path in self._begun:
            if beside:
                beside.replace(path)

    def _give_up(self) -> None:
        for file, beside, _ in self._begun:
            with suppress(OSError, ValueError):  # the disk may be full
                file.close()
            if beside and self.worth:
                self.left.append(str(beside))
            elif beside:
                with suppress(OSError):
                    beside.unlink()


@contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """One file of bytes, written whole or not at all."""
    with WholeFiles() as files:
        yield files.opened(os.fspath(path), "wb")


def place(path: str | int | os.PathLike[str]) -> Place:
    """Where a file is, whatever its name."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return str(path) if isinstance(path, int) else os.path.realpath(path)
    return status.st_dev, status.st_ino


def _shared(path: str | int | os.PathLike[str]) -> bool:
    """A terminal, a pipe or a device: nothing that is there is lost by writing to it."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _beside(path: Path) -> Path:
    """An empty file in the same folder that no other run writes, open to the same people."""
    for number in count(1):
        beside = path.with_name(f"{path.name}{'' if number == 1 else f'.{number}'}{PARTIAL}")
        with suppress(FileExistsError):
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            if path.exists():
                beside.chmod(stat.S_IMODE(path.stat().st_mode))
            return beside
    raise AssertionError
