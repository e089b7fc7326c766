"""How surprising each generation's text is to the first model: the paper's histograms."""

from collections.abc import Callable, Iterable

import numpy as np
import plotly.graph_objects as go

from engine import Trajectory
from engine.arrays import Array
from engine.data.phrases import perplexities
from view.figures.text import surprise_figure

MOMENTS = (0, 1, 2, 3, 5, 9)
"""The generations of the paper's histograms."""

JUDGED = 512
"""Blocks of a generation that are read."""

HISTOGRAMS = "How surprising each generation's text is to the first model"
TOLD = "Blocks of each generation by how much they surprise the first model."
ABOUT = (
    "Each line is one generation: how many of its blocks of 64 words surprise the first model "
    "how much. A hill that moves to the left says that texts become likely and alike; one that "
    "moves to the right, or grows a tail there, that they say what the first model never would."
)


def surprise_of(trajectory: Trajectory, generation: int) -> Array:
    """Perplexity, under generation 0's model, of the first blocks `(n,)` of a generation's text;
    none where that model is not at hand."""
    if trajectory.pause is None:
        return np.empty(0)
    return perplexities(trajectory.pause.first, trajectory.output(generation)[:JUDGED])


def surprises(
    trajectory: Trajectory, found: Callable[[int], Array] | None = None
) -> go.Figure | None:
    """The histograms, as far as the run has come; what is `found` of a generation may be kept."""
    last = trajectory.length - 1
    measured = found or (lambda generation: surprise_of(trajectory, generation))
    values = {at: measured(at) for at in MOMENTS if at <= last}
    finite = dict(_finite(values.items()))
    return surprise_figure(finite) if finite else None


def _finite(values: Iterable[tuple[int, Array]]) -> Iterable[tuple[int, Array]]:
    for at, row in values:
        if np.isfinite(row).any():
            yield at, row[np.isfinite(row)]
