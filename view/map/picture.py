"""A map as a picture of its own, with its sentence, its legend and its address: as SVG, or PNG."""

import textwrap
from collections.abc import Sequence

from view.map import captions
from view.map.drawing import draw
from view.map.geometry import Geometry
from view.map.pens import Pen, PngPen, SvgPen
from view.map.shown import Shown

LINE, LETTERS = 18, 78
"""Pixels of a line, and letters on it, at most."""

WIDE, EDGE = 620, 24


def map_svg(shown: Shown, measure: str, link: str) -> str:
    """The squares as they are coloured on the page, and the address that shows them."""
    pen = SvgPen(*_size(shown, measure, link))
    _draw(pen, shown, measure, link)
    return pen.svg(above(shown))


def map_png(shown: Shown, measure: str, link: str) -> bytes:
    """The same in pixels, two for each of the drawing's."""
    pen = PngPen(*_size(shown, measure, link))
    _draw(pen, shown, measure, link)
    return pen.png()


def above(shown: Shown) -> str:
    """The sentence of a map: where its edge lies, or how much of it is known."""
    if shown.whole:
        return captions.edge(shown.plane, shown.whole).words
    return f"{len(shown.best):,} of {len(shown.plane.cells):,} squares are known."


def below(shown: Shown, measure: str) -> list[str]:
    """What the colours are, what they are of, and where they are from."""
    said = [
        f"{captions.MEASURES[measure].label}: blue is kept, orange is gone; the line is where half "
        "is.",
        captions.regions_in_words(shown.surest, len(shown.plane.cells)),
        captions.source_in_words(shown.surest, shown.plane.lineages) if shown.best else "",
    ]
    return [each for each in said if each]


def _below(shown: Shown, measure: str, link: str) -> list[str]:
    said = [*below(shown, measure), f"Copy of a Copy: {link}"]
    return [line for part in said for line in _lines(part)]


def _lines(text: str) -> Sequence[str]:
    return textwrap.wrap(text, LETTERS)


def _geometry(shown: Shown) -> Geometry:
    return Geometry.of(shown.plane.shape, printed=True)


def _size(shown: Shown, measure: str, link: str) -> tuple[float, float]:
    drawn = _geometry(shown)
    lines = len(_lines(above(shown))) + len(_below(shown, measure, link))
    return max(drawn.width + EDGE, WIDE), drawn.height + lines * LINE + 2 * EDGE


def _draw(pen: Pen, shown: Shown, measure: str, link: str) -> None:
    told, drawn = _lines(above(shown)), _geometry(shown)
    for number, line in enumerate(told):
        pen.words((EDGE, EDGE + number * LINE), line)
    top = EDGE + len(told) * LINE
    draw(pen, shown, measure, drawn, top=top)
    for number, line in enumerate(_below(shown, measure, link)):
        pen.words((EDGE, top + drawn.height + (number + 1) * LINE), line)
