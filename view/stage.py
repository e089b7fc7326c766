"""The player with the sentence above it, the progress below it, and the audit of one frame."""

import streamlit as st

from engine import METRICS
from view import audit, captions, session
from view.feed import Feed
from view.figures.metric import measured, metric_figure
from view.player.mount import player
from view.runs import Run
from view.theme import CONFIG


@st.fragment
def stage(run: Run, drawn_finished: bool) -> None:
    """What moves: rerun by the player whenever it wants more, or the viewer pauses."""
    trajectory = run.trajectory
    st.markdown(captions.story(trajectory))
    paused_at = player(Feed(run), wait=run.wait)
    _progress(run)
    for note in filter(None, [captions.floor_note(trajectory)]):
        st.caption(note)
    if trajectory.length:
        _audit(run, trajectory.length - 1 if paused_at is None else paused_at)
    if run.finished and not drawn_finished:
        st.rerun()


def _progress(run: Run) -> None:
    """How far the computation is, and what can be done about it."""
    length, total = run.trajectory.length, run.settings.generations + 1
    if not run.finished:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(length / total, f"Generation {max(length - 1, 0):,} of {total - 1:,}, "
                        f"{run.pace:,.0f} a second")  # fmt: skip
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
        st.button("Start again", on_click=session.again, args=(run.settings,), key="again")


def _audit(run: Run, at: int) -> None:
    """The numbers behind the paused frame."""
    at = min(at, run.trajectory.length - 1)
    with st.expander(f"Audit of generation {at}: fitted, not scripted"):
        for label, text in audit.facts(run.trajectory, at).items():
            st.markdown(f"**{label}**: {text}")
        st.dataframe(audit.parameters(run.trajectory, at))


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
