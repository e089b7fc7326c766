"""How much is kept with one number of real rows after another, as far as a search has tried."""

import numpy as np
import plotly.graph_objects as go

from engine.analysis.real_data_search import RealDataSearch
from engine.analysis.survival import CERTAINTY
from engine.arrays import Array
from view.captions.format import percent
from view.figures.theme import LAYOUT

INK, LINE = "rgb(63, 134, 194)", "rgb(201, 98, 12)"
LEAST = 1.1
"""What the axis reaches at least: all of the variance, and a little."""

MOST = 2.0
"""And at most: what has grown beyond is cut, and told by the table."""

_HEIGHT = 300
"""Pixels in height."""


def kept_figure(search: RealDataSearch) -> go.Figure:
    """What the middle lineage keeps of its variance with each number of real rows `(p,)`, with the
    ends of its interval `(2, p)`, what is to be kept, and the fewest rows that were enough.

    Rows stand at the logarithm of one more, so that none has a place."""
    every = sorted(search.tried, key=lambda probe: probe.real)
    real = np.array([probe.real for probe in every])
    middle = np.array([probe.middle for probe in every])
    low, high = np.array([probe.middle_interval for probe in every]).T
    top = min(max(LEAST, 1.05 * float(middle.max())), MOST)
    shown = np.minimum(high, 2 * MOST)  # an interval without end has no place on an axis
    figure = go.Figure(layout=LAYOUT)
    figure.add_scatter(
        x=np.log2(1 + real),
        y=middle,
        mode="lines+markers",
        line={"color": INK, "width": 2.5},
        marker={"size": 8},
        error_y={
            "array": shown - middle,
            "arrayminus": middle - low,
            "color": INK,
            "thickness": 1.5,
        },
        customdata=np.c_[real, low, high, [len(probe.left) for probe in every]],
        hovertemplate="%{customdata[0]} real: %{y:.0%} (%{customdata[1]:.0%} to "
        "%{customdata[2]:.0%}, %{customdata[3]} lineages)<extra></extra>",
    )
    figure.add_hline(
        y=search.keep,
        line={"color": LINE, "dash": "dash", "width": 2},
        annotation_text=f"to be kept: {percent(search.keep)}",
        annotation_position="top left",
    )
    if search.answer is not None and search.answer <= search.settings.samples:
        figure.add_vline(x=np.log2(1 + search.answer), line={"color": LINE, "dash": "dot"})
    marks = _marks(int(real.max()))
    figure.update_layout(height=_HEIGHT, hovermode="closest")
    figure.update_xaxes(
        title="real rows in each generation", tickvals=np.log2(1 + marks), ticktext=marks
    )
    figure.update_yaxes(title="variance kept", range=[0, top], tickformat=".0%")
    return figure


def _marks(last: int) -> Array:
    """None, and powers of two: at most nine of them, the last one not far from the end."""
    powers = 2 ** np.arange(max(last, 1).bit_length())
    return np.append(0, powers[:: 1 + len(powers) // 9])


def kept_in_words(search: RealDataSearch) -> str:
    """The same for those who do not see it."""
    every = sorted(search.tried, key=lambda probe: probe.real)
    said = [f"What the middle lineage keeps of its variance, with {CERTAINTY:.0%} intervals."]
    for probe in every:
        low, high = probe.middle_interval
        said.append(f"With {probe.real:,} real: {probe.middle:.0%} ({low:.0%} to {high:.0%}).")
    return " ".join(said)
