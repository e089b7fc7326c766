"""The player on a Streamlit page: it asks for more, and tells where the viewer stopped."""

from collections.abc import Callable
from functools import cache
from typing import Any, Unpack

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view.player import assets
from view.player.codec import Opening, encode, frame_bytes
from view.player.recording import Recording

# Long enough to gather some generations, short enough to seem immediate.
PATIENCE = 0.3
# The first chunk is small and is there at once; the others fit well into one message.
FIRST_BYTES, CHUNK_BYTES = 150_000, 1_500_000
REMEMBERED_RUNS = 4


def player(
    recording: Recording,
    *,
    key: str = "player",
    wait: Callable[[int, float], object] | None = None,
    **opening: Unpack[Opening],
) -> int | None:
    """Show `recording`, opened like this; returns the generation this run was last paused at, if it
    was.

    To be called within an `st.fragment`, which the browser reruns whenever it wants more.
    `wait(have, timeout)` returns once more than `have` generations are recorded or none will be.
    """
    _drawn().add(key)
    have = _held(key).get(recording.run, 0)
    if wait is not None:
        wait(have, PATIENCE)
    chunk = encode(recording, have, limit=_limit(recording, have), **opening)
    show = _renderer()
    # A field of the component's state needs a callback to exist, even one that does nothing.
    show(key=key, data=chunk, on_need_change=lambda: _remember(key), on_view_change=lambda: None)
    return paused_at(key, recording.run)


@cache
def _renderer() -> ComponentRenderer:
    return st.components.v2.component(
        "copy_of_a_copy.player",
        html=assets.html(),
        css=assets.css(),
        js=assets.packed_javascript(),
    )


def _limit(recording: Recording, have: int) -> int:
    """How many generations the next chunk holds."""
    return max(1, (CHUNK_BYTES if have else FIRST_BYTES) // max(1, frame_bytes(recording)))


# The one place besides view/session/ that reads the session: a component's state lives there.
def _state(key: str, field: str) -> dict[str, Any]:
    fields: dict[str, Any] = st.session_state.get(key) or {}
    return fields.get(field) or {}


def _drawn() -> set[str]:
    """Every player so far; one that is not on the page any more has no state."""
    drawn: set[str] = st.session_state.setdefault("players", set())
    return drawn


def _held(key: str) -> dict[str, int]:
    """Run -> generations that the browser says it holds."""
    held: dict[str, int] = st.session_state.setdefault(f"{key}: held", {})
    return held


def _remember(key: str) -> None:
    need = _state(key, "need")
    if not need:
        return
    held = _held(key)
    held.pop(need["run"], None)
    held[need["run"]] = int(need["have"])
    while len(held) > REMEMBERED_RUNS:
        held.pop(next(iter(held)))


def rests_at() -> int:
    """The generation that the page's players were last paused at, whichever runs they showed; else
    the first. They keep one clock: where a run is shorter, the others tell it."""
    return max((int(_state(key, "view").get("generation", 0)) for key in _drawn()), default=0)


def paused_at(key: str, run: str) -> int | None:
    """The generation that a player was last paused at while it showed this run, if it was."""
    view = _state(key, "view")
    return int(view["generation"]) if view.get("run") == run else None
