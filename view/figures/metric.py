"""Any metric over the generations, to zoom into and to read off."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import numpy as np
import plotly.graph_objects as go

from engine import METRICS, Trajectory
from view.figures.theme import BELOW, DASHES, LAYOUT, axis
from view.letters import in_plotly


def metric_figure(
    runs: Mapping[str, Trajectory], name: str, *, log_x: bool = False, log_y: bool = False
) -> go.Figure:
    """One metric `(g,)` as a line a run; gaps where it was not measured, and on a log axis where
    it is 0. On a logarithmic axis generation 0 stands at 1.

    Runs on different data have different units: then what depends on them is shown relative to
    its first value that is not 0.
    """
    several = len(runs) > 1
    lines = list[dict[str, Any]]()
    relative = METRICS[name].unit.scales and len({t.settings.truth for t in runs.values()}) > 1
    for (run, trajectory), dash in zip(runs.items(), cycle(DASHES), strict=False):
        values = trajectory.metrics[name][: trajectory.length]
        at = np.flatnonzero(np.isfinite(values))
        if relative and (values[at] > 0).any():
            values = values / values[at][values[at] > 0][0]
        lines.append(
            {
                "type": "scatter",
                "x": at + 1 if log_x else at,
                "y": np.where(values[at] > 0, values[at], np.nan) if log_y else values[at],
                "customdata": at,
                "mode": "lines",
                "name": in_plotly(run) if several else METRICS[name].label,
                "line": {"dash": dash},
                "hovertemplate": f"%{{y:.4g}}<extra>{in_plotly(run) if several else ''}</extra>",
            }
        )
    label = METRICS[name].label.lower() + (", relative to its first" if relative else "")
    axes = {
        "xaxis": axis("xaxis", "generation + 1" if log_x else "generation", log=log_x),
        "yaxis": axis("yaxis", label, log=log_y),
    }
    # At once: each later word on a figure takes as long as all of this.
    return go.Figure(lines, {**LAYOUT, "showlegend": several, "legend": BELOW, **axes})


def metric_in_words(runs: Mapping[str, Trajectory], name: str) -> str:
    """What such lines begin and end with, for those who do not see them."""
    said = [f"{METRICS[name].label}, generation by generation."]
    for run, trajectory in runs.items():
        values = trajectory.metrics[name][: trajectory.length]
        at = np.flatnonzero(np.isfinite(values))
        if len(at):
            first, last = at[0], at[-1]
            said.append(
                f"{run}: {values[first]:.3g} at generation {first}, "
                f"{values[last]:.3g} at generation {last}."
            )
    return " ".join(said)


def measured(trajectory: Trajectory) -> list[str]:
    """The metrics of one number that apply to this run."""
    length, metrics = trajectory.length, trajectory.metrics
    return [name for name, v in metrics.items() if v.ndim == 1 and np.isfinite(v[:length]).any()]
