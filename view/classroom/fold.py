"""A part of the page that is drawn once somebody opens it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from view import state


@contextmanager
def fold(label: str, key: str) -> Iterator[bool]:
    """Whether it is open, and if so what is drawn within is in it."""
    with st.expander(label, state.noted(key, False), key=key, on_change="rerun") as it:
        state.note(key, bool(it.open))
        yield bool(it.open)
