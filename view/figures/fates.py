"""The share of lineages that have lost something, generation by generation, with its interval."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from engine.analysis.survival import FirstPassage
from engine.arrays import Array
from view.figures.ground import ground
from view.figures.theme import BELOW, LAYOUT

_COLUMNS = 240

# Each at least 3:1 on the paper of both themes; the ground beneath a line is its own colour.
INKS = ((63, 134, 194), (201, 98, 12), (31, 154, 118))


def fates_figure(
    fates: Mapping[str, FirstPassage], last: int, expected: Mapping[str, Array] | None = None
) -> go.Figure:
    """A line a fate, named, with its 90% interval, from generation 0 to `last`; dashed, where it is
    known, the chance `(t,)` of it by theory."""
    at = np.unique(np.linspace(0, last, _COLUMNS).astype(int))
    figure = go.Figure(layout=LAYOUT)
    told = {label: fate for label, fate in fates.items() if fate.decided(last) >= 0}
    for (label, fate), ink in zip(told.items(), INKS, strict=False):
        share, low, high = fate.shares(at)
        rgb = ", ".join(map(str, ink))
        ground(figure, at, (low, high), f"rgba({rgb}, 0.16)", shape="hv")
        figure.add_scatter(
            x=at,
            y=share,
            mode="lines",
            name=label,
            customdata=np.c_[low, high],
            line={"width": 2.5, "shape": "hv", "color": f"rgb({rgb})"},
            hovertemplate="%{y:.0%} (%{customdata[0]:.0%} to %{customdata[1]:.0%})"
            f"<extra>{label}</extra>",
        )
        chances = (expected or {}).get(label)
        if chances is not None:
            there = at[at < len(chances)]
            figure.add_scatter(
                x=there,
                y=chances[there],
                mode="lines",
                name=f"{label}, by theory",
                line={"width": 2, "dash": "dash", "color": f"rgb({rgb})"},
                hovertemplate="%{y:.0%}<extra>by theory</extra>",
            )
    figure.update_layout(showlegend=True, legend=BELOW)
    figure.update_xaxes(title="generation", range=[0, max(last, 1)])
    figure.update_yaxes(title="lineages that have lost", range=[-0.02, 1.02], tickformat=".0%")
    return figure
