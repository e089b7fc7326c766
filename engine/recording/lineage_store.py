"""Finished lineages on disk: what is known of one need not be computed again."""

import hashlib
import json
import os
import sqlite3
import struct
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from engine.data.file_stamp import stamp
from engine.knobs import BadSpec
from engine.recording.trajectory import versions
from engine.settings import Settings, inputs, to_dict
from engine.version import NUMBERS
from engine.words import quoted

_BYTES_AT_MOST = 256 * 2**20
"""What the file takes, at most, but for what was just written: some two million lineages."""

LEFT = 0.75
"""How much of that is left where the oldest make room."""

SECONDS = 0.5
"""How long what is finished may wait to be written together with what comes next."""

PATIENCE = 5.0
"""Seconds for which another process may be writing."""

DAY = 86_400

OURS = 0x436F7043
"""What a file of ours says that it is: "CopC"."""

TABLE = """
CREATE TABLE IF NOT EXISTS lineages (
    experiment BLOB NOT NULL, seed INTEGER NOT NULL, used INTEGER NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY (experiment, seed)
) WITHOUT ROWID
"""

Numbers = Sequence[float]


class LineageStore:
    """What became of lineages, by the settings of their experiment, their seed, and all that their
    last digits depend on; for any thread, and any number of processes.

    One SQLite file. A row is written whole or not at all, whenever its writer is killed; at most
    half a second of work is lost. What has not been asked for the longest, in days, makes room. A
    file that breaks, or a disk that is full, costs what it holds, and nothing else: `broken` says
    why.

    Raises:
        BadSpec: the file cannot be opened, or is another program's; one sentence.
    """

    def __init__(self, path: str | os.PathLike[str], bytes_at_most: int = _BYTES_AT_MOST) -> None:
        self.path, self.broken = Path(path), ""
        self._most = bytes_at_most
        self._lock = threading.Lock()
        self._due: list[tuple[bytes, int, int, bytes]] = []
        self._written = time.monotonic()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = sqlite3.connect(
                self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            self._begin()
        except (OSError, sqlite3.Error) as bad:
            raise BadSpec(f"{quoted(path)} cannot keep lineages: {bad}") from None

    def _begin(self) -> None:
        """Make the table, where there is none; what is another program's is left alone."""
        (mark,) = self._file.execute("PRAGMA application_id").fetchone()
        (tables,) = self._file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if mark != OURS and tables:
            self._file.close()
            raise BadSpec(f"{quoted(self.path)} is the file of another program; name another one")
        if mark != OURS:
            self._file.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = NORMAL")
        if mark != OURS:
            self._file.execute(f"PRAGMA application_id = {OURS}")
            self._file.execute(TABLE)

    def get(self, settings: Settings, what: str, seeds: Iterable[int]) -> dict[int, list[float]]:
        """What is known of lineages of an experiment, by seed; `what` says which numbers."""
        experiment = key(settings, what)
        wanted = set(seeds)
        with self._lock:
            if not wanted or self.broken:
                return {}
            try:
                asked = (experiment, min(wanted), max(wanted))
                found = self._file.execute(
                    "SELECT seed, used, numbers FROM lineages"
                    " WHERE experiment = ? AND seed BETWEEN ? AND ?",
                    asked,
                ).fetchall()
                if any(used < _today() for _, used, _ in found):
                    with suppress(sqlite3.OperationalError):  # somebody else is writing
                        self._file.execute(
                            "UPDATE lineages SET used = ? WHERE experiment = ?"
                            " AND seed BETWEEN ? AND ?",
                            (_today(), *asked),
                        )
            except sqlite3.Error as bad:
                self._break(bad)
                return {}
        return {seed: _unpacked(numbers) for seed, _, numbers in found if seed in wanted}

    def put(self, settings: Settings, what: str, seed: int, numbers: Numbers) -> None:
        """Remember what became of a lineage."""
        row = key(settings, what), seed, _today(), struct.pack(f"<{len(numbers)}d", *numbers)
        with self._lock:
            self._due.append(row)
            if time.monotonic() > self._written + SECONDS:
                self._write()

    def flush(self) -> None:
        """Write what is still to be written."""
        with self._lock:
            self._write()

    def close(self) -> None:
        """Write what is still to be written, make room, and close the file."""
        with self._lock:
            self._write()
            with suppress(sqlite3.Error):
                self._make_room()
            self._file.close()
            self.broken = self.broken or "it is closed"

    def _write(self) -> None:
        self._written = time.monotonic()
        if not self._due or self.broken:
            self._due.clear()
            return
        try:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT OR REPLACE INTO lineages VALUES (?, ?, ?, ?)", self._due)
            self._file.execute("COMMIT")
            self._due.clear()
            if self._size() > self._most:
                self._make_room()
        except sqlite3.OperationalError as bad:
            self._roll_back()
            if bad.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                self._break(bad)
        except sqlite3.Error as bad:
            self._roll_back()
            self._break(bad)

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            self._file.execute("ROLLBACK")

    def _size(self) -> int:
        """Bytes of the file."""
        ((pages,), (each,)) = (
            self._file.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
        )
        return pages * each

    def _make_room(self) -> None:
        """The lineages that nobody has asked for the longest go, where the file is too large."""
        size = self._size()
        if size <= self._most:
            return
        (rows,) = self._file.execute("SELECT count(*) FROM lineages").fetchone()
        fewer = rows - int(rows * LEFT * self._most / size)
        self._file.execute(
            "DELETE FROM lineages WHERE (experiment, seed) IN"
            " (SELECT experiment, seed FROM lineages ORDER BY used, experiment LIMIT ?)",
            (fewer,),
        )
        self._file.executescript("PRAGMA incremental_vacuum")  # `execute` would free one page

    def _break(self, bad: sqlite3.Error) -> None:
        """From here on nothing is remembered, and everything is computed."""
        self.broken = f"{quoted(self.path)} keeps nothing any more: {bad}"


def key(settings: Settings, what: str) -> bytes:
    """Sixteen bytes that are equal for equal experiments whose numbers are to the last digit alike,
    whatever the seed."""
    return _key(replace(settings, seed=0), what, _stamps(settings))


@lru_cache(maxsize=4096)
def _key(settings: Settings, what: str, files: tuple[tuple[str, int, int], ...]) -> bytes:
    about = {
        "settings": to_dict(settings),
        "what": what,
        "numbers": NUMBERS,
        "versions": versions(),
        "files": files,
    }
    return hashlib.blake2b(json.dumps(about).encode(), digest_size=16).digest()


def _stamps(settings: Settings) -> tuple[tuple[str, int, int], ...]:
    """The files that the experiment reads, and when they were last written."""
    return tuple((str(path), *stamp(str(path))) for path in sorted(inputs(settings)))


def usual_place(environment: Mapping[str, str] = os.environ) -> Path:
    """Where lineages are kept, unless somebody says otherwise: in the user's folder of what can be
    made again."""
    home = Path(os.path.expanduser("~"))
    if sys.platform == "win32":
        folder = Path(environment.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        folder = home / "Library/Caches"
    else:
        folder = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    return folder / "copy-of-a-copy" / "lineages.sqlite"


def _today() -> int:
    return int(time.time() // DAY)


def _unpacked(numbers: bytes) -> list[float]:
    return list(struct.unpack(f"<{len(numbers) // 8}d", numbers))
