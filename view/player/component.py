"""The player on a page: it fetches its film by itself, and tells where the viewer stopped."""

from collections.abc import Callable
from functools import cache
from typing import Any, Unpack

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view.player import assets
from view.player.codec import Kept, Opening, encode
from view.player.pieces import opening_length, story
from view.player.source import Recording

# Long enough for the first generation of most runs, short enough to seem immediate.
PATIENCE = 0.3


def player(
    recording: Recording,
    *,
    key: str = "player",
    wait: Callable[[int, float], object] | None = None,
    kept: Kept | None = None,
    on_ahead: Callable[[bool], None] = lambda _: None,
    on_way: Callable[[int], None] = lambda _: None,
    **opening: Unpack[Opening],
) -> int | None:
    """Show `recording`, opened like this; returns the generation this run was last paused at, if it
    was.

    What comes with the page are its first generations; the rest the browser fetches from `film`.
    `wait(have, timeout)` returns once more than `have` generations are recorded or none will be.
    What is `kept` of the run need not be packed anew for each who looks on. `on_ahead` hears
    whether the viewer wants to see what lies ahead, whenever that has changed, and `on_way` which
    of the ways on they took at its end.
    """
    _drawn().add(key)
    if wait is not None:
        wait(0, PATIENCE)
    length, clouds = opening_length(recording), story(recording)
    first = encode(recording, limit=length, clouds=clouds, kept=kept, **opening)
    # A field of the component's state needs a callback to exist, even one that does nothing.
    _renderer()(
        key=key,
        data=first,
        on_view_change=lambda: None,
        on_ahead_change=lambda: on_ahead(st.session_state[key]["ahead"] == "shown"),
        on_way_change=lambda: on_way(int(st.session_state[key]["way"])),
    )
    return paused_at(key, recording.run)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(
        "copy_of_a_copy.player",
        html=assets.html(),
        css=assets.css(),
        js=assets.loader(),
    )


# The one place besides view/state/ that reads the session: a component's state lives there.
def _view(key: str) -> dict[str, Any]:
    fields: dict[str, Any] = st.session_state.get(key) or {}
    return fields.get("view") or {}


def _drawn() -> set[str]:
    """Every player so far; one that is not on the page any more has no state."""
    drawn: set[str] = st.session_state.setdefault("players", set())
    return drawn


def rests_at() -> int:
    """The generation that the page's players were last paused at, whichever runs they showed; else
    the first. They keep one clock: where a run is shorter, the others tell it."""
    return max((int(_view(key).get("generation", 0)) for key in _drawn()), default=0)


def paused_at(key: str, run: str) -> int | None:
    """The generation that a player was last paused at while it showed this run, if it was."""
    view = _view(key)
    return int(view["generation"]) if view.get("run") == run else None
