"""Symbols over the generations, as a stream; and which one each lineage has ended as."""

import numpy as np
import plotly.graph_objects as go

from engine import Ensemble, Trajectory
from engine.analysis.survival import survivors, wilson
from engine.arrays import Array
from view.figures.theme import BELOW, LAYOUT
from view.letters import in_plotly
from view.modalities.truths import symbol_truth

MOST = 10
"""Symbols with a band each, and a colour of the theme's: the same as in the player, where there
are no more."""

COLUMNS = 400
AFTER = 1.25
"""How much longer than its story a run is drawn whose last generations are all alike."""


def heaps_figure(trajectory: Trajectory) -> go.Figure:
    """Stacked bands, one a symbol; of many those that were ever commonest, and the others.

    Once a single one is left nothing more happens, and little of that is drawn.
    """
    truth = symbol_truth(trajectory.settings)
    noun, at = trajectory.settings.truth.axes[0], _told(trajectory)
    shares = trajectory.record["shares"][at]
    every = len(truth.symbols)
    shown = np.arange(every)
    if every > MOST:
        shown = np.sort(np.argsort(-shares.max(axis=0), kind="stable")[: MOST - 1])
    bands = {in_plotly(f"{noun} {truth.symbols[k]}"): shares[:, k] for k in shown}
    if every > MOST:
        bands[f"{every - len(shown):,} others"] = np.delete(shares, shown, axis=1).sum(axis=1)
    figure = go.Figure(layout=LAYOUT)
    for name, share in bands.items():
        figure.add_scatter(
            x=at,
            y=share,
            stackgroup="shares",
            name=name,
            mode="lines",
            line={"width": 0.5},
            hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
        )
    figure.update_layout(showlegend=True, legend={"orientation": "v", "traceorder": "reversed"})
    figure.update_xaxes(title="generation", range=[0, max(int(at[-1]), 1)])
    figure.update_yaxes(title=f"share of each {noun}", range=[0, 1], tickformat=".0%")
    return figure


def _told(trajectory: Trajectory) -> Array:
    """The generations that are drawn: evenly many, up to a while after the last change."""
    shares = trajectory.record["shares"][: trajectory.length]
    moving = np.flatnonzero((shares != shares[-1]).any(axis=1))
    end = int(moving[-1]) + 1 if len(moving) else 0
    last = min(max(int(AFTER * end), 10), trajectory.length - 1)
    return np.unique(np.rint(np.linspace(0, last, COLUMNS)).astype(int))


BARS = 24
"""Symbols with a bar each; of more, the commonest."""

START = "#c9620c"


def survivors_figure(ensemble: Ensemble) -> go.Figure:
    """The share of the ended lineages that each symbol is the last of, with its 90% interval, and
    a mark at its share in the truth, which is its chance to be."""
    truth = symbol_truth(ensemble.settings)
    counts, p = survivors(ensemble), truth.probabilities
    shown = np.sort(np.argsort(-p, kind="stable")[:BARS])
    share, low, high = wilson(counts, np.full(len(counts), counts.sum()))
    names = [in_plotly(truth.symbols[k]) for k in shown]
    figure = go.Figure(layout=LAYOUT)
    figure.add_bar(
        x=names,
        y=share[shown],
        name="lineages that ended as it",
        customdata=counts[shown],
        error_y={
            "array": (high - share)[shown],
            "arrayminus": (share - low)[shown],
            "thickness": 1.2,
            "color": "rgba(128, 122, 112, 0.9)",
        },
        hovertemplate="%{customdata} lineages, %{y:.1%}<extra></extra>",
    )
    figure.add_scatter(
        x=names,
        y=p[shown],
        mode="markers",
        name="its share at the start",
        marker={
            "symbol": "line-ew-open",
            "size": 26 if len(names) <= 10 else 12,
            "color": START,
            "line": {"width": 3, "color": START},
        },
        hovertemplate="%{y:.1%} at the start<extra></extra>",
    )
    figure.update_layout(
        showlegend=True,
        bargap=0.35,
        legend=BELOW,
    )
    some = f" (of the {BARS} commonest)" if len(p) > BARS else ""
    figure.update_xaxes(title=f"last {ensemble.settings.truth.axes[0]} left{some}", type="category")
    figure.update_yaxes(title="share of ended lineages", rangemode="tozero", tickformat=".0%")
    return figure
