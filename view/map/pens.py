"""What draws a map: the same strokes as SVG, for a page or a file, and as pixels."""

from collections.abc import Mapping
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageDraw, ImageFont

from view.letters import in_html
from view.map.geometry import Point

PAPER, WORDS = "#ffffff", "#26231e"
LETTER = 13
"""Pixels of a letter."""

FINE = 2
"""Pixels of a PNG for each of an SVG."""


class Pen(Protocol):
    """Draws, in pixels from the upper left corner."""

    def square(self, at: Point, side: float, fill: str, line: str = "", width: float = 1) -> None:
        """Around a point."""

    def dot(self, at: Point, radius: float, fill: str, line: str) -> None:
        """Likewise."""

    def line(self, begin: Point, end: Point, width: float, colour: str) -> None:
        """From one point to another."""

    def words(self, at: Point, text: str, anchor: str = "start") -> None:
        """A line of text that begins there, or has its `middle` or `end` there."""


class SvgPen:
    """Writes it down. Whatever has no colour of its own has that of `words`."""

    def __init__(self, width: float, height: float, words: str = WORDS) -> None:
        self._size, self._words, self._parts = (width, height), words, list[str]()

    def square(self, at: Point, side: float, fill: str, line: str = "", width: float = 1) -> None:
        x, y = (place - side / 2 for place in at)
        around = f' stroke="{line}"' if line else ""
        around += f' stroke-width="{width:g}"' if line and width != 1 else ""
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
        """The drawing on paper, with its title for those who do not see it."""
        paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        return self._whole('role="img"', f"<title>{in_html(title)}</title>{paper}") + "\n"

    def inline(self) -> str:
        """The same without paper, for a page that tells those who do not see it by itself."""
        return self._whole('aria-hidden="true"')

    def _whole(self, what: str, before: str = "") -> str:
        width, height = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" {what} font-family="sans-serif" '
            f'font-size="{LETTER}" fill="{self._words}">{before}{"".join(self._parts)}</svg>'
        )


class PngPen:
    """Draws it."""

    ANCHORS: Mapping[str, str] = {"start": "ls", "middle": "ms", "end": "rs"}

    def __init__(self, width: float, height: float) -> None:
        self._image = Image.new("RGB", (round(width * FINE), round(height * FINE)), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._font = ImageFont.load_default(LETTER * FINE)

    def square(self, at: Point, side: float, fill: str, line: str = "", width: float = 1) -> None:
        inside = None if fill == "none" else fill
        self._draw.rectangle(_around(at, side / 2), inside, line or None, round(width))

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
