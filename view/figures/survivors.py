"""Which symbol each lineage has ended as, beside the probabilities that they began with."""

import numpy as np
import plotly.graph_objects as go

from engine import Ensemble
from engine.analysis.survival import survivors, wilson
from engine.protocols import SymbolTruth
from view.theme import BELOW, LAYOUT

MOST = 24
"""Symbols with a bar each; of more, the commonest."""

START = "#c9620c"


def survivors_figure(ensemble: Ensemble) -> go.Figure:
    """The share of the ended lineages that each symbol is the last of, with its 90% interval, and
    a mark at its share in the truth, which is its chance to be."""
    truth = ensemble.settings.truth
    assert isinstance(truth, SymbolTruth)
    counts, p = survivors(ensemble), truth.probabilities
    shown = np.sort(np.argsort(-p, kind="stable")[:MOST])
    share, low, high = wilson(counts, np.full(len(counts), counts.sum()))
    names = [truth.symbols[k] for k in shown]
    figure = go.Figure(layout=LAYOUT)
    figure.add_bar(
        x=names, y=share[shown], name="lineages that ended as it", customdata=counts[shown],
        error_y={"array": (high - share)[shown], "arrayminus": (share - low)[shown],
                 "thickness": 1.2, "color": "rgba(128, 122, 112, 0.9)"},
        hovertemplate="%{customdata} lineages, %{y:.1%}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=names, y=p[shown], mode="markers", name="its share at the start",
        marker={"symbol": "line-ew-open", "size": 26 if len(names) <= 10 else 12, "color": START,
                "line": {"width": 3, "color": START}},
        hovertemplate="%{y:.1%} at the start<extra></extra>",
    )  # fmt: skip
    figure.update_layout(
        showlegend=True, bargap=0.35, legend=BELOW,
    )  # fmt: skip
    some = f" (of the {MOST} commonest)" if len(p) > MOST else ""
    figure.update_xaxes(title=f"last {truth.axes[0]} left{some}", type="category")
    figure.update_yaxes(title="share of ended lineages", rangemode="tozero", tickformat=".0%")
    return figure
