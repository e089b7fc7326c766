"""The page's link: what the browser shows of it, what it is told, and where Back and Forward lead.

A browser is told its link last of all, once the page is drawn, and says at the beginning of each
run which one it shows: that tells how far it has come.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.state.query_params import EMBED_QUERY_PARAMS_KEYS

from view.state.presses import ANEW, of_a_part, this_run, this_script, undisturbed

SETTLED_BY_THEN = 10.0
"""Seconds after which a browser has drawn where Back or Forward led, though it has not said so."""


def of_session(name: str) -> dict[str, Any]:
    """Something that this visitor has, page by page."""
    found: dict[str, Any] = st.session_state.setdefault(name, {})
    return found


@undisturbed()
def look() -> None:
    """Whether the browser has kept up, by what it says at the beginning of a run: it shows the link
    that the page has, and the page was drawn to its end; and whether Back or Forward led here.

    A busy browser shows a link before it draws the widgets. Whoever turns one has seen it; but a
    player that asks for its part of the page, or for the whole to be drawn anew, says along what
    the knobs were a moment ago, and that tells nothing. Where Back or Forward led, it shows the
    link before it has heard of it, and says so once it has drawn the page.
    """
    state = st.session_state
    if state.get("looked") == this_run():
        return
    state["looked"] = this_run()
    if led_to(this_script()) and state.get("script") == this_script():
        go_back()
    query = st.query_params.to_dict()
    state.setdefault("told", query)
    behind = state.setdefault("link", query) != query or state.get("drawing", False)
    pressed = not of_a_part() and not asked_anew()
    state["behind"] = behind or not pressed or time.monotonic() < state.get("settling", 0.0)


def led_to(script: str) -> bool:
    """Whether Back or Forward led to a page, by its script, and nobody has looked there yet."""
    there, _ = st.session_state.get("led", ("", ""))
    return bool(there and there == script)


def go_back() -> None:
    """The page that is open is to be what its link said at this point of the history, whatever has
    been chosen since; the link is told again, for a run that was overtaken may have told another
    meanwhile."""
    state = st.session_state
    _, query = state.pop("led")
    parts = parse_qsl(query, keep_blank_values=True)
    then = {name: value for name, value in parts if name.lower() not in EMBED_QUERY_PARAMS_KEYS}
    if then != st.query_params.to_dict():
        st.query_params.from_dict(then)
    state.update(link=then, told=None, settling=time.monotonic() + SETTLED_BY_THEN, ways=ways() + 1)
    if "here" in state:
        forget(state["here"])


def asked_anew() -> bool:
    """Whether the browser has asked for the page to be drawn anew, as `view/shell/redraw` does."""
    said = st.session_state.get(ANEW)
    return bool(said and said.get("anew"))


def ways() -> int:
    """How often Back or Forward led from one state of a page to another."""
    return int(st.session_state.get("ways", 0))


def settle() -> None:
    """The browser has drawn where the last of them led."""
    st.session_state["settling"] = 0.0


@undisturbed()
def forget(page: str) -> None:
    """Whatever was kept of a page is to be read anew from the link."""
    hear_widgets()
    for name in ("pages", "showing"):
        of_session(name).pop(page, None)


def hear_widgets() -> None:
    """What every widget says now, as something is about to change them."""
    state = st.session_state
    state["heard"] = {key: state[key] for key in of_session("widgets") if key in state}


@undisturbed()
def name_link(query: Mapping[str, str]) -> None:
    """This is the page's link from now on; the browser hears of it once the page is drawn."""
    look()
    st.session_state["link"] = dict(query)


@undisturbed()
def tell_link() -> None:
    """The page is drawn: the browser may show its link.

    What it showed when it last spoke may have been told otherwise since, by a run just before.
    """
    state = st.session_state
    query = state.get("link")
    if query is not None and not query == st.query_params.to_dict() == state.get("told"):
        st.query_params.from_dict(query)
        state["told"] = query
    state["drawing"] = False
