"""The player with the sentence above it, the progress below it, and the audit of one frame."""

import streamlit as st

from engine import METRICS, Settings
from view import audit, captions, session
from view.feed import Feed
from view.figures.metric import measured, metric_figure
from view.player.mount import player
from view.runs import Run
from view.theme import CONFIG

PATIENCE = 30.0
"""Seconds of computing that start without asking."""


def consent(settings: Settings) -> bool:
    """Whether to start: at once, or, where a run will take long, when its cost is agreed to."""
    seconds = session.seconds_ahead(settings)
    if seconds <= PATIENCE:
        return True
    rows = settings.policy.rows_read(settings.generations, settings.samples)
    growing = f" Its last generation alone reads {rows:,} rows." if rows > settings.samples else ""
    st.info(
        f"This run will take {duration(seconds)} on this machine.{growing} "
        "It can be cancelled at any time."
    )
    st.button("Start this run", on_click=session.agree, args=(settings,))
    return False


@st.fragment
def stage(run: Run, drawn_finished: bool) -> None:
    """What moves: rerun by the player whenever it wants more, or the viewer pauses."""
    above = st.container()
    paused_at = player(Feed(run), wait=run.wait)
    with above:  # said last: the player has waited for what there is to say
        st.header(captions.headline(run.trajectory), anchor=False)
        st.markdown(captions.details(run.trajectory))
    _progress(run)
    if run.trajectory.length:
        _audit(run, paused_at)
    if run.finished and not drawn_finished:
        st.rerun()


def _progress(run: Run) -> None:
    """How far the computation is, and what can be done about it."""
    length, total = run.trajectory.length, run.settings.generations + 1
    if not run.finished:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(length / total, _pace(run))
            st.button("Cancel", on_click=run.cancel, key="cancel")
        return
    seconds = run.trajectory.provenance.get("seconds", 0.0)
    if run.status == "done":
        st.caption(
            f"{total:,} generations fitted in {seconds:.1f} seconds ({run.pace:,.0f} a second)."
        )
        return
    said = "Cancelled" if run.status == "cancelled" else f"Stopped by an error ({run.error})"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(f"{said} after {length:,} of {total:,} generations; what is there stays.")
        if st.button("Start again", key="again"):
            session.again(run.settings)
            st.rerun()  # the whole page: this fragment knows the old run only


def _pace(run: Run) -> str:
    """Where the computation is, how fast, and how long it still takes."""
    at, last = max(run.trajectory.length - 1, 0), run.settings.generations
    if run.status == "queued":
        return "Waiting for a free place on the server"
    if not run.pace:
        return "Measuring the real data"
    left = session.seconds_left(run)
    return f"Generation {at:,} of {last:,}, {run.pace:,.3g} a second, {duration(left)} left"


def duration(seconds: float) -> str:
    """A time in words that fit its size."""
    if seconds < 90:
        return f"about {max(seconds, 1):.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"


def _audit(run: Run, paused_at: int | None) -> None:
    """The numbers behind the paused frame, or the newest one."""
    newest = run.trajectory.length - 1
    at = newest if paused_at is None else min(paused_at, newest)
    with st.expander(f"Audit of generation {at}: fitted, not scripted"):
        if paused_at is None:
            st.caption("Pause the player to see the numbers behind another frame.")
        for label, text in audit.facts(run.trajectory, at).items():
            st.markdown(f"**{label}**: {text}")
        st.dataframe(audit.parameters(run.trajectory, at).style.format("{:.6g}"))


def chart(run: Run) -> None:
    """Any metric, with hover, zoom and log axes."""
    st.subheader("Any metric, generation by generation", anchor=False)
    names = measured(run.trajectory)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Metric", names, index=names.index("variance"),
                            format_func=lambda n: METRICS[n].label)  # fmt: skip
        log_x = st.toggle("Log generations")
        log_y = st.toggle("Log values")
    figure = metric_figure(run.trajectory, name, log_x=log_x, log_y=log_y)
    st.plotly_chart(figure, config=CONFIG, key="metric")
    st.caption(METRICS[name].help)
