"""A visitor's own table: a file, how it is understood, and which of its columns are learned."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from engine import BadSpec
from engine.data.csv_table import NO_COLUMN, read_table
from engine.data.csv_table import Table as Columns
from engine.progress import Progress, Step, watched
from engine.truths.table import Table
from view import uploaded_files
from view.controls.own_file import choose_file, keep_file, sent
from view.controls.sample_table import NAME, sample_table
from view.controls.table_reading import read_as, show_reading
from view.letters import in_markdown

_TABLE: type[Any] = Table
WONDER = 0.4
"""Seconds of reading after which a bar says how far it is."""

MOST_SAMPLES = 5_000
"""So many rows at most decide how many samples a generation draws: more would take long."""


def choose_table(
    current: Table, page: str, samples: int, follows: bool, take: Callable[[Table, int], None]
) -> Table | None:
    """The table that the widgets describe, or None while there is none that is used.

    A new file is shown as it is understood, and used when the visitor says so, by `take` with the
    table and how many samples a generation draws: `samples`, or as many as there are rows where
    their number `follows`, because nobody has chosen it.
    """
    file = choose_file(
        "A CSV file of up to 5 MB",
        key=f"{page}:table:file",
        help="One column of numbers is enough. The file stays on this server for a day, or until "
        "the server is started anew.",
    )
    if file is None and not current.file:
        if sent():
            st.info("Choose a file; until then the run before it stays on the page.")
            st.download_button("A table to try", sample_table(), NAME, "text/csv", width="stretch")
        return None
    data = None if file is None else file.getvalue()
    path = current.file if data is None else str(uploaded_files.place_of(data))
    used = path == current.file
    shown, reading, offered = st.container(), st.container(), st.container()
    with reading, st.spinner("Reading the table …", show_time=True):
        bar = st.empty()
        with watched(Progress(told=lambda step: _told(bar, step))):
            table = read_as(current if used else _TABLE(file=path), data, page)
        bar.empty()
    with shown:
        try:
            if data is not None:
                keep_file(data, read=lambda data: read_table(data, table.options))
            chosen = _columns(table, page)
            show_reading(chosen)
            with offered:
                _offer(chosen, used, samples, follows, take)
        except BadSpec as bad:
            stays = "What was shown before is still here."
            st.error(in_markdown(f"This table cannot be used: {bad}. {stays}"))
            return None
    return chosen if used else None


def _told(bar: Any, step: Step) -> None:
    """How far the reading is, where it takes long enough to wonder."""
    if step.seconds > WONDER:
        bar.progress(step.done / step.total)


def _columns(current: Table, page: str) -> Table:
    """Which columns, one or two, and whether to scale them."""
    whole, name = current.whole, Path(current.file).stem
    names: list[str] = list(whole.names)
    key = f"{page}:table:{{}}:{name}"
    usual = (*whole.usual(), NO_COLUMN)
    x = st.selectbox("Across", names, _place(names, current.x, usual[0]), key=key.format("x"))
    alone = [] if NO_COLUMN in names else [NO_COLUMN]
    others = [*(name for name in names if name != x), *alone]
    up = next((name for name in usual[:2] if name != x), NO_COLUMN)
    y = st.selectbox(
        "Up",
        others,
        _place(others, current.y, up),
        key=key.format("y"),
        format_func=lambda name: "Nothing: one column alone" if name in alone else name,
    )
    scale = st.toggle(
        "Standardise",
        current.scale,
        key=key.format("scale"),
        help="Give every column mean 0 and deviation 1.",
    )
    return replace(current, x=x, y=y, scale=scale)


def _place(names: list[str], name: str, usual: str) -> int:
    return names.index(name) if name in names else names.index(usual) if usual in names else 0


def _offer(
    chosen: Table, used: bool, samples: int, follows: bool, take: Callable[[Table, int], None]
) -> None:
    """How many rows are used, and a button for what would change."""
    columns = chosen.columns
    rows = len(columns.values)
    st.caption(_left_out(columns))
    few = rows <= MOST_SAMPLES
    if not used:
        if follows and few:
            st.caption(f"Each generation then draws {rows:,} samples, as many as there are rows.")
        _button("Use this table", "primary", take, chosen, rows if follows and few else samples)
    elif few and rows != samples:
        _button(f"As many samples as rows: {rows:,}", "secondary", take, chosen, rows)


def _button(label: str, type: Any, take: Callable[..., None], *arguments: Any) -> None:
    st.button(label, type=type, on_click=take, args=arguments, width="stretch")


def _left_out(columns: Columns) -> str:
    used = columns.total - columns.left_out
    missing = f"; {columns.left_out:,} with missing values left out" if columns.left_out else ""
    return f"{used:,} of {columns.total:,} rows used{missing}."
