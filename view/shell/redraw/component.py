"""Whoever in the browser wants the whole page drawn again says so here, outside of any fragment."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view import state

SCRIPT = Path(__file__).with_name("redraw.js")


def anew() -> None:
    """Hears `copy-of-a-copy:draw-anew` in the window, and sees to it that it is answered; and says
    when the page is drawn to which Back or Forward led."""
    with st.container(key="anew"):
        _renderer()(
            key=state.ANEW,
            data={"drawn": state.drawn(), "ways": state.ways()},
            on_anew_change=lambda: None,
            on_settled_change=state.settle,
        )


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("copy_of_a_copy.anew", js=SCRIPT.read_text())
