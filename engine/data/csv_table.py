"""A file of separated values becomes columns of numbers, whoever wrote it and however."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.data.csv_cells import LARGEST_FILE, Cells, laid_out
from engine.data.csv_numbers import column, is_numeric
from engine.data.file_contents import contents
from engine.knobs import BadSpec, nearest
from engine.words import Words, quoted, words

LONGEST_NAME = 80


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of numbers: `names` and `values (m, c)`, read-only, NaN where one is missing.

    Of the `total` rows of the file, `left_out` are not among the values.
    """

    names: tuple[str, ...]
    values: Array
    left_out: int
    total: int

    def chosen(self, x: str = "", y: str = "") -> "Table":
        """Two columns and their complete rows `(m, 2)`; by default the first two columns.

        Raises:
            BadSpec: an unknown column, the same one twice, or nothing in them to learn from.
        """
        places = self._places(x, y)
        names = tuple(self.names[place] for place in places)
        pair = self.values[:, places]
        rows = np.ascontiguousarray(pair[np.isfinite(pair).all(axis=1)])
        both = " and ".join(map(quoted, names))
        if len(rows) < 2:
            raise BadSpec(f"of the rows, {len(rows)} have numbers in {both}; two are needed")
        if not np.ptp(rows, axis=0).any():
            raise BadSpec(f"{both} are the same in every row; choose a column that varies")
        return _table(names, rows, self.total)

    def _places(self, x: str, y: str) -> list[int]:
        """Columns x and y; an empty name is the first or second one, or the one still free."""
        named = [self._place(name) if name else None for name in (x, y)]
        across = named[0] if named[0] is not None else int(named[1] == 0)
        up = named[1] if named[1] is not None else int(across != 1)
        if across == up:
            raise BadSpec(f"x and y are both {quoted(self.names[up])}; choose two columns")
        return [across, up]

    def _place(self, name: str) -> int:
        if name not in self.names:
            there = nearest(name, list(self.names))
            raise BadSpec(f"no numeric column is called {quoted(name)}{there}")
        return self.names.index(name)


def _table(names: tuple[str, ...], values: Array, total: int) -> Table:
    values.setflags(write=False)
    return Table(names, values, total - len(values), total)


def read_table(source: str | Path | bytes) -> Table:
    """All numeric columns of a file or of a file's bytes, at least two.

    A column is numeric if at least half of its cells that are not missing are numbers. Encoding,
    separator, decimal commas and whether there is a header are found out.

    Raises:
        BadSpec: no such file, too large, not text, or no two numeric columns; one sentence.
    """
    if isinstance(source, bytes):
        return _parsed(source)
    try:
        return _parsed(contents(source, LARGEST_FILE))
    except BadSpec as bad:
        raise BadSpec(f"{quoted(Path(source).name or source)}: {bad}") from None


def _parsed(data: bytes) -> Table:
    rows, separator = laid_out(data)
    columns = [column([row[i] for row in rows], separator) for i in range(len(rows[0]))]
    numeric = [i for i, numbers in enumerate(columns) if is_numeric(numbers[1:])]
    if not numeric:
        raise BadSpec("no column of the file holds numbers")
    headed = any(columns[i][0] is None for i in numeric)
    names = _names(rows[0] if headed else ("",) * len(columns))
    if len(numeric) == 1:
        raise BadSpec(
            f"only one column, {quoted(names[numeric[0]])}, holds numbers; two are needed"
        )
    values = np.array([columns[i][int(headed) :] for i in numeric], dtype=float).T
    return _table(tuple(names[i] for i in numeric), values, len(values))


def _names(header: Cells) -> list[Words]:
    """A name for every column, no two alike: `column 2` for a blank, `x (2)` for another x."""
    names: dict[str, None] = {}
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split())[:LONGEST_NAME] or f"column {place}"
        others = (f"{name} ({again})" for again in count(2))
        while name in names:
            name = next(others)
        names[name] = None
    return list(words(names))
