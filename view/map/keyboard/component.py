"""The squares as a grid that arrow keys walk and Enter opens, over those that are drawn."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from engine.map import Cell
from view.map.geometry import AROUND, BEFORE, Geometry
from view.player.bundle import bundle

FOLDER = Path(__file__).parent


def walk(
    name: str,
    said: Sequence[str],
    drawn: Geometry,
    chosen: Cell | None,
    *,
    key: str,
    on_open: Callable[[], None],
) -> None:
    """Lay the grid of this name over what was drawn just before, in one container, and call when
    a square was opened. `said` is what each square says, row by row from the lowest on."""
    with st.container(key="walk"):
        _renderer()(
            key=key,
            data={
                "name": name,
                "columns": drawn.columns,
                "rows": drawn.rows,
                "said": list(said),
                "chosen": chosen,
                "side": drawn.side,
                "size": [drawn.width, drawn.height],
                "around": AROUND,
                "before": BEFORE,
            },
            on_open_change=on_open,
        )


def opened_cell(told: Any) -> Cell | None:
    """The square that the browser told; there may be no such one any more."""
    found = told.get("open") if told else None
    return (int(found[0]), int(found[1])) if found else None


@cache
def _renderer() -> ComponentRenderer:
    html, css = ((FOLDER / f"keyboard.{kind}").read_text() for kind in ("html", "css"))
    return st.components.v2.component("copy_of_a_copy.walk", html=html, css=css, js=javascript())


@cache
def javascript() -> str:
    """Its script, in one piece."""
    return bundle(FOLDER / "keyboard.js")
