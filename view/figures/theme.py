"""What every Plotly figure has in common; its colours come from the app's own theme."""

from typing import Any

LAYOUT: dict[str, Any] = {
    "margin": {"l": 64, "r": 16, "t": 36, "b": 48},
    "height": 340,
    "hovermode": "x unified",
    "showlegend": False,
    "xaxis": {"showgrid": False, "zeroline": False},
    "yaxis": {"zeroline": False, "exponentformat": "power"},
}
BELOW = {
    "orientation": "h",
    "x": 0,
    "y": 0,
    "yref": "container",
    "yanchor": "bottom",
    "traceorder": "normal",
}
"""Where a legend stands: above a chart are its buttons. At the foot of the whole, however many rows
it has, the axis and its title make room."""

DASHES = ("solid", "dash", "dot", "dashdot")
"""Lines of a comparison: shape says what colour says."""


def axis(name: str, title: str, *, log: bool) -> dict[str, Any]:
    """The axis of this name as every figure has it, with what it shows."""
    return {**LAYOUT[name], "title": {"text": title}, "type": "log" if log else "linear"}


_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": True,  # by touch and keyboard nobody hovers
    "showSendToCloud": False,  # nothing leaves this machine
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
}


def config(name: str) -> dict[str, Any]:
    """What a chart's buttons do; the camera saves it as a drawing (SVG) of this name, in the page's
    colours."""
    drawing = {"format": "svg", "filename": f"copy-of-a-copy-{name}", "width": 1000, "height": 500}
    return _CONFIG | {"toImageButtonOptions": drawing}


# Ten that the colour-blind can tell apart beside their neighbours (after Paul Tol's "muted").
CLASSES = (
    "#332288",
    "#88ccee",
    "#117733",
    "#ddcc77",
    "#882255",
    "#44aa99",
    "#cc6677",
    "#999933",
    "#aa4499",
    "#bbbbbb",
)


def ink_on(colour: str) -> str:
    """Black or white, whichever can be read on a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#ffffff"
