"""Along which lines of a map as large a part of each generation is real."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, log

from engine.map import Plane
from view.map.captions import REAL

SHARES = (1.0, 0.1, 0.01, 0.001)
"""Those that are drawn, where they lie on the map."""

Place = tuple[float, float]
"""How many columns to the right, and rows upwards, the first square's middle being 0, 0."""


@dataclass(frozen=True)
class ShareLine:
    """Where so large a share is, from below to the upper edge of the map."""

    share: float
    places: Sequence[Place]


def share_lines(plane: Plane) -> Iterator[ShareLine]:
    """Those that leave the map by its upper edge, where they are named; from left to right.

    There are none but of numbers of real rows against numbers of samples, both in ascending order.
    """
    names = plane.x.name, plane.y.name
    sides = plane.x.values, plane.y.values
    among = "samples" in names and any(name in REAL for name in names)
    if not among or any(list(side) != sorted(set(side)) for side in sides):
        return
    across = names[0] == "samples"
    for share in SHARES if across else SHARES[::-1]:
        ratio = 1 / share if across else share  # of what is to the right to what is upwards
        places = list(_places(*sides, ratio))
        if len(places) > 1 and places[-1][1] == len(sides[1]) - 1:
            yield ShareLine(share, [*places, _beyond(*places[-2:])])


def _places(xs: Sequence[float], ys: Sequence[float], ratio: float) -> Iterator[Place]:
    """Wherever the line meets a stop of either side, from the lowest above 0 on: x is `ratio` times
    y."""
    left, low = (min((stop for stop in side if stop > 0), default=inf) for side in (xs, ys))
    met = {f"{x:.9g}": (x, x / ratio) for x in xs}
    for y in ys:  # where both are stops, both are so to the last digit
        x, _ = met.get(f"{ratio * y:.9g}", (ratio * y, y))
        met[f"{ratio * y:.9g}"] = x, y
    for x, y in sorted(met.values()):
        if left <= x <= xs[-1] and low <= y <= ys[-1]:
            yield _along(xs, x), _along(ys, y)


def _along(stops: Sequence[float], value: float) -> float:
    """How many stops lie before a value, in parts between two."""
    after = next(at for at, stop in enumerate(stops) if stop >= value)
    if stops[after] == value:
        return float(after)
    low, high = stops[after - 1], stops[after]
    part = log(value / low) / log(high / low) if low > 0 else (value - low) / (high - low)
    return after - 1 + part


def _beyond(before: Place, last: Place) -> Place:
    """Half a square higher, in the same direction."""
    rise = last[1] - before[1]
    return last[0] + 0.5 * (last[0] - before[0]) / rise, last[1] + 0.5
