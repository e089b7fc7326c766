"""The peer of the player: the same run as a plain Plotly figure with a frame a generation."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from engine import PRESETS, Trajectory
from engine.protocols import Array

POINTS = 1000


@st.cache_resource
def recorded() -> Trajectory:
    """The run, computed before anything is measured."""
    trajectory = Trajectory(PRESETS["paper"].settings)
    for _ in trajectory.follow():
        pass
    return trajectory


def points(trajectory: Trajectory, generation: int) -> Array:
    """What a generation said, as much as the player shows of it."""
    return trajectory.output(generation)[:POINTS].astype(np.float32)


def figure(trajectory: Trajectory) -> go.Figure:
    """Points and a play button, as Plotly's own documentation animates them."""
    first = points(trajectory, 0)
    shown = go.Figure(
        go.Scatter(x=first[:, 0], y=first[:, 1], mode="markers", marker={"size": 4}),
        frames=[
            go.Frame(name=str(at), data=[go.Scatter(x=said[:, 0], y=said[:, 1])])
            for at in range(trajectory.length)
            for said in [points(trajectory, at)]
        ],
    )
    at_once = {"frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
    button = {"label": "Play", "method": "animate", "args": [None, at_once]}
    shown.update_layout(
        updatemenus=[{"type": "buttons", "buttons": [button]}],
        xaxis_range=[-4, 4],
        yaxis_range=[-4, 4],
    )
    return shown


if __name__ == "__main__":
    recorded()
    if st.button("Show"):
        st.plotly_chart(figure(recorded()))
