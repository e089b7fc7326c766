"""Whoever comes back after a cut gets nothing of what was lost on the way, and the right page."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.PageInfo_pb2 import PageInfo
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from view.state import presses, returns

CLIENT = cast(SessionClient, object())
PART = ForwardMsg(page_info_changed=PageInfo(query_string="a part"))


@pytest.fixture(autouse=True)
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit as it comes, without its watch over files, until the test has it changed."""
    monkeypatch.setattr(WebsocketSessionManager, "_resume_stored_session", returns._resume)
    monkeypatch.setattr(AppSession, "request_rerun", returns._request)
    monkeypatch.setattr(AppSession, "register_file_watchers", lambda _: None)


class Cut(NamedTuple):
    """Who came back, to which session, what still came over the new connection, and whether the
    session is free for a run of the newcomer's."""

    name: str
    back: str
    left: list[str | None]
    free: bool


def says(session: AppSession, runner: Any, event: ScriptRunnerEvent) -> None:
    """The run tells its session so."""
    session._handle_scriptrunner_event_on_event_loop(runner, event, PART)


def cut_while_running(known: Callable[[str], str] = lambda name: name) -> Cut:
    """A part of the page waits to be sent when the connection is cut, the next part and the end
    come once the browser is there again, naming the session that it knows."""

    async def course() -> Cut:
        manager = WebsocketSessionManager(
            MemorySessionStorage(), MemoryUploadedFileManager("/files"), ScriptCache(), None
        )
        script = ScriptData("app.py", is_hello=False)
        name = manager.connect_session(CLIENT, script, {})
        session = cast(Any, manager.get_session_info(name)).session
        runner = session._scriptrunner = SimpleNamespace(request_stop=lambda: None)
        session._state = AppSessionState.APP_IS_RUNNING
        says(session, runner, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)
        manager.disconnect_session(name)
        back = manager.connect_session(CLIENT, script, {}, existing_session_id=known(name))
        says(session, runner, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)
        says(session, runner, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)
        left = [word.WhichOneof("type") for word in session.flush_browser_queue()]
        free = (session._scriptrunner, session._state) == (None, AppSessionState.APP_NOT_RUNNING)
        session._scriptrunner = None
        for each in {name, back}:
            manager.close_session(each)
        return Cut(name, back, left, free)

    # In a thread of its own: a browser that other tests have open runs a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(course())).result()


def test_streamlit_alone_sends_the_rest_as_if_it_were_whole() -> None:
    cut = cut_while_running()
    assert cut.back == cut.name
    assert cut.left.count("page_info_changed") == 2, "then this mend is not needed"
    assert "script_finished" in cut.left, "then this mend is not needed"


def test_what_was_under_way_when_the_connection_was_cut_is_dropped() -> None:
    returns.begin_anew_after_a_cut()
    cut = cut_while_running()
    assert cut.back == cut.name, "it is the same session, with all that it remembers"
    assert not cut.left
    assert cut.free, "the next request begins a run of its own"


def test_whoever_is_not_known_takes_nothing_from_another() -> None:
    returns.begin_anew_after_a_cut()
    cut = cut_while_running(known=lambda _: "of a server before this one")
    assert cut.back != cut.name
    assert "script_finished" in cut.left


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("http://school.org/words", "words"),
        ("https://school.org/models/words?preset=paper#top", "words"),
        ("http://school.org/", ""),
        ("http://school.org/models/", ""),
        ("http://school.org/models", ""),
        ("", ""),
    ],
)
def test_an_address_tells_its_page(address: str, page: str) -> None:
    assert returns.page_at(address) == page


@pytest.mark.parametrize(
    ("known", "asked"), [("the script", ("", "dice")), ("a page", ("a page", ""))]
)
def test_whoever_has_not_heard_of_a_page_gets_that_of_the_address(
    monkeypatch: pytest.MonkeyPatch, known: str, asked: tuple[str, str]
) -> None:
    heard: list[ClientState] = []
    monkeypatch.setattr(returns, "_request", lambda _, asking: heard.append(asking))
    returns.begin_anew_after_a_cut()
    session = SimpleNamespace(_pages_manager=SimpleNamespace(main_script_hash="the script"))
    asking = ClientState(page_script_hash=known)
    asking.context_info.url = "http://school.org/dice"
    AppSession.request_rerun(cast(AppSession, session), asking)
    assert [(each.page_script_hash, each.page_name) for each in heard] == [asked]


@pytest.mark.parametrize("part", ["", "a part"])
@pytest.mark.parametrize(
    ("wanted", "is_heard"), [("digits", True), ("clouds", False), ("", True), ("the script", True)]
)
def test_a_page_that_is_being_left_is_not_drawn_anew(
    monkeypatch: pytest.MonkeyPatch, wanted: str, is_heard: bool, part: str
) -> None:
    """Nor is a part of it: its last word comes when another page has been asked for. Who has asked
    for one by its address has not heard its name; and a press on the page as a whole counts."""
    heard: list[ClientState] = []
    monkeypatch.setattr(returns, "_request", lambda _, asking: heard.append(asking))
    returns.begin_anew_after_a_cut()
    pages = SimpleNamespace(main_script_hash="the script")
    session = cast(AppSession, SimpleNamespace(_pages_manager=pages))
    AppSession.request_rerun(session, ClientState(page_script_hash=wanted))
    asking = ClientState(page_script_hash="digits", fragment_id=part)
    anew = "" if part else "1"
    asking.widget_states.widgets.add(id=f"$$ID-{presses.ANEW}", json_trigger_value=anew)
    AppSession.request_rerun(session, asking)
    assert (asking in heard) == is_heard
    pressed = ClientState(page_script_hash="digits")
    AppSession.request_rerun(session, pressed)
    AppSession.request_rerun(session, asking)
    assert heard[-2:] == [pressed, asking]
