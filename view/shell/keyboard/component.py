"""Keys that work on every page, and the dialog that lists all keys."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view import state
from view.bundle import bundle

FOLDER = Path(__file__).parent


def keys(*, presenting: bool) -> None:
    """Two buttons, for the projector and for the list of keys, and whoever listens for keys."""
    _renderer()(
        key="keys",
        data={"presenting": presenting},
        on_present_change=state.present,
        width="content",
    )


@cache
def _renderer() -> ComponentRenderer:
    html, css = ((FOLDER / f"keys.{kind}").read_text() for kind in ("html", "css"))
    js = bundle(FOLDER / "keys.js")
    return st.components.v2.component("copy_of_a_copy.keys", html=html, css=css, js=js)
