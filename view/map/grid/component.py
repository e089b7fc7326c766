"""The squares of a map: drawn, pressed, touched, and walked by arrow keys."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from engine.map import Cell
from view.bundle import bundle
from view.map import captions
from view.map.drawing import inline
from view.map.geometry import Geometry
from view.map.shown import Shown

FOLDER = Path(__file__).parent


def map_grid(
    name: str,
    shown: Shown,
    measure: str,
    drawn: Geometry,
    chosen: Cell | None,
    *,
    fills: bool = False,
    **more: Any,
) -> None:
    """A map of this name, which is told of it to those who do not see it, and which may fill what a
    headline leaves of a screen; `on_open_change` is called when a square was opened."""
    _renderer()(data=handed(name, shown, measure, drawn, chosen, fills=fills), **more)


def handed(
    name: str,
    shown: Shown,
    measure: str,
    drawn: Geometry,
    chosen: Cell | None = None,
    *,
    fills: bool = False,
) -> dict[str, Any]:
    """What its script is handed: the drawing, and what each square says, row by row from the lowest
    on."""
    return {
        "name": name,
        "columns": drawn.columns,
        "rows": drawn.rows,
        "said": [captions.spoken(shown.at(cell)) for cell in shown.plane.cells],
        "chosen": chosen,
        "drawing": inline(shown, measure, drawn, chosen),
        "size": [drawn.width, drawn.height],
        "fills": fills,
        "side": drawn.side,
        "across": [drawn.at(i, 0)[0] for i in range(drawn.columns)],
        "up": [drawn.at(0, j)[1] for j in range(drawn.rows)],
    }


def opened_cell(told: Any) -> Cell | None:
    """The square that the browser told; there may be no such one any more."""
    found = told.get("open") if told else None
    return (int(found[0]), int(found[1])) if found else None


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(
        "copy_of_a_copy.map", html=asset("html"), css=asset("css"), js=javascript()
    )


def asset(kind: str) -> str:
    """Its frame (`html`), or how it looks (`css`)."""
    return (FOLDER / f"grid.{kind}").read_text()


@cache
def javascript() -> str:
    """Its script, in one piece."""
    return bundle(FOLDER / "grid.js")
