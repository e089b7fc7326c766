"""The ground between two lines, for what lies within an interval."""

import plotly.graph_objects as go

from engine.arrays import Array


def ground(
    figure: go.Figure,
    x: Array,
    between: tuple[Array, Array],
    colour: str,
    *,
    name: str = "",
    shape: str = "linear",
) -> None:
    """Colour what lies from the lower to the upper of two lines over `x`, each `(len(x),)`; with a
    `name` it is in the legend."""
    for y, fill in zip(between, (None, "tonexty"), strict=True):
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"width": 0, "shape": shape, "color": colour},
            fill=fill,
            fillcolor=colour,
            name=name,
            hoverinfo="skip",
            showlegend=bool(name) and fill is not None,
        )
