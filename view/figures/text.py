"""What is left of a text over the generations, and how ordinary each finds the others'."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from engine import METRICS, Trajectory
from engine.arrays import Array
from view.figures.theme import BELOW, LAYOUT
from view.letters import in_plotly

BINS = 26
"""Columns of a histogram."""

FIRST, LAST = (31, 97, 150), (166, 52, 4)
"""The colours of generation 0, and of the last one that is shown."""

LAW = "#8a8478"

MANIFOLD = 6.0
"""How many times the smallest value the largest is, before the axis is logarithmic."""


def surprise_figure(found: Mapping[int, Array]) -> go.Figure:
    """How many blocks `(n,)` of each generation have which perplexity, as one step line each."""
    every = np.concatenate(list(found.values()))
    low, high = np.quantile(every, [0.002, 0.998])
    edges = np.geomspace(low, max(high, low * 1.01), BINS + 1)
    figure = go.Figure(layout=LAYOUT)
    for at, (generation, values) in enumerate(found.items()):
        colour = _between(at / max(len(found) - 1, 1))
        shares = np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0] / len(values)
        figure.add_scatter(
            x=np.sqrt(edges[1:] * edges[:-1]),
            y=shares,
            mode="lines",
            line={"color": colour, "width": 2, "shape": "hvh"},
            name=f"generation {generation}",
            hovertemplate=f"generation {generation}: %{{y:.1%}}<extra></extra>",
        )
    figure.update_layout(showlegend=True, legend=BELOW)
    figure.update_xaxes(
        title="perplexity of a block, to generation 0's model",
        hoverformat=".3g",
        **_logarithmic(edges[0], edges[-1]),
    )
    figure.update_yaxes(title="share of the blocks", tickformat=".0%", rangemode="tozero")
    return figure


def _between(part: float) -> str:
    mixed = [round(a + part * (b - a)) for a, b in zip(FIRST, LAST, strict=True)]
    return f"rgb({', '.join(map(str, mixed))})"


def course_figure(runs: Mapping[str, Trajectory], name: str, law: Array | None = None) -> go.Figure:
    """One metric over the generations, a line with a mark at each, and beside it the law `(g,)`
    that words obey which are drawn one by one. What multiplies is on a logarithmic axis."""
    figure = go.Figure(layout=LAYOUT)
    for run, trajectory in runs.items():
        values = trajectory.metrics[name][: trajectory.length]
        at = np.flatnonzero(np.isfinite(values))
        figure.add_scatter(
            x=at,
            y=values[at],
            mode="lines+markers",
            marker={"size": 5},
            name=in_plotly(run) if len(runs) > 1 else "this run",
            hovertemplate="%{y:.4g}",
        )
    if law is not None:
        figure.add_scatter(
            x=np.arange(len(law)),
            y=law,
            mode="lines",
            name="words drawn one by one (law)",
            line={"color": LAW, "dash": "dash", "width": 2},
            hovertemplate="%{y:.4g}",
        )
    figure.update_layout(showlegend=len(runs) > 1 or law is not None, legend=BELOW, height=300)
    figure.update_xaxes(title="generation")
    figure.update_yaxes(
        title=METRICS[name].label.lower(),
        separatethousands=True,
        exponentformat="none",
        rangemode="tozero",
    )
    _stretched(figure)
    return figure


def _stretched(figure: go.Figure) -> None:
    """A logarithmic axis, where the largest value is far above the smallest."""
    values = np.concatenate([np.asarray(line.y, float) for line in figure.data] or [np.empty(0)])
    if not len(values) or values.min() <= 0 or values.max() < MANIFOLD * values.min():
        return
    figure.update_yaxes(**_logarithmic(values.min(), values.max()), rangemode="normal")


def _logarithmic(low: float, high: float) -> dict[str, Any]:
    """An axis that says 1, 2, 5, 10, 20 and so on, in full."""
    ticks = [d * 10.0**p for p in range(int(np.floor(np.log10(low))), 9) for d in (1, 2, 5)]
    inside = [tick for tick in ticks if low / 2 <= tick <= 2 * high]
    words = [f"{tick:,.0f}" if tick >= 1 else f"{tick:g}" for tick in inside]
    return {"type": "log", "tickvals": inside, "ticktext": words}
