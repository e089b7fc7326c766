"""The peer: the same run as a Plotly animation, built the way Plotly's documentation builds one."""

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from engine import PRESETS, Trajectory
from view.modalities.player_source import view_of

PACE = {
    "frame": {"duration": 16, "redraw": False},
    "transition": {"duration": 0},
    "mode": "immediate",
    "fromcurrent": True,
}


@st.cache_resource
def recorded(preset: str, **knobs: int) -> Trajectory:
    """The run, computed once, so that nobody waits for it."""
    run = Trajectory(replace(PRESETS[preset].settings, **knobs))
    for _ in run.follow():
        pass
    return run


def animation(run: Trajectory) -> go.Figure:
    """A frame a generation with every point, and a button that plays them.

    In single precision: in double, the figure outgrows the largest message of our server.
    """
    clouds = run.output(slice(run.length)).astype("float32")
    traces = [go.Scatter(x=rows[:, 0], y=rows[:, 1], mode="markers") for rows in clouds]
    frames = [go.Frame(name=str(at), data=[trace]) for at, trace in enumerate(traces)]
    play = {"label": "Play", "method": "animate", "args": [None, PACE]}
    figure = go.Figure(traces[0], frames=frames)
    figure.update_layout(updatemenus=[{"type": "buttons", "buttons": [play]}], height=600)
    left, right, low, high = view_of(run.settings.truth)
    return figure.update_xaxes(range=[left, right]).update_yaxes(range=[low, high])


link = st.query_params
if "empty" in link:
    st.stop()
knobs = {name: int(link[name]) for name in ("seed", "generations") if name in link}
run = recorded(link.get("preset", "three-blobs"), **knobs)
# A link draws at once. Where it says to wait, a chart of nothing brings Plotly into the browser,
# and a button draws.
if "wait" in link:
    st.plotly_chart(go.Figure(), key="nothing", height=100)
if "wait" not in link or st.button("Show the run"):
    st.plotly_chart(animation(run), key="run")
