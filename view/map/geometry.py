"""Where the squares of a map are drawn, in pixels; for whatever lies over them, too."""

from dataclasses import dataclass

SIDE, GAP = (4.0, 33.0), 4
"""Pixels that a square measures, at least and at most, and those between two."""

ROOM, PRINTED = 264, 400
"""Pixels that all squares of a row have on a screen, a phone's included, and in a file."""

AROUND = {"l": 64, "r": 16, "t": 54, "b": 60}
NARROW = 300

BEFORE = 0.6
"""How much of a square's place lies between the edge and the first one's middle."""

Point = tuple[float, float]
"""Pixels from the left, and from above."""


@dataclass(frozen=True)
class Geometry:
    """So many columns and rows of squares, each with a `side`, on a drawing of `width` and
    `height`."""

    columns: int
    rows: int
    side: float

    @classmethod
    def of(cls, shape: tuple[int, int], *, printed: bool = False) -> "Geometry":
        """As large as there is room, for a row and one and a half times as much for a column."""
        columns, rows = shape
        room = PRINTED if printed else ROOM
        side = min(room / columns, 1.5 * room / rows)
        return cls(columns, rows, min(max(side, SIDE[0]), SIDE[1]))

    @property
    def width(self) -> float:
        """With its numbers."""
        place = self.side + GAP
        return max(self.columns * place + AROUND["l"] + AROUND["r"], NARROW)

    @property
    def height(self) -> float:
        """With its numbers."""
        return self.rows * (self.side + GAP) + AROUND["t"] + AROUND["b"]

    def at(self, i: float, j: float) -> Point:
        """The middle of a square, by its column and its row; the lowest row is the first."""
        place = self.side + GAP
        up = self.rows - 1 - j + BEFORE
        return AROUND["l"] + (i + BEFORE) * place, AROUND["t"] + up * place
