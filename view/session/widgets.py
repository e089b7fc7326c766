"""What widgets start with, and say."""

from collections.abc import Sequence
from typing import Any

import streamlit as st


def seed_anew() -> None:
    """Every widget is to start with what is remembered."""
    st.session_state["seeded"] = set()


def seeded(key: str, value: Any) -> str:
    """The key of a widget, which starts with this value, and takes it on when it must follow."""
    done: set[str] = st.session_state.setdefault("seeded", set())
    if key not in done or key not in st.session_state:
        st.session_state[key] = value
        done.add(key)
    return key


def between(key: str, value: Any, steps: Sequence[Any]) -> Any:
    """The last value that a slider has had between its steps, if any: it can come back to it, and
    stays the same slider."""
    last: dict[str, Any] = st.session_state.setdefault("between", {})
    if value not in steps:
        last[key] = value
    return last.get(key)


def followed(key: str, value: Any) -> str:
    """The key of a widget that always says this, whatever was said with it before."""
    st.session_state[key] = value
    return key


def said(key: str) -> Any:
    """A widget's value as the browser has it, inside any callback; None where it has none."""
    return st.session_state.get(key)


def widget(key: str) -> Any:
    """A widget's value, inside its own callback."""
    return st.session_state[key]
