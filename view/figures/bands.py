"""Many lineages in one figure: the ranges that hold half and nine in ten, their median and mean."""

import numpy as np
import plotly.graph_objects as go

from engine import METRICS, Ensemble
from engine.analysis.survival import Bands, bands
from engine.arrays import Array
from view.figures.ground import ground
from view.figures.theme import BELOW, LAYOUT

COLUMNS = 240
"""Generations that are drawn at most: more would lie on the same pixels."""

READABLE = 64
"""Lineages beyond which single lines only make a blot."""

HANDLES = 12
"""Places on a line at which it can be clicked."""

# Each at least 3:1 on the paper of both themes.
MIDDLE, MEAN, PLAYED, ONE = "#3f86c2", "#c9620c", "#1f9a76", "rgba(128, 122, 112, 0.4)"
OUTER, INNER = "rgba(63, 134, 194, 0.16)", "rgba(63, 134, 194, 0.28)"


def bands_figure(
    ensemble: Ensemble,
    name: str,
    played: int | None = None,
    *,
    law: Array | None = None,
    log_x: bool = False,
    log_y: bool = False,
) -> go.Figure:
    """One metric of every lineage, with the lineage `played` picked out.

    Traces that can be clicked carry each point's seed as `customdata`. On a logarithmic axis
    generation 0 stands at 1, and what is 0 is not drawn, but for the bands, which end at the
    least value that is. With `law`, values `(any, g + 1)` drawn from the law that the lineages
    obey, the bands and the median are that law's, and the lines may grow into them.
    """
    at = drawn(ensemble, name, law=law, log_x=log_x)
    values = ensemble.metrics[name][:, at]
    own = bands(values)
    found, whose = (own, "") if law is None else (bands(law[:, at]), ", exact law")
    if log_y:
        values = np.where(values > 0, values, np.nan)
    x = at + 1 if log_x else at
    figure = go.Figure(layout=LAYOUT)
    _ranges(figure, x, found, whose, log_y)
    if ensemble.count <= READABLE or law is not None:
        _lines(figure, ensemble, x, values[:READABLE])
    for row, label, colour, dash in (
        (_positive(own.mean, log_y), "mean", MEAN, "dash"),
        (_positive(found.median, log_y), f"median{whose}", MIDDLE, "solid"),
    ):
        figure.add_scatter(
            x=x,
            y=row,
            mode="lines",
            name=label,
            line={"color": colour, "width": 3, "dash": dash},
            hovertemplate=f"{label} %{{y:.3g}}<extra></extra>",
        )
    if played is not None and ensemble.lengths[played]:
        seed = ensemble.lineage(played).seed
        figure.add_scatter(
            x=x,
            y=values[played],
            mode="lines",
            name=f"seed {seed}, above",
            line={"color": PLAYED, "width": 2},
            hovertemplate=f"seed {seed}: %{{y:.3g}}<extra></extra>",
        )
    if not log_y:
        own_row = [] if played is None else [values[played]]
        _framed(figure, [found.outer[1], own.mean, *own_row])
    return _laid_out(figure, name, log_x, log_y)


def drawn(ensemble: Ensemble, name: str, *, law: Array | None = None, log_x: bool = False) -> Array:
    """The generations that are drawn: of those that are measured, evenly many along the axis."""
    known = ensemble.metrics[name] if law is None else law
    there = np.flatnonzero((~np.isnan(known)).any(axis=0))
    if len(there) <= COLUMNS:
        return there
    last = len(there) - 1
    steps = np.geomspace(1, last + 1, COLUMNS) - 1 if log_x else np.linspace(0, last, COLUMNS)
    return there[np.unique(np.rint(steps).astype(int))]


def _positive(row: Array, log_y: bool) -> Array:
    return np.where(row > 0, row, np.nan) if log_y else row


def _ranges(figure: go.Figure, x: Array, found: Bands, whose: str, log_y: bool) -> None:
    """Both ranges, each as the line below and the line above it with the ground between."""
    for (low, high), colour, label in (
        (found.outer, OUTER, "9 in 10"),
        (found.inner, INNER, "half"),
    ):
        seen = ~np.isnan(low) & ~np.isnan(high)
        rows = np.array([low[seen], high[seen]])
        if log_y:
            least = rows[rows > 0].min() if (rows > 0).any() else 1.0
            rows = np.maximum(rows, least)
        ground(figure, x[seen], (rows[0], rows[1]), colour, name=label + whose)


def _lines(figure: go.Figure, ensemble: Ensemble, x: Array, values: Array) -> None:
    """A thin line a lineage, all in one trace, and handles by which one can be clicked."""
    gap = np.full((len(values), 1), np.nan)
    rows = np.concatenate([values, gap], axis=1)
    figure.add_scatter(
        x=np.tile(np.append(x, np.nan), len(values)),
        y=rows.ravel(),
        mode="lines",
        line={"width": 1, "color": ONE},
        name="one lineage",
        showlegend=False,
        hoverinfo="skip",
    )
    some: Array = np.unique(np.linspace(0, max(len(x) - 1, 0), HANDLES).astype(int))[: len(x)]
    held = values[:, some]
    r, c = np.nonzero(~np.isnan(held))
    figure.add_scatter(
        x=x[some][c],
        y=held[r, c],
        mode="markers",
        name="open",
        showlegend=False,
        marker={"size": 9, "opacity": 0},
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}},
        customdata=[ensemble.settings.seed + int(each) for each in r],
        hovertemplate="seed %{customdata}: %{y:.3g}, click to open<extra></extra>",
    )


def _framed(figure: go.Figure, rows: list[Array]) -> None:
    """As high as what must be seen: one lineage that has grown would flatten all the others."""
    every = np.concatenate(rows)
    every = every[np.isfinite(every)]
    if len(every) and every.max() > 0:
        figure.update_yaxes(range=[-0.03 * every.max(), 1.08 * every.max()])


def _laid_out(figure: go.Figure, name: str, log_x: bool, log_y: bool) -> go.Figure:
    figure.update_layout(
        hovermode="closest",
        clickmode="event+select",
        dragmode="zoom",
        height=380,
        showlegend=True,
        legend=BELOW,
    )
    figure.update_xaxes(
        title="generation + 1" if log_x else "generation", type="log" if log_x else "linear"
    )
    figure.update_yaxes(title=METRICS[name].label.lower(), type="log" if log_y else "linear")
    return figure
