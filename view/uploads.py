"""A visitor's own table, or text: chosen in the sidebar, kept as long as the server needs it."""

import hashlib
import re
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import streamlit as st

from engine import BadSpec
from engine.data.corpus import Corpus, decoded
from engine.data.csv_table import Table as Columns
from engine.data.csv_table import read_table
from engine.knobs import knobs_of, parse, spec_of
from engine.truths import TRUTHS
from engine.truths.table import Table
from engine.truths.text import Text
from view.links import plain

FOLDER = Path(tempfile.gettempdir()) / "copy-of-a-copy"
KEPT_SECONDS = 24 * 3600
_NAME = re.compile(r"[0-9a-f]{16}\.(csv|txt)")
_UPLOADED = re.compile(r"\bfile=" + _NAME.pattern)
Files = Table | Text
ENDINGS: Mapping[type[Files], str] = {Table: ".csv", Text: ".txt"}


def choose_text(current: Text, key: str, take: Callable[[str], None]) -> Text | None:
    """The text that is read, with ways to `take` another by its key or by no key; None while the
    widget with the key holds a file that cannot be used."""
    file = st.file_uploader(
        "A text of your own, up to 5 MB", key=key, on_change=take, args=(key,),
        help="Plain text in UTF-8, in any language; a few thousand words at least. Without one, "
        "the reference of the language Python is read. The file stays on this server for a day.",
    )  # fmt: skip
    try:
        if file is not None:
            taken(current, file)
        if current.file:
            st.caption(f"Your own text is read: {current.taught.size:,} words and marks.")
            st.button("Back to the reference of Python", on_click=take, args=("",))
        return current
    except BadSpec as bad:
        said = plain(f"This text cannot be used: {bad}. What was shown before is still here.")
        st.error(said)
    return None


def taken(current: Text, file: Any) -> Text:
    """The same with an uploaded file, which is kept.

    Raises:
        BadSpec: it is no text, or too short a one; one sentence.
    """
    return replace(current, file=str(_keep(file.getvalue(), ENDINGS[Text], _readable)))


def _readable(data: bytes) -> None:
    Corpus.of(decoded(data), int(knobs_of(Text)["vocabulary"].default))


def choose(current: Table, page: str) -> Table | None:
    """The table that the widgets describe, or None while there is none that can be used."""
    file = st.file_uploader(
        "A CSV file of up to 5 MB", key=f"{page}:table:file",
        help="Two columns of numbers are enough. The file stays on this server for a day.",
    )  # fmt: skip
    try:
        if file is not None:
            current = replace(current, file=str(_keep(file.getvalue())))
        if current.file:
            return _columns(current, page)
        st.info("Choose a file; until then the run before it stays on the page.")
    except BadSpec as bad:
        said = plain(f"This table cannot be used: {bad}. What was shown before is still here.")
        st.error(said)
    return None


def _columns(current: Table, page: str) -> Table:
    """Which two columns, and whether to scale them; says how many rows were left out."""
    names, name = list(current.whole.names), Path(current.file).stem
    x = st.selectbox("Across", names, _place(names, current.x, 0), key=f"{page}:table:x:{name}")
    others = [name for name in names if name != x]
    y = st.selectbox("Up", others, _place(others, current.y, 0), key=f"{page}:table:y:{name}")
    scale = st.toggle("Standardise", current.scale, key=f"{page}:table:scale:{name}",
                      help="Give both columns mean 0 and deviation 1.")  # fmt: skip
    chosen = replace(current, x=x, y=y, scale=scale)
    st.caption(_left_out(chosen.columns))
    return chosen


def _place(names: list[str], name: str, default: int) -> int:
    return names.index(name) if name in names else default


def _left_out(columns: Columns) -> str:
    used = columns.total - columns.left_out
    missing = f"; {columns.left_out:,} with missing values left out" if columns.left_out else ""
    return f"{used:,} of {columns.total:,} rows used{missing}."


def _keep(
    data: bytes, ending: str = ENDINGS[Table], read: Callable[[bytes], object] = read_table
) -> Path:
    """Write a file under the name of its contents, whole or not at all; past days' are dropped.

    Raises:
        BadSpec: whatever `read` has against it.
    """
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    path = FOLDER / f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"
    if path.exists():
        path.touch()
    else:
        read(data)  # what cannot be read is not kept
        written = path.with_suffix(f".{uuid.uuid4().hex}")
        written.write_bytes(data)
        written.replace(path)
    for old in FOLDER.iterdir():
        with suppress(FileNotFoundError):  # another visitor may have been quicker
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                old.unlink()
    return path


def to_link(query: Mapping[str, str]) -> dict[str, str]:
    """A link names an uploaded file by its contents, never by where it lies."""
    return {key: _moved(key, value, outside=True) for key, value in query.items()}


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
