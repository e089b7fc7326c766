"""The share of each class of pictures over the generations, as a stream."""

import numpy as np
import plotly.graph_objects as go

from engine import Trajectory
from engine.arrays import Array
from view.figures.theme import CLASSES, LAYOUT, ink_on
from view.modalities.truths import image_truth

NARROW = 0.04
"""A band that is nowhere wider than this has no room for its name."""


def shares_figure(trajectory: Trajectory) -> go.Figure:
    """Stacked bands, one a class, each with its name where it is widest."""
    truth = image_truth(trajectory.settings)
    shares = trajectory.metrics["shares"][: trajectory.length]
    generations = np.arange(len(shares))
    figure = go.Figure(layout=LAYOUT)
    below = np.zeros(len(shares))
    for at_class, (name, share) in enumerate(zip(truth.classes, shares.T, strict=True)):
        colour = CLASSES[at_class % len(CLASSES)]
        figure.add_scatter(
            x=generations,
            y=share,
            stackgroup="shares",
            name=name,
            mode="lines",
            line={"width": 0.5, "color": colour},
            fillcolor=colour,
            hovertemplate="%{y:.1%}<extra>" + name + "</extra>",
        )
        at = _widest(share)
        if share[at] > NARROW:
            figure.add_annotation(
                x=at,
                y=below[at] + share[at] / 2,
                text=f"<b>{name}</b>",
                showarrow=False,
                xanchor="left" if at == 0 else "right" if at == len(shares) - 1 else "center",
                font={"color": ink_on(colour), "size": 13},
            )
        below = below + share
    figure.update_xaxes(title="generation", range=[0, max(len(shares) - 1, 1)])
    figure.update_yaxes(title="share of the pictures", range=[0, 1], tickformat=".0%")
    return figure


def _widest(share: Array) -> int:
    """Where a band is widest, the ends only where it is clearly wider there."""
    inner = share.copy()
    inner[[0, -1]] *= 0.8
    return int(inner.argmax())
