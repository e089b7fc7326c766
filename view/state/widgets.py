"""What widgets start with and say, and what they say only for want of news.

A browser sends the values of all its widgets, as it knows them, with whatever is pressed. Where the
server has just changed one (another experiment was chosen, a seed was drawn), the next word from
the browser may still have the old value: that is no wish of the visitor's, and is not heeded. How
far the browser has come is told by the link that it shows, which is changed last of all.

Whoever draws a widget also gives it what it says now (`said`) as its own first value. Streamlit
1.67 tells a browser only once what the session says of a widget; where that word is lost, for the
run was overtaken, it would show its lowest value, and say so with the next press.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from view.state.page_link import asked_anew, hear_widgets, look, of_session
from view.state.presses import undisturbed

_NOTHING = object()

ECHOES, ECHO = 6, 10.0
"""How many drawings of a widget a busy browser may still have on the way, and how many seconds."""


@dataclass
class _Drawn:
    """A widget: the value that it was given when it was last drawn, the one that it then had, and
    those that the browser may still say, as the server has changed them since it last kept up."""

    given: Any
    value: Any
    before: list[Any] = field(default_factory=list)
    lately: list[tuple[float, Any]] = field(default_factory=list)

    def keep_up(self) -> None:
        """Once the browser has kept up, whatever it says is meant."""
        if not st.session_state.get("behind"):
            self.before.clear()

    def change(self, said: Any, value: Any) -> None:
        """The server gives it another value than it had, and than the browser says."""
        self.before += [old for old in (self.value, said) if old != value]

    def late(self, said: Any) -> bool:
        """Whether the browser says so only because it has not heard yet."""
        self.keep_up()
        return said in self.before

    def drawn_lately(self, said: Any) -> bool:
        """Whether it was drawn so a moment ago."""
        since = time.monotonic() - ECHO
        return any(value == said for at, value in self.lately if at > since)


def _drawn() -> dict[str, _Drawn]:
    return of_session("widgets")


@undisturbed()
def heard() -> None:
    """What every widget says now, at a press that may change them: what comes later and differs is
    newer than the press."""
    look()
    hear_widgets()


@undisturbed()
def seeded(key: str, value: Any) -> str:
    """The key of a widget, which starts with this value, and takes it on whenever it is changed by
    anything but the visitor's own hand on it."""
    state, one = st.session_state, _drawn().get(key)
    pressed = state.get("heard", {}).pop(key, _NOTHING)
    if one is None or key not in state:
        one = _drawn()[key] = _Drawn(value, value)
        state[key] = value
    elif value != one.value and (value != one.given or pressed is not _NOTHING):
        one.keep_up()
        if pressed is _NOTHING or pressed == state[key]:
            one.change(state[key], value)
            state[key] = value
    elif one.late(state[key]):
        state[key] = value
    one.given, one.value = value, state[key]
    return key


@undisturbed()
def followed(key: str, value: Any) -> str:
    """The key of a widget that always says this, whatever was said with it before."""
    one = _drawn().setdefault(key, _Drawn(value, value))
    said = st.session_state.get(key, value)
    one.keep_up()
    one.change(said, value)
    one.lately = [*one.lately[-ECHOES:], (time.monotonic(), value)]
    one.given = one.value = st.session_state[key] = value
    return key


@undisturbed()
def carried(key: str, first: Any) -> str:
    """The key of a widget that says what it has said so far, also where another label has made
    another of it; at first this."""
    st.session_state[key] = st.session_state.get(key, first)
    return key


@undisturbed()
def turned(key: str) -> bool:
    """Whether a widget's callback was called for what the visitor did, not for what the browser
    had not heard yet."""
    look()
    one, said = _drawn().get(key), st.session_state.get(key)
    if one is None:
        return True
    # Busy browsers show a link before they draw its widgets: whoever turns a knob, or asks for the
    # page to be drawn anew, and says along with it what was drawn a moment ago, has not pressed
    # this as well.
    echoes = one.drawn_lately(said) and (_another_turned(key) or asked_anew())
    return not one.late(said) and not echoes


def _another_turned(key: str) -> bool:
    state = st.session_state
    return any(state[k] != w.value for k, w in _drawn().items() if k != key and k in state)


def between(key: str, value: Any, steps: Sequence[Any]) -> Any:
    """The last value that a slider has had between its steps, if any: it can come back to it, and
    stays the same slider."""
    last: dict[str, Any] = st.session_state.setdefault("between", {})
    if value not in steps:
        last[key] = value
    return last.get(key)


def said(key: str) -> Any:
    """What a widget says, as far as is known; None where it says nothing."""
    return st.session_state.get(key)


def place(key: str, options: Sequence[Any]) -> int:
    """Where among these is what a widget says; the first place where it is nowhere."""
    found = said(key)
    return options.index(found) if found in options else 0


def widget(key: str) -> Any:
    """A widget's value, inside its own callback."""
    return st.session_state[key]
