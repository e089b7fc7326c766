"""A job that is under way can be paused or ended, and one that was goes on."""

from collections.abc import Callable

import streamlit as st

from engine.jobs import Job, JobState
from view import state
from view.captions.progress import CUT_OFF, restarted
from view.letters import in_markdown

STOPPED = {JobState.PAUSED: "Paused", JobState.CANCELLED: "Cancelled"}
"""How a job has ended that somebody has stopped."""


def under_way(job: Job, key: str, told: Callable[[], object], *, pausing: bool = False) -> None:
    """A button to end it, how far it is, as `told`, and whether a process or a cluster was lost;
    with `pausing` one before it, after which what is at hand comes to its end.

    The buttons come first: what is said beside it may be longer or shorter, and it stays in place.
    """
    others = state.viewers(job) - 1
    more = f"{others} other" if others == 1 else f"{others} others"
    label = f"Cancel, also for {more}" if others > 0 else "Cancel"
    if pausing:
        st.button("Pause", on_click=state.pause, args=(job,), key=f"pause {key}")
    st.button(label, on_click=state.cancel, args=(job,), key=key)
    told()
    for lost in (restarted(job), CUT_OFF if state.is_cut_off(job) else ""):
        if lost:
            st.caption(lost)


def stopped(job: Job, error: str, at: str, label: str) -> None:
    """Where it has ended before its end, and why: paused, cancelled, or by an error (" in ..." or
    ": ..."); and a button to go on."""
    said = STOPPED.get(job.state) or f"Stopped by an error{in_markdown(error)};"
    tell = st.info if job.state == JobState.PAUSED else st.warning
    tell(f"{said} {at}.")
    st.button(label, key=label.lower(), on_click=state.go_on, args=(job,))
