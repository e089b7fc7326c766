"""Any metric over the generations, to zoom into and to read off."""

import numpy as np
import plotly.graph_objects as go

from engine import METRICS, Trajectory
from view.theme import LAYOUT


def metric_figure(
    trajectory: Trajectory, name: str, *, log_x: bool = False, log_y: bool = False
) -> go.Figure:
    """One metric `(g,)` as a line; gaps where it was not measured, and on a log axis where it is
    0. On a logarithmic axis generation 0 stands at 1."""
    values = trajectory.metrics[name][: trajectory.length]
    at = np.flatnonzero(np.isfinite(values))
    figure = go.Figure(layout=LAYOUT)
    figure.add_scatter(
        x=at + 1 if log_x else at,
        y=np.where(values[at] > 0, values[at], np.nan) if log_y else values[at],
        customdata=at, mode="lines", name=METRICS[name].label,
        hovertemplate="%{y:.4g}<extra></extra>",
    )  # fmt: skip
    title = "generation + 1" if log_x else "generation"
    figure.update_xaxes(title=title, type="log" if log_x else "linear")
    figure.update_yaxes(title=METRICS[name].label.lower(), type="log" if log_y else "linear")
    return figure


def measured(trajectory: Trajectory) -> list[str]:
    """The metrics that apply to this run."""
    length = trajectory.length
    return [name for name, v in trajectory.metrics.items() if np.isfinite(v[:length]).any()]
