"""On a Streamlit page the player comes with the first generations of its run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.support.app import opening

Record = Callable[..., Any]


def script(recording, wait):  # type: ignore[no-untyped-def]  # runs without this file's imports
    import streamlit as st

    from view.player.component import player

    st.session_state.paused = player(recording, key="player", wait=wait)


def header(app: AppTest) -> dict[str, Any]:
    return opening(app.get("bidi_component")[0])


def opened(recording: Any, wait: Any = None) -> AppTest:
    return AppTest.from_function(script, kwargs={"recording": recording, "wait": wait})


def test_the_first_chunk_starts_at_generation_zero(record: Record) -> None:
    app = opened(record()).run()
    assert not app.exception
    assert (header(app)["from"], header(app)["to"]) == (0, 50)
    assert (header(app)["ended"], header(app)["length"]) == (True, 101)
    assert app.session_state.paused is None


def test_it_waits_for_the_first_generation(record: Record) -> None:
    asked: list[tuple[int, float]] = []
    app = opened(record().until(4), lambda have, timeout: asked.append((have, timeout))).run()
    assert [have for have, _ in asked] == [0]
    assert (header(app)["to"], header(app)["done"], header(app)["ended"]) == (4, False, False)


def test_however_long_a_run_is_it_begins_with_a_little(record: Record) -> None:
    app = opened(record(total=1001, rows=1000)).run()
    assert 1 < header(app)["to"] < 10
    assert header(app)["done"] is False
    assert len(app.get("bidi_component")[0].proto.bytes) < 40_000


def test_what_is_sent_again_is_the_same_while_the_run_grows(record: Record) -> None:
    """Nothing is sent anew to a page that has it: only how far the run is differs."""
    recording = record(total=1001, rows=1000)
    early, late = (opened(recording.until(n)).run() for n in (300, 700))
    body = [app.get("bidi_component")[0].proto.bytes[-20_000:] for app in (early, late)]
    assert body[0] == body[1]
