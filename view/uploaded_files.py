"""Files that visitors have brought: kept for a day, or until the server ends, in a folder of its
own, under the name of their contents, which is all that a link says of them."""

import hashlib
import os
import re
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from engine import BadSpec, Settings, to_dict
from engine.data.csv_table import read_table
from engine.knobs import parse, spec_of
from engine.own_folder import OWN, made
from engine.truths import TRUTHS
from engine.truths.table import Table
from engine.truths.text import Text

FOLDER = OWN / "uploads"
KEPT_SECONDS = 24 * 3600
_NAME = re.compile(r"[0-9a-f]{16}\.(csv|txt)")
_UPLOADED = re.compile(r"\bfile=" + _NAME.pattern)
Files = Table | Text
ENDINGS: Mapping[type[Files], str] = {Table: ".csv", Text: ".txt"}


def place_of(data: bytes, ending: str = ENDINGS[Table]) -> Path:
    """Where a file with these contents is kept, if it is."""
    return FOLDER / f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"


def keep(
    data: bytes, ending: str = ENDINGS[Table], read: Callable[[bytes], object] = read_table
) -> Path:
    """Write a file under the name of its contents, whole or not at all; past days' are dropped.

    Raises:
        BadSpec: whatever `read` has against it, or there is no room for it; one sentence.
    """
    path = place_of(data, ending)
    if not path.exists():
        read(data)  # what cannot be read is not kept
    try:
        made(FOLDER)
        _drop_old()
        _write(path, data)
    except OSError as bad:
        raise BadSpec(
            f"this server has no room to keep it ({bad.strerror}); whoever runs the server can "
            "make room in its temporary folder"
        ) from bad
    return path


def _drop_old() -> None:
    for old in FOLDER.iterdir():
        with suppress(FileNotFoundError):  # another visitor may have been quicker
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                old.unlink()


def _write(path: Path, data: bytes) -> None:
    """Or touch it, where it is there: it was used today."""
    with suppress(FileNotFoundError):
        return os.utime(path)
    written = path.with_suffix(f".{uuid.uuid4().hex}")
    try:
        written.write_bytes(data)
        written.replace(path)
    except OSError:
        written.unlink(missing_ok=True)
        raise


def drop_beyond(paths: Sequence[Path], most: int) -> list[Path]:
    """Those of these files, the newest first, that take so many bytes together; the others go."""
    sizes = [path.stat().st_size if path.exists() else 0 for path in paths]
    kept = [path for path, taken in zip(paths, accumulate(sizes), strict=True) if taken <= most]
    for path in paths[len(kept) :]:
        path.unlink(missing_ok=True)
    return kept


def to_link(query: Mapping[str, str]) -> dict[str, str]:
    """A link names an uploaded file by its contents, never by where it lies."""
    return {key: _moved(key, value, outside=True) for key, value in query.items()}


def outwards(settings: Settings) -> dict[str, Any]:
    """Settings as `to_dict` makes them; an uploaded file by its name, wherever it lies."""
    chosen = to_dict(settings)
    return chosen | to_link({"truth": chosen["truth"]})


def from_link(query: Mapping[str, str]) -> dict[str, str]:
    """A link reaches uploaded files only, whatever path it names."""
    return {key: _moved(key, value, outside=False) for key, value in query.items()}


def in_link(query: Mapping[str, str]) -> bool:
    """Whether a link names an uploaded file, be it that of the run beside."""
    return any(re.search(_UPLOADED, unquote(value)) for value in query.values())


def _moved(key: str, spec: str, *, outside: bool) -> str:
    if key != "truth":
        return spec
    try:
        truth: Any = parse(spec, TRUTHS, "truth")
    except BadSpec:
        return spec  # whoever reads the link says what is wrong with it
    bundled = isinstance(truth, Text) and not truth.file
    if bundled or not isinstance(truth, Files):
        return spec
    name = Path(truth.file).name
    return spec_of(replace(truth, file=name if outside else str(FOLDER / _kept(name, truth))))


def _kept(name: str, data: Files) -> str:
    """The same name, or one that no file has."""
    return name if _NAME.fullmatch(name) else f"unknown{ENDINGS[type(data)]}"
