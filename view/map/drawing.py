"""The map: a square a cell, coloured by what is left, with the edge drawn."""

import textwrap
from collections.abc import Callable, Sequence
from itertools import pairwise

from engine.map import Cell
from view.captions.format import percent
from view.map import captions
from view.map.geometry import AROUND, BEFORE, Geometry, Point
from view.map.pens import LETTER, Pen, SvgPen
from view.map.shares import share_lines
from view.map.shown import Shown, borders, dots_level, ink, numbered, squares_level

FAILED, INK, MARK = "#808080", "#807a70", "#d23f6b"
PALE, DARK = "#ffffff", "#26231e"
"""One beside the other is seen on any ground."""

LEFT, ROW, WIDTH = 24, 16, 6.8
"""Pixels before a title, from one of its lines to the next, and of a letter."""

At = Callable[[float, float], Point]
"""Where a column and a row are drawn."""


def inline(shown: Shown, measure: str, drawn: Geometry, chosen: Cell | None = None) -> str:
    """The squares as an SVG amid a page, whose colour its words take."""
    pen = SvgPen(drawn.width, drawn.height, "currentColor")
    draw(pen, shown, measure, drawn, chosen)
    return pen.inline()


def draw(
    pen: Pen,
    shown: Shown,
    measure: str,
    drawn: Geometry,
    chosen: Cell | None = None,
    top: float = 0,
) -> None:
    """The squares, from `top` on; where a law is known it colours them, and a dot is what the runs
    have come to."""

    def at(i: float, j: float) -> Point:
        x, y = drawn.at(i, j)
        return x, y + top

    _sides(pen, shown, drawn, at, top)
    _squares(pen, shown, measure, drawn.side, at)
    _shares(pen, shown, drawn, at)
    _dots(pen, shown, measure, drawn.side, at)
    for width, colour in ((5.0, PALE), (2.0, DARK)):
        for (x1, x2), (y1, y2) in borders(shown, measure):
            pen.line(at(x1, y1), at(x2, y2), width, colour)
    for cell in shown.doubtful:
        _diamond(pen, at(*cell), 0.4 * drawn.side)
    if chosen:
        pen.square(at(*chosen), drawn.side + 3, "none", MARK, 2.5)


def _squares(pen: Pen, shown: Shown, measure: str, side: float, at: At) -> None:
    level = squares_level(shown, measure)
    for cell in shown.plane.cells:
        if cell in level:
            pen.square(at(*cell), side, ink(level[cell]))
        elif cell in shown.failed:
            _cross(pen, at(*cell), side / 3)
        else:
            pen.square(at(*cell), side, "none", INK)


def _dots(pen: Pen, shown: Shown, measure: str, side: float, at: At) -> None:
    """What the runs have come to, over what the law says."""
    for cell, level in dots_level(shown, measure).items():
        pen.dot(at(*cell), max(0.2 * side, 1.2), ink(level), PALE)


def _cross(pen: Pen, at: Point, reach: float) -> None:
    (x, y), far = at, reach
    pen.line((x - far, y - far), (x + far, y + far), 1, FAILED)
    pen.line((x - far, y + far), (x + far, y - far), 1, FAILED)


def _diamond(pen: Pen, at: Point, reach: float) -> None:
    x, y = at
    ends = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    for begin, end in zip(ends, [*ends[1:], ends[0]], strict=True):
        pen.line(begin, end, 2.5, MARK)


def _shares(pen: Pen, shown: Shown, drawn: Geometry, at: At) -> None:
    """What part of a generation is real, as a second scale: thin lines, named above."""
    free = float("-inf")
    for line in share_lines(shown.plane):
        ends = [at(*place) for place in line.places]
        for begin, end in pairwise(ends):
            pen.line(begin, end, 1, PALE)
        name = f"{percent(line.share)} real"
        half = len(name) * WIDTH / 2
        x = min(ends[-1][0], drawn.width - half)
        if x - half > free:
            pen.words((x, at(0, shown.plane.shape[1] - 1 + BEFORE)[1] - 6), name, "middle")
            free = x + half


def _sides(pen: Pen, shown: Shown, drawn: Geometry, at: At, top: float) -> None:
    """Both titles, and the stops that have a number."""
    plane = shown.plane
    letters = int((drawn.width - LEFT) / WIDTH)
    upwards = textwrap.wrap(f"Upwards: {captions.name_of_axis(plane.y.name)}", letters)
    _lines(pen, (LEFT, top + LETTER), upwards)
    for stop, number in numbered(plane.y.values).items():
        pen.words((AROUND["l"] - 8, at(0, stop)[1] + LETTER / 3), number, "end")
    low = at(0, -BEFORE)[1] + ROW
    for stop, number in numbered(plane.x.values).items():
        pen.words((at(stop, 0)[0], low), number, "middle")
    across = textwrap.wrap(f"To the right: {captions.name_of_axis(plane.x.name)}", letters - 6)
    _lines(pen, (AROUND["l"], low + ROW + 2), across)


def _lines(pen: Pen, at: Point, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        pen.words((at[0], at[1] + number * ROW), line)
