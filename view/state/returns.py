"""Whoever comes back after a cut gets no remains of what was lost on the way."""

from typing import Any

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_resume = WebsocketSessionManager._resume_stored_session


def begin_anew_after_a_cut() -> None:
    """Let a connection that comes back hear nothing of the run that was under way when it was cut.

    Streamlit 1.67 stops that run, and sends the rest of it, with word that it has ended well, over
    the new connection. What was on the way over the old one is missing: parts of the page have no
    place ("Bad delta path index"), and a browser that believes the run has ended does not ask for
    another one, and stays with a part of a page, or with none. Without the rest it knows that the
    run was interrupted, and asks.
    """
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
