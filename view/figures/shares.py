"""The share of each class of pictures over the generations, as a stream."""

import numpy as np
import plotly.graph_objects as go

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import ImageTruth, SymbolTruth
from view.theme import CLASSES, LAYOUT, ink_on

NARROW = 0.04
"""A band that is nowhere wider than this has no room for its name."""


def shares_figure(trajectory: Trajectory) -> go.Figure:
    """Stacked bands, one a class, each with its name where it is widest."""
    truth = trajectory.settings.truth
    assert isinstance(truth, ImageTruth)
    shares = trajectory.metrics["shares"][: trajectory.length]
    generations = np.arange(len(shares))
    figure = go.Figure(layout=LAYOUT)
    below = np.zeros(len(shares))
    for at_class, (name, share) in enumerate(zip(truth.classes, shares.T, strict=True)):
        colour = CLASSES[at_class % len(CLASSES)]
        figure.add_scatter(
            x=generations, y=share, stackgroup="shares", name=name, mode="lines",
            line={"width": 0.5, "color": colour}, fillcolor=colour,
            hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
        )  # fmt: skip
        at = _widest(share)
        if share[at] > NARROW:
            figure.add_annotation(
                x=at, y=below[at] + share[at] / 2, text=f"<b>{name}</b>", showarrow=False,
                xanchor="left" if at == 0 else "right" if at == len(shares) - 1 else "center",
                font={"color": ink_on(colour), "size": 13},
            )  # fmt: skip
        below = below + share
    figure.update_xaxes(title="generation", range=[0, max(len(shares) - 1, 1)])
    figure.update_yaxes(title="share of the pictures", range=[0, 1], tickformat=".0%")
    return figure


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
    truth = trajectory.settings.truth
    assert isinstance(truth, SymbolTruth)
    noun, at = truth.axes[0], _told(trajectory)
    shares = trajectory.record["shares"][at]
    every = len(truth.symbols)
    shown = np.arange(every)
    if every > MOST:
        shown = np.sort(np.argsort(-shares.max(axis=0), kind="stable")[: MOST - 1])
    bands = {f"{noun} {truth.symbols[k]}": shares[:, k] for k in shown}
    if every > MOST:
        bands[f"{every - len(shown):,} others"] = np.delete(shares, shown, axis=1).sum(axis=1)
    figure = go.Figure(layout=LAYOUT)
    for name, share in bands.items():
        figure.add_scatter(
            x=at, y=share, stackgroup="shares", name=name, mode="lines", line={"width": 0.5},
            hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
        )  # fmt: skip
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


def _widest(share: Array) -> int:
    """Where a band is widest, the ends only where it is clearly wider there."""
    inner = share.copy()
    inner[[0, -1]] *= 0.8
    return int(inner.argmax())
