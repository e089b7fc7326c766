"""The variance that theory expects, on average and typically, beside the lineages that ran."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from engine import METRICS
from engine.arrays import Array
from engine.theory import Expectation
from view.figures.theme import BELOW, LAYOUT

_COLUMNS = 400
DRAWN = "typical lineage, drawn from the exact law"
LINEAGES_AT_MOST = 100_000
"""Where so many would be needed to see the average, it is not drawn."""

EXPECTED, TYPICAL = "#c9620c", "#3f86c2"


def expected_figure(
    expectation: Expectation, observed: Mapping[str, Array], law: Array | None = None
) -> go.Figure:
    """Shares of the truth's variance, or diversity, on a logarithmic axis; theory dashed,
    `observed` `(g,)` by name in full lines, as far as they have come.

    Where no formula says what is typical, it is the median of lineages `law (R, g)` drawn from the
    exact law, dotted.
    """
    last = checkable(expectation, LINEAGES_AT_MOST)
    at = np.unique(np.linspace(0, last, _COLUMNS).astype(int))
    figure = go.Figure(layout=LAYOUT)
    for name, values in observed.items():
        there = at[at < len(values)]
        shares = np.where(values[there] > 0, values[there], np.nan)
        figure.add_scatter(
            x=there,
            y=shares,
            mode="lines",
            name=name,
            line={"width": 1.5},
            hovertemplate=f"{name} %{{y:.3g}}<extra></extra>",
        )
    drawn = None if law is None or expectation.typical is not None else np.median(law, axis=0)
    for name, row, colour, dash in (
        ("average of many, by theory", expectation.average, EXPECTED, "dash"),
        ("typical lineage, by theory", expectation.typical, TYPICAL, "dash"),
        (DRAWN, drawn, TYPICAL, "dot"),
    ):
        if row is not None:
            figure.add_scatter(
                x=at,
                y=row[at],
                mode="lines",
                name=name,
                line={"width": 3, "dash": dash, "color": colour},
                hovertemplate=f"{name} %{{y:.3g}}<extra></extra>",
            )
    label = METRICS[expectation.metric].label.lower()
    figure.update_layout(showlegend=True, legend=BELOW)
    figure.update_xaxes(title="generation")
    figure.update_yaxes(title=f"{label}, as a share of the real data's", type="log")
    return figure


def checkable(expectation: Expectation, lineages: int) -> int:
    """The last generation at which so many lineages show the average."""
    if expectation.lineages is None:
        return len(expectation.average) - 1
    return max(int(np.flatnonzero(expectation.lineages <= lineages).max(initial=0)), 1)
