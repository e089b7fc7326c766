"""A press is heard to its end, however soon something else follows it; so are Back and Forward."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState

ANEW = "drawn anew"
"""The key of what asks for a page to be drawn anew, where nothing was pressed."""

_whole: ContextVar[bool] = ContextVar("whole", default=False)
_run: ContextVar[int] = ContextVar("run", default=0)
_runs = itertools.count(1)

_rerun, _yielded = SafeSessionState.on_script_will_rerun, ScriptRequests.on_scriptrunner_yield
_fold = ScriptRequests._request_rerun_locked


def hear_every_press() -> None:
    """Let a run take in what was pressed, callbacks and all, before it looks whether it has been
    overtaken.

    Streamlit 1.67 looks first, and again whenever a callback reads or writes the session: where
    anything follows a press before it was heard (some milliseconds, on a busy machine a tenth of a
    second), the press is lost. It looks once more right after the callbacks, so that an overtaken
    run still ends there. And of a way back or forward that waits for its run it forgets, where
    anything else is asked for meanwhile, that it was one. A press that waits together with who asks
    for the page anew, where nothing was pressed, is a press.
    """
    SafeSessionState.on_script_will_rerun = _heard  # type: ignore[method-assign]
    ScriptRequests.on_scriptrunner_yield = _asked  # type: ignore[method-assign]
    ScriptRequests._request_rerun_locked = _folded  # type: ignore[method-assign]


@contextmanager
def undisturbed() -> Iterator[None]:
    """What is written here is written as a whole: a run that has been overtaken ends after it.

    Streamlit 1.67 looks whether it has been at each word with the session, so that a run could end
    with one half of what belongs together: Back was heard, say, and not where it led.
    """
    token = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(token)


def this_run() -> int:
    """A number that no other run of any script has, its callbacks included."""
    return _run.get()


def this_script() -> str:
    """The page whose script runs, by a name that no other page has."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.page_script_hash if context else ""


def of_a_part() -> bool:
    """Whether the browser has asked for a part of the page alone, outside of which nothing was
    pressed or turned."""
    context = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.fragment_ids_this_run)


def _heard(self: SafeSessionState, *states: Any, **replayed: Any) -> None:
    _run.set(next(_runs))
    context = get_script_run_ctx(suppress_warning=True)
    with undisturbed():
        if context and replayed.get("is_history_navigation"):
            self["led"] = context.page_script_hash, context.query_string
        _rerun(self, *states, **replayed)


def _asked(self: ScriptRequests) -> ScriptRequest | None:
    return None if _whole.get() else _yielded(self)


def _folded(self: ScriptRequests, new_data: RerunData) -> bool:
    waits = self._state == ScriptRequestType.RERUN
    waiting = self._rerun_data if waits else RerunData()
    taken = _fold(self, new_data)
    if taken and waits and asks_anew(waiting.widget_states) != asks_anew(new_data.widget_states):
        states = self._rerun_data.widget_states
        if states and not (waiting.fragment_id_queue or new_data.fragment_id):
            pressed = WidgetStates(widgets=[each for each in states.widgets if not _is_anew(each)])
            self._rerun_data = replace(self._rerun_data, widget_states=pressed)
    same = waiting.page_script_hash == new_data.page_script_hash
    if taken and same and waiting.is_history_navigation and not new_data.is_history_navigation:
        self._rerun_data = replace(
            self._rerun_data, query_string=waiting.query_string, is_history_navigation=True
        )
    return taken


def asks_anew(states: WidgetStates | None) -> bool:
    """Whether a browser that says this of its widgets asks for the page to be drawn anew."""
    return any(map(_is_anew, states.widgets if states else ()))


def _is_anew(widget: WidgetState) -> bool:
    return ANEW in widget.id and bool(widget.json_trigger_value)
