"""How a visitor's table is understood: its first rows, what was left out, and what to set right."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine.data.csv_notes import notes, roles
from engine.data.csv_options import ANYWHERE, FOUND
from engine.data.csv_table import read_table
from engine.knobs import BadSpec, knobs_of
from engine.truths.table import Table
from view.letters import in_markdown

ROWS = 5
WIDEST = 12
"""So many rows and columns are shown."""

_KNOBS = knobs_of(Table)
_BETWEEN = {"\t": "tabs", " ": "blanks", ",": "commas", ";": "semicolons", "|": "bars"}
_WORDS = {FOUND: "found out"}


def show_reading(table: Table) -> None:
    """The first rows as they are understood, and a sentence for everything that is not."""
    whole, chosen = table.whole, table.columns
    places = [whole.names.index(name) for name in chosen.names]
    places += [place for place in range(len(whole.names)) if place not in places]
    columns = {
        whole.columns[place].title: [
            "missing" if np.isnan(number) else f"{number:.6g}"
            for number in whole.values[:ROWS, place]
        ]
        for place in places[:WIDEST]
    }
    how = _said(table)
    st.caption(f"The first rows as they are understood{how and f': {how}'}.")
    st.dataframe(columns, hide_index=True, width="stretch", height="content")
    told = [*roles(whole), *notes(whole, table.options)]
    st.caption("\n".join(f"- {in_markdown(said[0].upper() + said[1:])}." for said in told))


def _said(table: Table) -> str:
    """What stands between columns and before decimals, as far as there are any."""
    understood = table.whole.understood
    signs = {".": "points", ",": "commas"}
    marks = sorted({column.decimal for column in table.columns.columns} - {""})
    said = []
    if len(table.whole.names) + len(understood.texts) + len(understood.answers) > 1:
        said.append(f"{_BETWEEN[understood.delimiter]} between columns")
    if marks:
        said.append(f"{' and '.join(signs[mark] for mark in marks)} before decimals")
    return ", ".join(said)


def read_as(table: Table, data: bytes | None, page: str) -> Table:
    """The same table, read as the widgets say; its file, if it is not kept yet, has these bytes."""
    key = f"{page}:table:{{}}:{Path(table.file).stem}"
    suspects: list[str] = []
    with suppress(BadSpec):  # whoever reads the table says what is wrong with it
        whole = table.whole if data is None else read_table(data, table.options)
        suspects = [number for column in whole.columns for number in column.suspects]
    with st.expander("Read it differently"):
        values: dict[str, Any] = {
            name: _one_of(name, getattr(table, name), key) for name in ("delimiter", "decimal")
        }
        header = _KNOBS["header"]
        line = st.number_input(
            header.label,
            ANYWHERE,
            int(header.high),
            table.header,
            key=key.format("header"),
            help=header.help,
        )
        values["header"] = int(line)
        values["missing"] = _missing(table, suspects, key)
        values["limits"] = _one_of("limits", table.limits, key)
    return replace(table, **values)


def _one_of(name: str, value: str, key: str) -> str:
    knob = _KNOBS[name]
    chosen = st.selectbox(
        knob.label,
        knob.choices,
        knob.choices.index(value),
        key=key.format(name),
        help=knob.help,
        format_func=lambda choice: _WORDS.get(choice, knob.written(choice)),
    )
    return str(chosen)


def _missing(table: Table, suspects: list[str], key: str) -> str:
    """Words that mean missing; numbers that may are offered."""
    knob, known = _KNOBS["missing"], [word for word in table.missing.split(";") if word]
    words = st.multiselect(
        knob.label,
        list(dict.fromkeys([*known, *suspects])),
        known,
        key=key.format("missing"),
        help=knob.help,
        accept_new_options=True,
        placeholder="such as -9999",
    )
    return ";".join(words)
