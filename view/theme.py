"""One template for every Plotly figure; its colours come from the app's own theme."""

import plotly.graph_objects as go

TEMPLATE = go.layout.Template(
    layout={
        "margin": {"l": 64, "r": 16, "t": 16, "b": 48},
        "hovermode": "x unified",
        "showlegend": False,
        "dragmode": "zoom",
        "xaxis": {"showgrid": False, "zeroline": False, "ticks": "outside"},
        "yaxis": {"zeroline": False, "ticks": "outside", "exponentformat": "power"},
    }
)
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]}
