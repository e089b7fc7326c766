"""Where a function of the plane is above zero: its outlines, by marching triangles."""

import numpy as np

from engine.arrays import Array


def outlines(x: Array, y: Array, values: Array) -> list[Array]:
    """Closed polygons `(k, 2)` around where values `(len(y), len(x))` on a lattice are above zero,
    linear between its points; what lies inside of an even number of them is a hole.

    Each square is two triangles, so that no crossing is ambiguous; beyond the lattice all counts as
    below. A polygon's last corner is joined to its first.
    """
    padded = np.pad(values.astype(float), 1, constant_values=-np.inf)
    across = np.concatenate([x[:1], x, x[-1:]])
    up = np.concatenate([y[:1], y, y[-1:]])
    above = padded > 0
    follows: dict[tuple[int, int], tuple[int, int]] = {}
    width = padded.shape[1]
    for row, column in zip(*np.nonzero(_mixed(above)), strict=True):
        a = int(row) * width + int(column)
        b, c, d = a + 1, a + width + 1, a + width
        for triangle in ((a, b, c), (a, c, d)):
            follows |= _crossing(triangle, above.ravel())
    return [
        np.array([_between(edge, across, up, padded) for edge in ring]) for ring in _rings(follows)
    ]


def _mixed(above: Array) -> Array:
    """The squares of which some corners are above, and some are not."""
    corners = np.stack([above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]])
    return np.asarray(corners.any(axis=0) & ~corners.all(axis=0))


def _crossing(
    triangle: tuple[int, int, int], above: Array
) -> dict[tuple[int, int], tuple[int, int]]:
    """From which side of a triangle to which the outline goes, with what is above to its left."""
    for first, then, last in (triangle, triangle[1:] + triangle[:1], triangle[2:] + triangle[:2]):
        if above[first] != above[then] and above[first] != above[last]:
            begin, end = _edge(first, then), _edge(last, first)
            return {begin: end} if above[first] else {end: begin}
    return {}


def _edge(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _rings(follows: dict[tuple[int, int], tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The outlines as the edges that they cross, each once around."""
    rings = []
    while follows:
        edge = next(iter(follows))
        ring = []
        while edge in follows:
            ring.append(edge)
            edge = follows.pop(edge)
        rings.append(ring)
    return rings


def _between(edge: tuple[int, int], x: Array, y: Array, values: Array) -> tuple[float, float]:
    """Where the value on an edge is zero; at its inner end where the other is beyond all."""
    (row, column), (other_row, other_column) = (divmod(at, values.shape[1]) for at in edge)
    one, other = values[row, column], values[other_row, other_column]
    beyond = np.isinf(one) or np.isinf(other)
    share = float(np.isinf(one)) if beyond else one / (one - other)
    return (
        float(x[column] + share * (x[other_column] - x[column])),
        float(y[row] + share * (y[other_row] - y[row])),
    )
