"""A job that is under way can be ended, and one that was goes on."""

from collections.abc import Callable

import streamlit as st

from engine.jobs import Job, JobState
from view import state
from view.captions.progress import restarted
from view.letters import in_markdown


def under_way(job: Job, key: str, told: Callable[[], object]) -> None:
    """A button to end it, how far it is, as `told`, and whether it has lost a process.

    The button comes first: what is said beside it may be longer or shorter, and it stays in place.
    """
    others = state.viewers(job) - 1
    label = f"Cancel, also for {others} who look on" if others > 0 else "Cancel"
    st.button(label, on_click=state.cancel, args=(job,), key=key)
    told()
    if lost := restarted(job):
        st.caption(lost)


def stopped(job: Job, error: str, at: str, label: str) -> None:
    """Where it has ended before its end, and why: cancelled, or by an error (" in ..." or ": ...");
    and a button to go on."""
    cancelled = job.state == JobState.CANCELLED
    st.warning(f"{'Cancelled' if cancelled else f'Stopped by an error{in_markdown(error)};'} {at}.")
    st.button(label, key=label.lower(), on_click=state.go_on, args=(job,))
