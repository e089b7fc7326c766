"""A file of separated values becomes columns of numbers, whoever wrote it and however."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.data.csv_cells import Cells, LeftOut, parted
from engine.data.csv_columns import CONSTANT, Column, Draft, usual_decimal
from engine.data.csv_layout import laid_out
from engine.data.csv_options import Options
from engine.data.csv_text import LARGEST_FILE, text_of
from engine.data.file_contents import contents
from engine.knobs import BadSpec, nearest
from engine.progress import stepped
from engine.words import Words, quoted, words

LONGEST_NAME = 80
NO_COLUMN = "none"
"""The second column of those who want one alone; a column that is called so comes first."""


@dataclass(frozen=True)
class Understood:
    """How a file was read: the delimiter, the encoding in words, the lines that are no rows,
    columns that are yes and no, and all other columns that are no numbers."""

    delimiter: str
    encoding: str
    left: tuple[LeftOut, ...]
    answers: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of numbers: `columns`, and their `values (m, c)`, read-only, NaN where one is
    missing.

    Of the `total` rows of the file, `left_out` are not among the values.
    """

    columns: tuple[Column, ...]
    values: Array
    left_out: int
    total: int
    understood: Understood

    @property
    def names(self) -> tuple[Words, ...]:
        """The names of the columns."""
        return words(column.name for column in self.columns)

    def chosen(self, x: str = "", y: str = "") -> "Table":
        """Two columns, or one, and their complete rows `(m, 2)` or `(m, 1)`.

        By default these are the first two that are no row numbers, identifiers or constants; the
        one that there is, where there is one alone, or where `y` is "none".

        Raises:
            BadSpec: an unknown column, the same one twice, or nothing in them to learn from.
        """
        places = self._places(x, y)
        columns = tuple(self.columns[place] for place in places)
        chosen = self.values[:, places]
        rows = np.ascontiguousarray(chosen[np.isfinite(chosen).all(axis=1)])
        both = " and ".join(quoted(column.name) for column in columns)
        if len(rows) < 2:
            raise BadSpec(f"of the rows, {len(rows)} have numbers in {both}; two are needed")
        if not np.ptp(rows, axis=0).any():
            are = "are" if len(columns) > 1 else "is"
            raise BadSpec(f"{both} {are} the same in every row; choose a column that varies")
        return _table(columns, rows, self.total, self.understood)

    def _places(self, x: str, y: str) -> list[int]:
        """Columns x and y; an empty name is the first or second one that suggests itself, or the
        one of these still free."""
        usual = self._usual()
        alone = y == NO_COLUMN and y not in self.names
        across = self._place(x) if x else None
        up = self._place(y) if y and not alone else None
        if across is None:
            across = next((place for place in usual if place != up), None)
        if across is None:
            return [up or 0]
        if alone:
            return [across]
        if up is None:
            wanted = usual[1:2] if across not in usual[1:2] else usual[:1]
            up = next((place for place in [*wanted, *usual] if place != across), None)
        if up is None:
            return [across]
        if across == up:
            raise BadSpec(f"x and y are both {quoted(self.names[up])}; choose two columns")
        return [across, up]

    def usual(self) -> list[str]:
        """The names of the columns that suggest themselves, in their order."""
        return [self.names[place] for place in self._usual()]

    def _usual(self) -> list[int]:
        """The columns that suggest themselves, or else those that vary, or else all."""
        every = list(range(len(self.columns)))
        varying = [place for place in every if self.columns[place].role != CONSTANT]
        return [place for place in every if not self.columns[place].role] or varying or every

    def _place(self, name: str) -> int:
        if name not in self.names:
            there = nearest(name, list(self.names))
            raise BadSpec(f"no numeric column is called {quoted(name)}{there}")
        return self.names.index(name)


def _table(columns: tuple[Column, ...], values: Array, total: int, understood: Understood) -> Table:
    values.setflags(write=False)
    return Table(columns, values, total - len(values), total, understood)


def read_table(source: str | Path | bytes, options: Options = Options()) -> Table:  # noqa: B008
    """All numeric columns of a file or of a file's bytes.

    A column is numeric if at least half of its cells that are not missing are numbers. Encoding,
    delimiter, decimal signs, units, and which line has the names are found out, unless the options
    say so. Each column tells `engine.progress` three times that it has come to it.

    Raises:
        BadSpec: no such file, too large, not text, or no numeric column; one sentence.
    """
    if isinstance(source, bytes):
        return _parsed(source, options)
    try:
        return _parsed(contents(source, LARGEST_FILE), options)
    except BadSpec as bad:
        raise BadSpec(f"{quoted(Path(source).name or source)}: {bad}") from None


@lru_cache(maxsize=4)
def _parsed(data: bytes, options: Options) -> Table:
    """The table; what was uploaded is read once, though first from memory and then from a file."""
    text, encoding = text_of(data)
    found = parted(text, options)
    layout = laid_out(found, options)
    names = _names(layout.names or ("",) * len(layout.rows[0]))
    every = list(zip(*layout.rows, strict=True))
    drafts = [Draft(cells, options) for cells in stepped(every, 0, 3 * len(every))]
    voters = stepped(drafts, len(every), 3 * len(every))
    usual, pointed, told = usual_decimal(voters, found.delimiter)
    columns, values, texts = [], [], []
    last = stepped(drafts, 2 * len(every), 3 * len(every))
    for place, (name, draft) in enumerate(zip(names, last, strict=True)):
        mark = draft.decimal(usual, pointed)
        if draft.numeric(mark):
            nameless = bool(layout.names) and not layout.names[place].strip()
            column, numbers = draft.column(name, mark, nameless, told)
            columns.append(_with_unit(column, layout.units[place : place + 1]))
            values.append(numbers)
        else:
            texts.append((name, draft.answers))
    if not columns:
        raise BadSpec("no column of the file holds numbers")
    understood = Understood(
        found.delimiter,
        encoding,
        layout.left,
        tuple(name for name, answers in texts if answers),
        tuple(name for name, answers in texts if not answers),
    )
    return _table(tuple(columns), np.array(values).T, len(layout.rows), understood)


def _with_unit(column: Column, below: Cells) -> Column:
    """The unit that stands beside the numbers, or else below the name."""
    return column if column.unit or not below else replace(column, unit=below[0])


def _names(header: Cells) -> list[str]:
    """A name for every column, no two alike: `column 2` for a blank, `x (2)` for another x."""
    names: dict[str, None] = {}
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split())[:LONGEST_NAME] or f"column {place}"
        others = (f"{name} ({again})" for again in count(2))
        while name in names:
            name = next(others)
        names[name] = None
    return list(names)
