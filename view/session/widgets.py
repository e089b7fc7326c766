"""What widgets start with and say, and what they say only for want of news.

A browser sends the values of all its widgets, as it knows them, with whatever is pressed. Where the
server has just changed one (another experiment was chosen, a seed was drawn), the next word from
the browser may still have the old value: that is no wish of the visitor's, and is not heeded. How
far the browser has come is told by the link that it shows, which is changed last of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

_NOTHING = object()


@dataclass
class _Drawn:
    """A widget: the value that it was given when it was last drawn, the one that it then had, and,
    where the server has changed that, what the browser said before it heard of it."""

    given: Any
    value: Any
    before: Any = _NOTHING


def _drawn() -> dict[str, _Drawn]:
    found: dict[str, _Drawn] = st.session_state.setdefault("widgets", {})
    return found


def look() -> None:
    """Whether the browser shows the link that the page has: else it knows no newer widgets."""
    query = st.query_params.to_dict()
    behind = st.session_state.setdefault("link", query) != query
    st.session_state["behind"] = behind or st.session_state.get("behind", False)


def name_link(query: Mapping[str, str]) -> None:
    """This is the page's link from now on; the browser hears of it once the page is drawn."""
    look()
    st.session_state["link"] = dict(query)


def tell_link() -> None:
    """The page is drawn: the browser may show its link."""
    query = st.session_state.get("link")
    if query is not None and query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state["behind"] = False


def heard() -> None:
    """What every widget says now, at a press that may change them: what comes later and differs is
    newer than the press."""
    state = st.session_state
    state["heard"] = {key: state[key] for key in _drawn() if key in state}


def _late(one: _Drawn, said: Any) -> bool:
    """Whether the browser says so only because it has not heard yet."""
    if one.before is not _NOTHING and one.before == said and st.session_state.get("behind"):
        return True
    one.before = _NOTHING  # it has heard, or the visitor was quicker
    return False


def seeded(key: str, value: Any) -> str:
    """The key of a widget, which starts with this value, and takes it on whenever it is changed by
    anything but the visitor's own hand on it."""
    state, one = st.session_state, _drawn().get(key)
    pressed = state.get("heard", {}).pop(key, _NOTHING)
    if one is None or key not in state:
        one = _drawn()[key] = _Drawn(value, value)
        state[key] = value
    elif value != one.value and (value != one.given or pressed is not _NOTHING):
        if pressed is _NOTHING or pressed == state[key]:
            one.before, state[key] = state[key], value
    elif _late(one, state[key]):
        state[key] = value
    one.given, one.value = value, state[key]
    return key


def followed(key: str, value: Any) -> str:
    """The key of a widget that always says this, whatever was said with it before."""
    one = _drawn().setdefault(key, _Drawn(value, value))
    said = st.session_state.get(key, value)
    one.before = _NOTHING if said == value else said
    one.given = one.value = st.session_state[key] = value
    return key


def turned(key: str) -> bool:
    """Whether a widget's callback was called for what the visitor did, not for what the browser
    had not heard yet."""
    look()
    one = _drawn().get(key)
    return one is None or not _late(one, st.session_state.get(key))


def between(key: str, value: Any, steps: Sequence[Any]) -> Any:
    """The last value that a slider has had between its steps, if any: it can come back to it, and
    stays the same slider."""
    last: dict[str, Any] = st.session_state.setdefault("between", {})
    if value not in steps:
        last[key] = value
    return last.get(key)


def said(key: str) -> Any:
    """A widget's value as the browser has it, inside any callback; None where it has none."""
    return st.session_state.get(key)


def widget(key: str) -> Any:
    """A widget's value, inside its own callback."""
    return st.session_state[key]
