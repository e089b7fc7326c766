"""What is known of a map, and what of it is drawn: colours, dots, and where the edge lies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.analysis.survival import HALF
from engine.map import Cell, Fates, Map, Plane
from view.map import captions

Ink = tuple[int, int, int]

# Each at least 3:1 on the paper of both themes, and told apart by eyes that lack red or green.
LOW, MIDDLE, HIGH = (201, 98, 12), (128, 122, 112), (63, 134, 194)

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


def numbered(values: Sequence[float]) -> dict[int, str]:
    """The stops of a side that have a number, and how it is written."""
    every = -(-len(values) // NUMBERED)
    return {at: f"{values[at]:,.4g}" for at in range(0, len(values), every)}


def squares_level(shown: Shown, measure: str) -> dict[Cell, float]:
    """What colours the squares: the law where one is known, or else the runs."""
    return {**_levels(shown.runs, shown, measure), **_levels(shown.laws, shown, measure)}


def dots_level(shown: Shown, measure: str) -> dict[Cell, float]:
    """What colours the dots on them: the runs where a law is known, too."""
    level, known = (_levels(each, shown, measure) for each in (shown.runs, shown.laws))
    return {cell: at for cell, at in level.items() if cell in known}


def _levels(known: Mapping[Cell, Fates], shown: Shown, measure: str) -> dict[Cell, float]:
    return captions.levels(known, measure, shown.plane.base.generations)


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
