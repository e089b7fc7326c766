"""On a Streamlit page the player answers with the part of the run that the browser lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

Record = Callable[..., Any]


def script(recording, wait):  # type: ignore[no-untyped-def]  # runs without this file's imports
    import streamlit as st

    from view.player.mount import player

    st.session_state.paused = player(recording, key="player", wait=wait)


def header(app: AppTest) -> dict[str, Any]:
    chunk = app.get("bidi_component")[0].proto.bytes
    length = int.from_bytes(chunk[4:8], "little")
    found: dict[str, Any] = json.loads(chunk[8 : 8 + length])
    return found


def opened(recording: Any, wait: Any = None) -> AppTest:
    return AppTest.from_function(script, kwargs={"recording": recording, "wait": wait})


def test_the_first_chunk_starts_at_generation_zero(record: Record) -> None:
    app = opened(record()).run()
    assert not app.exception
    assert (header(app)["from"], header(app)["to"]) == (0, 101)
    assert app.session_state.paused is None


def test_the_next_chunk_starts_where_the_browser_stands(record: Record) -> None:
    app = opened(record())
    app.session_state["player: held"] = {"another": 3, "a": 60}
    app.run()
    assert (header(app)["from"], header(app)["to"]) == (60, 101)


def test_it_waits_for_more_than_the_browser_holds(record: Record) -> None:
    asked: list[tuple[int, float]] = []
    app = opened(record().until(40), lambda have, timeout: asked.append((have, timeout)))
    app.session_state["player: held"] = {"a": 40}
    app.run()
    assert [have for have, _ in asked] == [40]
    assert (header(app)["from"], header(app)["to"], header(app)["done"]) == (40, 40, False)


def test_a_long_run_comes_in_parts(record: Record) -> None:
    app = opened(record(total=1001, rows=1000)).run()
    assert header(app)["to"] < 1001
    assert header(app)["done"] is False
    assert len(app.get("bidi_component")[0].proto.bytes) < 2_000_000
