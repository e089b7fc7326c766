"""An unseen component that hands the browser what to keep, and brings it back to a new visit."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view import state
from view.lesson.memory.kept import as_text, take_back

KEY = "lesson:memory"
_BACK = "lesson:taken back"


def remembered() -> None:
    """To be called as soon as all is known that was said: whoever sees an answer, and loads the
    page again at once, has it kept."""
    data = {"text": as_text(), "visit": state.visitor(), "back": state.noted(_BACK, False)}
    with st.container(key="memory"):
        _renderer()(key=KEY, data=data, on_kept_change=_came_back)


def _came_back() -> None:
    """The page was loaded again: this is what was said before."""
    told = state.said(KEY)
    state.note(_BACK, True)
    take_back(str(told.get("kept", "")) if told else "")


@cache
def _renderer() -> ComponentRenderer:
    script = Path(__file__).with_name("memory.js").read_text()
    return st.components.v2.component("copy_of_a_copy.memory", js=script)
