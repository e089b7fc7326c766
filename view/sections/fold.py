"""A section of a page that is drawn once somebody opens it, and stays as it was left."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from view import state

OPEN_AT_FIRST = False
"""A page is two screens, until one asks for more."""


@contextmanager
def fold(label: str, name: str) -> Iterator[bool]:
    """Whether what is in it is to be drawn: once it was opened, and from then on, for what is
    chosen within would be lost. It stays as it was left, on every page that has one of this
    name."""
    key = f"fold:{name}"
    with st.expander(label, state.noted(key, OPEN_AT_FIRST), key=key, on_change="rerun") as it:
        state.note(key, bool(it.open))
        state.note(f"{key}:drawn", wanted := it.open or state.noted(f"{key}:drawn", False))
        yield bool(wanted)
