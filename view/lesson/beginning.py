"""How a step begins, in a picture that gives nothing away: what the first model says."""

from urllib.parse import quote

import numpy as np
import streamlit as st

from engine import Settings, run
from engine.arrays import Array

WIDE, HIGH = 9.0, 5.0
"""What is seen of the plane at least, in units of the data."""

INK = "#4f86c6"
"""At least 3:1 on either page."""


def first_copy(settings: Settings) -> None:
    """The points that generation 0 of a quick model says; nobody has to wait for its run."""
    points = next(run(settings)).output
    said = f"What the first model says: {len(points):,} points."
    source = f"data:image/svg+xml,{quote(drawing(points))}"
    st.html(f"<img class='first-copy' alt='A cloud. {said}' src='{source}'>")
    st.caption(said)


def drawing(points: Array) -> str:
    """Points of the plane `(n, 2)` as SVG."""
    reach = 1.1 * float(np.max(np.abs(points) / (WIDE / 2, HIGH / 2), initial=1 / 1.1))
    wide, high, size = WIDE * reach, HIGH * reach, 0.09 * reach
    dots = "".join(f"<circle cx='{x:.3f}' cy='{-y:.3f}' r='{size:.3f}'/>" for x, y in points)
    return (
        "<svg xmlns='http://www.w3.org/2000/svg' "
        f"viewBox='{-wide / 2:.3f} {-high / 2:.3f} {wide:.3f} {high:.3f}' "
        f"fill='{INK}'>{dots}</svg>"
    )
