"""The map: a square a cell, coloured by what is left, with the edge drawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from engine.analysis.survival import HALF
from engine.map import Cell, Fates, Map, Plane
from view.figures.theme import LAYOUT
from view.letters import in_plotly
from view.map import captions
from view.map.geometry import AROUND, BEFORE, Geometry

Ink = tuple[int, int, int]

# Each at least 3:1 on the paper of both themes, and told apart by eyes that lack red or green.
LOW, MIDDLE, HIGH = (201, 98, 12), (128, 122, 112), (63, 134, 194)
FAILED = "rgb(128, 128, 128)"
INK = "#807a70"
PALE, DARK = "#ffffff", "#26231e"
"""One beside the other is seen on any ground."""

MARK = "#d23f6b"

NUMBERED = 7
"""Stops of a side that have a number, at most."""


@dataclass(frozen=True)
class Shown:
    """What is known of a map at one moment: others may be at work on it meanwhile.

    Attributes:
        runs: the cells whose lineages have run.
        laws: those of which the law is known.
        failed: why a cell has none.
    """

    plane: Plane
    runs: Mapping[Cell, Fates] = field(default_factory=dict)
    laws: Mapping[Cell, Fates] = field(default_factory=dict)
    failed: Mapping[Cell, str] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Map, laws: Mapping[Cell, Fates]) -> "Shown":
        """A map as it is now, with the law beside it; what cannot run has no law either."""
        failed = cells.failed.copy()
        there = {cell: fates for cell, fates in dict(laws).items() if cell not in failed}
        return cls(cells.plane, cells.fates.copy(), there, failed)

    @property
    def best(self) -> dict[Cell, Fates]:
        """What is known of each cell: by its runs, or else by the law."""
        return {**self.laws, **self.runs}

    @property
    def whole(self) -> Mapping[Cell, Fates]:
        """All cells by one source, where there is one that knows all that have not failed: by the
        law, which is sharper, or else by runs."""
        return self._all(self.laws) or self._all(self.runs)

    @property
    def surest(self) -> Mapping[Cell, Fates]:
        """What edge and regions are told from: one source, or, as long as none knows all, what is
        known of each cell."""
        return self.whole or self.best

    @property
    def counted(self) -> Mapping[Cell, Fates]:
        """All cells by their runs beside the law; nothing until all have run, or without a law."""
        return self._all(self.runs) if self._all(self.laws) else {}

    def _all(self, known: Mapping[Cell, Fates]) -> Mapping[Cell, Fates]:
        there = len(self.plane.cells) - len(self.failed)
        return known if there and len(known) == there else {}

    def at(self, cell: Cell) -> captions.Square:
        """All that is known of one of its squares."""
        why = self.failed.get(cell, "")
        return self.plane, cell, self.runs.get(cell), self.laws.get(cell), why

    @property
    def doubtful(self) -> list[Cell]:
        """The cells whose runs put the law in doubt."""
        both = self.runs.keys() & self.laws.keys()
        return sorted(cell for cell in both if self.runs[cell].doubts(self.laws[cell]))


def ink(level: float) -> str:
    """From what is gone to what is kept."""
    one, other, part = (LOW, MIDDLE, 2 * level) if level < HALF else (MIDDLE, HIGH, 2 * level - 1)
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return f"rgb({red}, {green}, {blue})"


def map_figure(
    shown: Shown, measure: str, chosen: Cell | None = None, *, projected: bool = False
) -> go.Figure:
    """The squares; where a law is known it colours them, and a dot is what the runs have come to.
    Each has its cell as `customdata`."""
    plane = shown.plane
    drawn = Geometry.of(plane.shape, projected=projected)
    side = drawn.side
    figure = go.Figure(layout=LAYOUT)
    _squares(figure, shown, measure, side)
    _dots(figure, shown, measure, side)
    _edge(figure, shown, measure)
    _marked(figure, shown.doubtful, "diamond-open", 0.8 * side, "in doubt")
    _marked(figure, [chosen] if chosen else [], "square-open", side + 3, "chosen")
    figure.update_layout(
        width=drawn.width,
        height=drawn.height,
        margin=AROUND,
        hovermode="closest",
        showlegend=False,
        dragmode=False,
    )
    x, y = plane.x, plane.y
    figure.update_xaxes(**_side(x.name, x.values), automargin=False)
    figure.update_yaxes(**_side(y.name, y.values), automargin=False)
    return figure


def _side(name: str, values: Sequence[float]) -> dict[str, Any]:
    """A side's title, and as many of its stops as find room."""
    stops = numbered(values)
    return {
        "title": {"text": captions.name_of_axis(name), "standoff": 8},
        "tickvals": list(stops),
        "ticktext": list(stops.values()),
        "range": [-BEFORE, len(values) - 1 + BEFORE],
        "fixedrange": True,
        "showgrid": False,
    }


def numbered(values: Sequence[float]) -> dict[int, str]:
    """The stops of a side that have a number, and how it is written."""
    every = -(-len(values) // NUMBERED)
    return {at: f"{values[at]:,.4g}" for at in range(0, len(values), every)}


def _squares(figure: go.Figure, shown: Shown, measure: str, side: float) -> None:
    cells = shown.plane.cells
    level = squares_level(shown, measure)
    figure.add_scatter(
        x=[cell[0] for cell in cells],
        y=[cell[1] for cell in cells],
        customdata=[list(cell) for cell in cells],
        mode="markers",
        name="cells",
        text=[_tip(shown, cell) for cell in cells],
        hovertemplate="%{text}<extra></extra>",
        marker={
            "size": side,
            "symbol": [_symbol(shown, cell, level) for cell in cells],
            "color": [
                ink(level[cell]) if cell in level else FAILED if cell in shown.failed else INK
                for cell in cells
            ],
            "opacity": 1,
            "line": {"width": 1, "color": INK},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def squares_level(shown: Shown, measure: str) -> dict[Cell, float]:
    """What colours the squares: the law where one is known, or else the runs."""
    return {**_levels(shown.runs, shown, measure), **_levels(shown.laws, shown, measure)}


def dots_level(shown: Shown, measure: str) -> dict[Cell, float]:
    """What colours the dots on them: the runs where a law is known, too."""
    level, known = (_levels(each, shown, measure) for each in (shown.runs, shown.laws))
    return {cell: at for cell, at in level.items() if cell in known}


def _levels(known: Mapping[Cell, Fates], shown: Shown, measure: str) -> dict[Cell, float]:
    return captions.levels(known, measure, shown.plane.base.generations)


def _symbol(shown: Shown, cell: Cell, level: Mapping[Cell, float]) -> str:
    if cell in level:
        return "square"
    return "x-thin" if cell in shown.failed else "square-open"


def _tip(shown: Shown, cell: Cell) -> str:
    return "<br>".join(map(in_plotly, captions.tip(shown.at(cell))))


def _dots(figure: go.Figure, shown: Shown, measure: str, side: float) -> None:
    """What the runs have come to, over what the law says."""
    level = dots_level(shown, measure)
    there = list(level)
    _overlay(
        figure,
        there,
        "runs",
        {
            "size": max(0.4 * side, 2.5),
            "symbol": "circle",
            "color": [ink(level[cell]) for cell in there],
            "line": {"width": 1.2, "color": PALE},
        },
    )


def _marked(figure: go.Figure, cells: Sequence[Cell], symbol: str, size: float, name: str) -> None:
    line = {"width": 2.5, "color": MARK}
    _overlay(figure, cells, name, {"size": size, "symbol": symbol, "line": line, "color": MARK})


def _overlay(
    figure: go.Figure, cells: Sequence[Cell], name: str, marker: Mapping[str, Any]
) -> None:
    """Over the squares; a press goes through it."""
    figure.add_scatter(
        x=[cell[0] for cell in cells],
        y=[cell[1] for cell in cells],
        mode="markers",
        name=name,
        hoverinfo="skip",
        marker=dict(marker),
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _edge(figure: go.Figure, shown: Shown, measure: str) -> None:
    """A line between neighbours of which one lies above a half, and one below."""
    xs, ys = list[float | None](), list[float | None]()
    for across, up in borders(shown, measure):
        xs += [*across, None]
        ys += [*up, None]
    for name, width, colour in (("edge, its ground", 5, PALE), ("edge", 2, DARK)):
        style = {"width": width, "color": colour}
        figure.add_scatter(x=xs, y=ys, mode="lines", name=name, hoverinfo="skip", line=style)


Border = tuple[tuple[float, float], tuple[float, float]]
"""Where a line begins and ends to the right, and upwards."""


def borders(shown: Shown, measure: str) -> Iterator[Border]:
    """Between each two neighbours of which one lies above a half, and one below."""
    level = _levels(shown.surest, shown, measure) or _levels(shown.best, shown, measure)
    for i, j in level:
        for other, line in (
            ((i + 1, j), ((i + 0.5, i + 0.5), (j - 0.5, j + 0.5))),
            ((i, j + 1), ((i - 0.5, i + 0.5), (j + 0.5, j + 0.5))),
        ):
            if other in level and (level[i, j] < HALF) != (level[other] < HALF):
                yield line
