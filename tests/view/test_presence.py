"""Who is cut off for a moment and comes back finds the run still going."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.jobs import JobStore
from tests.view.gates import gated, until
from view.state import server, subscriptions

GRACE = 0.3


def script(chosen, asks_for_more):  # type: ignore[no-untyped-def]  # runs without this file's imports
    import streamlit as st

    from view import state

    if "visitor" not in st.session_state:
        state.show(chosen)
    elif asks_for_more:
        state.still_here()


@pytest.mark.parametrize("asks_for_more", [True, False])
def test_only_who_asks_for_more_after_a_cut_is_waited_for(
    make: Callable[..., JobStore], monkeypatch: pytest.MonkeyPatch, asks_for_more: bool
) -> None:
    store = make(grace=GRACE)
    for where in (server, subscriptions):
        monkeypatch.setattr(where, "store", lambda: store)
    given: dict[str, Any] = {"chosen": gated(), "asks_for_more": asks_for_more}
    app = AppTest.from_function(script, kwargs=given).run()
    assert not app.exception and store.has(gated().key)
    timer = store._leaving
    store.leave(app.session_state["visitor"])
    app.run()
    until(lambda: not timer)
    if not asks_for_more:
        until(lambda: not store.has(gated().key))
    assert store.has(gated().key) == asks_for_more
