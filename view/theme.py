"""What every Plotly figure has in common; its colours come from the app's own theme."""

from typing import Any

LAYOUT: dict[str, Any] = {
    "margin": {"l": 64, "r": 16, "t": 16, "b": 48},
    "height": 340,
    "hovermode": "x unified",
    "showlegend": False,
    "xaxis": {"showgrid": False, "zeroline": False},
    "yaxis": {"zeroline": False, "exponentformat": "power"},
}
CONFIG = {"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]}
