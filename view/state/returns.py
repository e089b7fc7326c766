"""Whoever comes back after a cut gets no remains of what was lost on the way, and the page that
they were on the way to."""

from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from view.page_files import ADDRESSES
from view.state.presses import asks_anew

_resume = WebsocketSessionManager._resume_stored_session
_request = AppSession.request_rerun


def begin_anew_after_a_cut() -> None:
    """Let a connection that comes back hear nothing of the run that was under way when it was cut.

    Streamlit 1.67 stops that run, and sends the rest of it, with word that it has ended well, over
    the new connection. What was on the way over the old one is missing: parts of the page have no
    place ("Bad delta path index"), and a browser that believes the run has ended does not ask for
    another one, and stays with a part of a page, or with none. Without the rest it knows that the
    run was interrupted, and asks.

    A browser that was cut before it heard which page it is on asks for the script around all pages,
    and would get the first one; its address still says which it wants. And one that asks for a page
    to be drawn anew, while another is on its way to it, would be led back: it means the one that it
    is leaving.
    """
    AppSession.request_rerun = _requested  # type: ignore[method-assign]
    WebsocketSessionManager._resume_stored_session = _resumed  # type: ignore[method-assign, assignment]


def _resumed(
    self: WebsocketSessionManager, known: str | None, client: SessionClient, who: Any
) -> str | None:
    back = _resume(self, known, client, who)
    found = self.get_active_session_info(back) if back else None
    if found:
        drop_the_rest(found.session)
    return back


def drop_the_rest(session: AppSession) -> None:
    """Whatever waits to be sent, and whatever the run that was stopped still says."""
    session.flush_browser_queue()
    session._scriptrunner = None
    if session._state == AppSessionState.APP_IS_RUNNING:
        session._state = AppSessionState.APP_NOT_RUNNING


def _requested(self: AppSession, client_state: ClientState | None) -> None:
    asking = client_state
    if asking and asks_anew(asking.widget_states):
        wanted = _wanted(self)
        if wanted and wanted != asking.page_script_hash:
            return
    if asking and asking.page_script_hash == self._pages_manager.main_script_hash:
        asking.page_script_hash, asking.page_name = "", page_at(asking.context_info.url)
    _request(self, asking)


def _wanted(session: AppSession) -> str:
    """The page that waits to be drawn, or else the one that was begun last."""
    requests = session._scriptrunner and session._scriptrunner._requests
    if requests and requests._state == ScriptRequestType.RERUN:
        return requests._rerun_data.page_script_hash
    return session._client_state.page_script_hash


def page_at(address: str) -> str:
    """The last part of a page's address; nothing where there is no page, as at the first page's."""
    name = urlsplit(address).path.rsplit("/", 1)[-1]
    return name if name in ADDRESSES else ""
