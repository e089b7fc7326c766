"""Whoever comes back after a cut gets no remains of what was lost on the way, and the page that
they were on the way to."""

from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from view.page_files import ADDRESSES
from view.state.presses import asks_anew

WANTED = "wanted"
"""The page that a session was asked for last, as the browser knows it."""

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
    to be drawn anew, or presses what is in a part of it, while another page is on its way to it,
    would be led back, or would have that part alone: it means the page that it is leaving.
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
    asking, known = client_state, vars(self)
    if asking and asking.page_script_hash == self._pages_manager.main_script_hash:
        asking.page_script_hash, asking.page_name = "", page_at(asking.context_info.url)
    if asking and (asking.fragment_id or asks_anew(asking.widget_states)):
        if asking.page_script_hash != known.get(WANTED, "") != "":
            return
    elif asking:
        known[WANTED] = asking.page_script_hash
    _request(self, asking)


def page_at(address: str) -> str:
    """The last part of a page's address; nothing where there is no page, as at the first page's."""
    name = urlsplit(address).path.rsplit("/", 1)[-1]
    return name if name in ADDRESSES else ""
