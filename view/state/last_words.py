"""A run is heard to its end before the next one begins."""

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

_begin = AppSession._create_scriptrunner
_hear = AppSession._handle_scriptrunner_event_on_event_loop

_waiting: WeakKeyDictionary[AppSession, list[RerunData]] = WeakKeyDictionary()


def hear_every_run_out() -> None:
    """Let a request wait until all that the run before it has said was heard.

    A run of Streamlit 1.67 is over in its own thread before the session has heard the last of it,
    on a loaded machine a tenth of a second before. To a request that comes in between, the session
    gives a runner of its own, and from then on it hears only that one. What the other had still to
    say is lost, with the word that it has ended: the answer to a press never comes, and a part of
    the page that is drawn next finds no place ("Bad delta path index"), which leaves it white.
    """
    AppSession._create_scriptrunner = _asked  # type: ignore[method-assign, assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = _heard  # type: ignore[method-assign, assignment]


def _asked(self: AppSession, request: RerunData) -> None:
    for each in (*_waiting.pop(self, ()), request):
        if self._scriptrunner is None:
            _begin(self, each)
        elif not self._scriptrunner.request_rerun(each):
            _waiting.setdefault(self, []).append(each)


def _heard(self: AppSession, sender: Any, event: ScriptRunnerEvent, *told: Any) -> None:
    _hear(self, sender, event, *told)
    if event is ScriptRunnerEvent.SHUTDOWN and self._scriptrunner is None:
        waiting = _waiting.pop(self, [])
        if self._state != AppSessionState.SHUTDOWN_REQUESTED:
            for request in waiting:
                _asked(self, request)
