"""What a run has still to say when the next request comes is heard, and then that request."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import MagicMock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.PageInfo_pb2 import PageInfo
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from view.state import last_words

LAST_WORD = ForwardMsg(page_info_changed=PageInfo(query_string="the answer to a press"))


class Runner:
    """One that runs what it was begun with, and what it accepts until it is over."""

    def __init__(self, *, initial_rerun_data: Any, **_: Any) -> None:
        self.over, self.asked = False, [initial_rerun_data.query_string]
        self.on_event = SimpleNamespace(connect=lambda hearer: None)

    def start(self) -> None:
        pass

    def request_stop(self) -> None:
        self.over = True

    def request_rerun(self, request: Any) -> bool:
        self.asked += [] if self.over else [request.query_string]
        return not self.over


@pytest.fixture(autouse=True)
def as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit as it comes, without its scripts and its watch over files, until it is changed."""
    monkeypatch.setattr(AppSession, "_create_scriptrunner", last_words._begin)
    monkeypatch.setattr(AppSession, "_handle_scriptrunner_event_on_event_loop", last_words._hear)
    monkeypatch.setattr(AppSession, "register_file_watchers", lambda _: None)
    monkeypatch.setattr(app_session, "ScriptRunner", Runner)
    monkeypatch.setattr(app_session.runtime, "get_instance", MagicMock)


def asks(session: AppSession, link: str) -> None:
    session.request_rerun(ClientState(query_string=link))


def says(session: AppSession, runner: Any, event: ScriptRunnerEvent) -> None:
    session._handle_scriptrunner_event_on_event_loop(runner, event, LAST_WORD)


def overtaken(closed: bool = False) -> tuple[list[str], list[Runner]]:
    """What a browser hears of a run that is over, and has something to say, when two requests come;
    and the runners that there were. The session may be closed meanwhile."""

    async def course() -> tuple[list[str], list[Runner]]:
        manager = WebsocketSessionManager(
            MemorySessionStorage(), MemoryUploadedFileManager("/files"), ScriptCache(), None
        )
        client = cast(SessionClient, object())
        name = manager.connect_session(client, ScriptData("app.py", is_hello=False), {})
        session = cast(Any, manager.get_session_info(name)).session
        runners = []

        def look() -> None:
            runner = session._scriptrunner
            if runner and runner not in runners:
                runners.append(runner)

        asks(session, "press")
        look()
        runners[0].over = True
        for link in ("first", "second"):
            asks(session, link)
            look()
        if closed:
            session._state = AppSessionState.SHUTDOWN_REQUESTED
        says(session, runners[0], ScriptRunnerEvent.ENQUEUE_FORWARD_MSG)
        says(session, runners[0], ScriptRunnerEvent.SHUTDOWN)
        look()
        heard = [word.WhichOneof("type") for word in session.flush_browser_queue()]
        session._scriptrunner = None
        manager.close_session(name)
        return heard, runners

    # In a thread of its own: a browser that other tests have open runs a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(course())).result()


@pytest.fixture
def mended() -> Iterator[None]:
    last_words.hear_every_run_out()
    yield
    assert not last_words._waiting


def test_streamlit_alone_loses_the_last_words_of_a_run() -> None:
    heard, _ = overtaken()
    assert not heard, "then this mend is not needed"


@pytest.mark.usefixtures("mended")
def test_the_last_words_of_a_run_are_heard_and_the_next_one_begins() -> None:
    heard, (before, after) = overtaken()
    assert heard == ["page_info_changed"]
    assert before.asked == ["press"]
    assert after.asked == ["first", "second"], "each is heard, and in their order"


@pytest.mark.usefixtures("mended")
def test_nothing_begins_where_nobody_is_any_more() -> None:
    _, runners = overtaken(closed=True)
    assert len(runners) == 1
