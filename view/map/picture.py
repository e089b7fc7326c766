"""A map as a picture of its own, with its sentence, its legend and its address: as SVG, or PNG."""

import textwrap
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageDraw, ImageFont

from engine.map import Cell
from view.letters import in_html
from view.map import captions
from view.map.figure import (
    DARK,
    FAILED,
    INK,
    MARK,
    PALE,
    Shown,
    borders,
    dots_level,
    ink,
    numbered,
    squares_level,
)
from view.map.geometry import AROUND, BEFORE, GAP, Geometry

Point = tuple[float, float]
PAPER, WORDS = "#ffffff", "#26231e"
LETTER, LINE, LETTERS = 13, 18, 78
"""Pixels of a letter and of a line, and letters on a line, at most."""

WIDE, EDGE = 620, 24
FINE = 2
"""Pixels of a PNG for each of an SVG."""


class Pen(Protocol):
    """Draws, in pixels from the upper left corner."""

    def square(self, at: Point, side: float, fill: str, line: str = "") -> None:
        """Around a point."""

    def dot(self, at: Point, radius: float, fill: str, line: str) -> None:
        """Likewise."""

    def line(self, begin: Point, end: Point, width: float, colour: str) -> None:
        """From one point to another."""

    def words(self, at: Point, text: str, anchor: str = "start") -> None:
        """A line of text that begins there, or has its `middle` or `end` there."""


class SvgPen:
    """Writes it down."""

    def __init__(self, width: float, height: float) -> None:
        self._size, self._parts = (width, height), list[str]()

    def square(self, at: Point, side: float, fill: str, line: str = "") -> None:
        x, y = (place - side / 2 for place in at)
        around = f' stroke="{line}"' if line else ""
        self._parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" fill="{fill}"{around}/>'
        )

    def dot(self, at: Point, radius: float, fill: str, line: str) -> None:
        x, y = at
        self._parts.append(
            f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}" stroke="{line}"/>'
        )

    def line(self, begin: Point, end: Point, width: float, colour: str) -> None:
        (x1, y1), (x2, y2) = begin, end
        self._parts.append(
            f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" '
            f'stroke-width="{width:g}" stroke-linecap="square"/>'
        )

    def words(self, at: Point, text: str, anchor: str = "start") -> None:
        x, y = at
        self._parts.append(
            f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{in_html(text)}</text>'
        )

    def svg(self, title: str) -> str:
        """The drawing, with its title for those who do not see it."""
        width, height = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" role="img" font-family="sans-serif" '
            f'font-size="{LETTER}" fill="{WORDS}"><title>{in_html(title)}</title>'
            f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(self._parts)}</svg>\n'
        )


class PngPen:
    """Draws it."""

    ANCHORS: Mapping[str, str] = {"start": "ls", "middle": "ms", "end": "rs"}

    def __init__(self, width: float, height: float) -> None:
        self._image = Image.new("RGB", (round(width * FINE), round(height * FINE)), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._font = ImageFont.load_default(LETTER * FINE)

    def square(self, at: Point, side: float, fill: str, line: str = "") -> None:
        self._draw.rectangle(_around(at, side / 2), None if fill == "none" else fill, line or None)

    def dot(self, at: Point, radius: float, fill: str, line: str) -> None:
        self._draw.ellipse(_around(at, radius), fill, line, FINE)

    def line(self, begin: Point, end: Point, width: float, colour: str) -> None:
        ends = [place * FINE for place in (*begin, *end)]
        self._draw.line(ends, colour, round(width * FINE))

    def words(self, at: Point, text: str, anchor: str = "start") -> None:
        place = (at[0] * FINE, at[1] * FINE)
        self._draw.text(place, text, WORDS, self._font, self.ANCHORS[anchor])

    def png(self) -> bytes:
        """The picture."""
        file = BytesIO()
        self._image.save(file, "PNG")
        return file.getvalue()


def _around(at: Point, reach: float) -> tuple[float, float, float, float]:
    x, y = at
    left, top, right, bottom = x - reach, y - reach, x + reach, y + reach
    return left * FINE, top * FINE, right * FINE, bottom * FINE


def map_svg(shown: Shown, measure: str, link: str) -> str:
    """The squares as they are coloured on the page, and the address that shows them."""
    pen = SvgPen(*_size(shown, measure, link))
    _draw(pen, shown, measure, link)
    return pen.svg(_above(shown))


def map_png(shown: Shown, measure: str, link: str) -> bytes:
    """The same in pixels, two for each of the drawing's."""
    pen = PngPen(*_size(shown, measure, link))
    _draw(pen, shown, measure, link)
    return pen.png()


def _above(shown: Shown) -> str:
    if shown.whole:
        return captions.edge(shown.plane, shown.whole).words
    return f"{len(shown.best):,} of {len(shown.plane.cells):,} squares are known."


def _below(shown: Shown, measure: str, link: str) -> list[str]:
    """What the colours are, what they are of, and where they are from."""
    said = [
        f"{captions.MEASURES[measure].label}: blue is kept, orange is gone; the line is where half "
        "is.",
        captions.regions_in_words(shown.surest, len(shown.plane.cells)),
        captions.source_in_words(shown.surest, shown.plane.lineages) if shown.best else "",
        f"Copy of a Copy: {link}",
    ]
    return [line for part in said if part for line in _lines(part)]


def _lines(text: str) -> Sequence[str]:
    return textwrap.wrap(text, LETTERS)


def _geometry(shown: Shown) -> Geometry:
    return Geometry.of(shown.plane.shape, projected=True)


def _size(shown: Shown, measure: str, link: str) -> tuple[float, float]:
    drawn = _geometry(shown)
    lines = len(_lines(_above(shown))) + len(_below(shown, measure, link))
    return max(drawn.width + EDGE, WIDE), drawn.height + lines * LINE + 2 * EDGE


def _draw(pen: Pen, shown: Shown, measure: str, link: str) -> None:
    above, drawn = _lines(_above(shown)), _geometry(shown)
    for number, line in enumerate(above):
        pen.words((EDGE, EDGE + number * LINE), line)
    top = EDGE + len(above) * LINE
    _squares(pen, shown, measure, top)
    for number, line in enumerate(_below(shown, measure, link)):
        pen.words((EDGE, top + drawn.height + (number + 1) * LINE), line)


def _squares(pen: Pen, shown: Shown, measure: str, top: float) -> None:
    drawn = _geometry(shown)
    place = drawn.side + GAP

    def at(i: float, j: float) -> Point:
        up = drawn.rows - 1 - j + BEFORE
        return AROUND["l"] + (i + BEFORE) * place, top + AROUND["t"] + up * place

    _sides(pen, shown, at, top)
    level, dots = squares_level(shown, measure), dots_level(shown, measure)
    for cell in shown.plane.cells:
        _square(pen, shown, cell, at(*cell), drawn.side, level.get(cell))
        if cell in dots:
            pen.dot(at(*cell), 0.2 * drawn.side, ink(dots[cell]), PALE)
    for width, colour in ((5.0, PALE), (2.0, DARK)):
        for (x1, x2), (y1, y2) in borders(shown, measure):
            pen.line(at(x1, y1), at(x2, y2), width, colour)
    for cell in shown.doubtful:
        _diamond(pen, at(*cell), 0.4 * drawn.side)


def _square(
    pen: Pen, shown: Shown, cell: Cell, at: Point, side: float, level: float | None
) -> None:
    if level is not None:
        pen.square(at, side, ink(level))
    elif cell in shown.failed:
        (x, y), reach = at, side / 3
        pen.line((x - reach, y - reach), (x + reach, y + reach), 1, FAILED)
        pen.line((x - reach, y + reach), (x + reach, y - reach), 1, FAILED)
    else:
        pen.square(at, side, "none", INK)


def _diamond(pen: Pen, at: Point, reach: float) -> None:
    x, y = at
    ends = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    for begin, end in zip(ends, [*ends[1:], ends[0]], strict=True):
        pen.line(begin, end, 2.5, MARK)


class _At(Protocol):
    def __call__(self, i: float, j: float) -> Point: ...


def _sides(pen: Pen, shown: Shown, at: _At, top: float) -> None:
    """Both titles, and the stops that have a number."""
    plane = shown.plane
    pen.words((EDGE, top + AROUND["t"] / 2), f"Upwards: {captions.name_of_axis(plane.y.name)}")
    for stop, number in numbered(plane.y.values).items():
        pen.words((AROUND["l"] - 8, at(0, stop)[1] + LETTER / 3), number, "end")
    low = at(0, -BEFORE)[1] + LINE
    for stop, number in numbered(plane.x.values).items():
        pen.words((at(stop, 0)[0], low), number, "middle")
    pen.words((AROUND["l"], low + LINE), f"To the right: {captions.name_of_axis(plane.x.name)}")
