"""An unseen component that sees to it that Back and Forward lead from one choice to the next."""

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

SCRIPT = Path(__file__).with_name("entries.js")


def entries() -> None:
    """From now on a page's link makes an entry where the visitor has chosen something."""
    with st.container(key="entries"):
        _renderer()(key="entries of history")


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component("copy_of_a_copy.entries", js=SCRIPT.read_text())
