"""Stock and use of human data over the years, and the year in which they meet."""

from collections.abc import Sequence
from math import floor, isinf

import numpy as np
import plotly.graph_objects as go

from engine.arrays import Array
from engine.horizon import END, SETS, Estimate, Futures, quantiles
from view.captions.format import amount
from view.figures.ground import ground
from view.figures.theme import BELOW, LAYOUT

# Each at least 3:1 on the paper of both themes.
STOCK, USE, DOTS = (31, 154, 118), (201, 98, 12), "#807a70"
MARGIN = {"l": 76, "r": 16, "t": 16, "b": 40}

_FIRST, LAST, LATEST = 2015, 2040, 2070
"""Years that are shown: of text from the first on, always up to the second, and beyond the third
only where half of the futures last longer."""

NAMED = {9: "1 billion", 12: "1 trillion", 15: "1<br>quadrillion", 18: "1,000<br>quadrillion"}
TICKS = {10.0**decade: NAMED.get(decade, "") for decade in range(8, 21)}

BESIDE = {
    "GPT-1": "middle right",
    "BERT-L": "top center",
    "GPT-2": "middle right",
    "T5-11B": "bottom center",
    "GPT-3": "middle left",
    "Gopher": "middle right",
    "Chinchilla": "middle left",
    "PaLM": "middle right",
    "PaLM 2": "middle left",
    "Llama-2-70B": "middle right",
    "Llama 3": "middle left",
}
"""Where each name finds room beside its dot; one more dot has a name only when it is touched."""

CROWDED, LANDMARKS = 32, ("GPT-1", "Llama 3")
"""More years than this leave room for a few names only."""


INNERMOST = (0.25, 0.75, 0.95), (0.05, 0.95, 0.55)
"""Ranges of futures, and how dark the bars within each are."""


def course_figure(estimate: Estimate, drawn: Futures) -> go.Figure:
    """Both as bands over the years, on a logarithmic axis, with the training sets as dots.

    Dots are in the estimate's own unit; those that were published in another one are hollow.
    """
    figure = go.Figure(layout=LAYOUT)
    _course(figure, drawn.years, drawn.stock, STOCK, f"all {estimate.stock_name}", estimate.unit)
    _course(figure, drawn.years, drawn.use, USE, "largest training set", estimate.unit)
    if estimate.unit in ("words", "tokens"):
        first, last = _years(estimate, drawn)
        _dots(figure, estimate.unit, LANDMARKS if last - first > CROWDED else tuple(BESIDE))
    _met(figure, drawn, f"<b>{drawn.year() // 1:.0f}</b>")
    figure.update_layout(
        height=430,
        margin=MARGIN | {"t": 40},
        showlegend=True,
        hovermode="closest",
        legend=BELOW,
    )
    figure.update_xaxes(range=_years(estimate, drawn))
    figure.update_yaxes(
        type="log",
        range=_decades(estimate, drawn),
        title="",
        automargin=False,
        tickvals=list(TICKS),
        ticktext=list(TICKS.values()),
    )
    return figure


def exhaustion_figure(estimate: Estimate, drawn: Futures) -> go.Figure:
    """How many futures run out in each year, or quarter; darker where half of them do."""
    figure = go.Figure(layout=LAYOUT)
    width = 1.0 if drawn.year(0.75) - drawn.year(0.25) > 1 else 0.25
    edges = np.arange(floor(drawn.years[0]), END + 1 + width, width)
    ended = drawn.exhausted[np.isfinite(drawn.exhausted)]
    share = np.histogram(ended, edges)[0] / len(drawn.exhausted)
    span = "" if width == 1 else "a quarter of "
    ranges = [(drawn.year(low), drawn.year(high), alpha) for low, high, alpha in INNERMOST]
    figure.add_bar(
        x=edges[:-1] + width / 2,
        y=share,
        width=width * 0.92,
        marker={"color": [_shade(ranges, edge, width) for edge in edges[:-1]]},
        customdata=[f"{span}{floor(edge)}" for edge in edges[:-1]],
        hovertemplate="%{y:.1%} of the futures in %{customdata}<extra></extra>",
    )
    _met(figure, drawn)
    figure.update_layout(height=220, margin=MARGIN, hovermode="closest")
    figure.update_xaxes(range=_years(estimate, drawn))
    figure.update_yaxes(title="", tickformat=".0%", nticks=4, automargin=False, rangemode="tozero")
    return figure


def _course(
    figure: go.Figure, years: Array, rows: Array, ink: tuple[int, int, int], name: str, unit: str
) -> None:
    """Nine in ten, half, and the middle."""
    rgb = ", ".join(map(str, ink))
    low, lower, middle, upper, high = quantiles(rows)
    for below, above, alpha in ((low, high, 0.16), (lower, upper, 0.28)):
        ground(figure, years, (below, above), f"rgba({rgb}, {alpha})")
    figure.add_scatter(
        x=years,
        y=middle,
        mode="lines",
        name=name,
        line={"width": 3, "color": f"rgb({rgb})"},
        text=[f"{floor(y)}: {amount(n)} {unit}" for y, n in zip(years, middle, strict=True)],
        hovertemplate=f"%{{text}}<extra>{name}</extra>",
    )


def _dots(figure: go.Figure, unit: str, named: tuple[str, ...]) -> None:
    figure.add_scatter(
        x=[each.date for each in SETS],
        y=[each.sized(unit) for each in SETS],
        mode="markers+text",
        name="what a model read",
        showlegend=False,
        text=[each.model if each.model in named else "" for each in SETS],
        textposition=[BESIDE.get(each.model, "middle right") for each in SETS],
        textfont={"size": 11},
        marker={
            "size": 8,
            "color": DOTS,
            "line": {"width": 1.5, "color": DOTS},
            "symbol": ["circle" if each.unit == unit else "circle-open" for each in SETS],
        },
        customdata=[[each.model, f"{amount(each.size)} {each.unit}"] for each in SETS],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
    )


def _met(figure: go.Figure, drawn: Futures, said: str = "") -> None:
    """Where half of the futures have run out."""
    if not isinf(drawn.year()):
        figure.add_vline(
            x=drawn.year(),
            line={"width": 1.5, "dash": "dot", "color": DOTS},
            annotation={"text": said, "y": 0.02, "yanchor": "bottom", "xanchor": "left"},
        )


def _shade(ranges: Sequence[tuple[float, float, float]], edge: float, width: float) -> str:
    """As dark as the innermost range into which a part of the bar falls."""
    rgb = ", ".join(map(str, USE))
    for first, last, alpha in ranges:
        if edge < last and edge + width > first:
            return f"rgba({rgb}, {alpha})"
    return f"rgba({rgb}, 0.3)"


def _years(estimate: Estimate, drawn: Futures) -> tuple[float, float]:
    """From the first model on, or from the start of an estimate without models, until nearly all
    futures have run out."""
    first = _FIRST if estimate.unit in ("words", "tokens") else floor(estimate.start) - 1
    latest = min(max(LATEST, drawn.year() + 4), END)
    return first, min(max(LAST, drawn.year(0.95) + 4), latest)


def _decades(estimate: Estimate, drawn: Futures) -> tuple[float, float]:
    """From below the first model to well above the largest stock, as published and as drawn."""
    largest = max(estimate.stock.high, float(np.quantile(drawn.stock[:, 0], 0.95)))
    return 8.5, largest + 1.5
