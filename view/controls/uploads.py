"""A visitor's own table, or text, as it is chosen in the sidebar."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from engine import BadSpec
from engine.data.corpus import Corpus, decoded
from engine.data.csv_table import Table as Columns
from engine.knobs import knobs_of
from engine.truths.table import Table
from engine.truths.text import Text
from view import uploaded_files
from view.letters import in_markdown


def choose_text(current: Text, key: str, take: Callable[[str], None]) -> Text | None:
    """The text that is read, with ways to `take` another by its key or by no key; None while the
    widget with the key holds a file that cannot be used."""
    file = st.file_uploader(
        "A text of your own, up to 5 MB",
        key=key,
        on_change=take,
        args=(key,),
        help="Plain text in UTF-8, in any language; a few thousand words at least. Without one, "
        "the reference of the language Python is read. The file stays on this server for a day.",
    )
    try:
        if file is not None:
            taken(current, file)
        if current.file:
            st.caption(f"Your own text is read: {current.taught.size:,} words and marks.")
            st.button("Back to the reference of Python", on_click=take, args=("",))
        return current
    except BadSpec as bad:
        said = f"This text cannot be used: {bad}. What was shown before is still here."
        st.error(in_markdown(said))
    return None


def taken(current: Text, file: Any) -> Text:
    """The same with an uploaded file, which is kept.

    Raises:
        BadSpec: it is no text, or too short a one; one sentence.
    """
    return replace(
        current,
        file=str(uploaded_files.keep(file.getvalue(), uploaded_files.ENDINGS[Text], _readable)),
    )


def _readable(data: bytes) -> None:
    Corpus.of(decoded(data), int(knobs_of(Text)["vocabulary"].default))


def choose_table(current: Table, page: str) -> Table | None:
    """The table that the widgets describe, or None while there is none that can be used."""
    file = st.file_uploader(
        "A CSV file of up to 5 MB",
        key=f"{page}:table:file",
        help="Two columns of numbers are enough. The file stays on this server for a day.",
    )
    try:
        if file is not None:
            current = replace(current, file=str(uploaded_files.keep(file.getvalue())))
        if current.file:
            return _columns(current, page)
        st.info("Choose a file; until then the run before it stays on the page.")
    except BadSpec as bad:
        said = in_markdown(
            f"This table cannot be used: {bad}. What was shown before is still here."
        )
        st.error(said)
    return None


def _columns(current: Table, page: str) -> Table:
    """Which two columns, and whether to scale them; says how many rows were left out."""
    names, name = list(current.whole.names), Path(current.file).stem
    x = st.selectbox("Across", names, _place(names, current.x, 0), key=f"{page}:table:x:{name}")
    others = [name for name in names if name != x]
    y = st.selectbox("Up", others, _place(others, current.y, 0), key=f"{page}:table:y:{name}")
    scale = st.toggle(
        "Standardise",
        current.scale,
        key=f"{page}:table:scale:{name}",
        help="Give both columns mean 0 and deviation 1.",
    )
    chosen = replace(current, x=x, y=y, scale=scale)
    st.caption(_left_out(chosen.columns))
    return chosen


def _place(names: list[str], name: str, default: int) -> int:
    return names.index(name) if name in names else default


def _left_out(columns: Columns) -> str:
    used = columns.total - columns.left_out
    missing = f"; {columns.left_out:,} with missing values left out" if columns.left_out else ""
    return f"{used:,} of {columns.total:,} rows used{missing}."
