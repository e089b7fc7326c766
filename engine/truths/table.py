"""A table of one's own: one or two columns of a file, and whatever they have to say."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data import csv_table
from engine.data.csv_notes import notes, roles
from engine.data.csv_options import ANYWHERE, DECIMALS, DELIMITERS, FOUND, LIMITS, Options
from engine.data.file_stamp import stamp
from engine.distributions.empirical import Empirical
from engine.knobs import BadSpec, choice, kind, knob, text
from engine.protocols import Distribution


@lru_cache(maxsize=4)
def _read(file: str, written: tuple[int, int], options: Options) -> csv_table.Table:
    if not file:
        raise BadSpec("file is empty; name a file of comma-separated values")
    return csv_table.read_table(file, options)


@lru_cache(maxsize=16)
def _chosen(
    file: str, written: tuple[int, int], options: Options, x: str, y: str
) -> csv_table.Table:
    return _read(file, written, options).chosen(x, y)


@lru_cache(maxsize=16)
def _rows(
    file: str, written: tuple[int, int], options: Options, x: str, y: str, scale: bool
) -> Empirical:
    values = _chosen(file, written, options, x, y).values
    if scale:
        values = standardised(values)
        values.setflags(write=False)
    return Empirical(values)


def standardised(values: Array) -> Array:
    """Columns `(m, d)` with mean 0 and deviation 1; where all values are equal they are 0."""
    spread = np.ptp(values, axis=0) > 0
    centred = np.where(spread, values - values.mean(axis=0), 0.0)
    return centred / np.where(spread, values.std(axis=0), 1.0)


@kind("Your own table", "One or two columns of numbers from a CSV file of your own.")
class Table:
    """Numeric columns of a CSV file; compared by its knobs, read when it is first used.

    Raises:
        BadSpec: on use, when the file or the columns are no good; one sentence.
    """

    estimated: ClassVar[bool] = True
    file: str = text(
        label="File",
        help="A file of comma-separated values, at most 5 MB.",
    )
    x: str = text(
        label="Column across",
        help="The name of a numeric column; empty for the first one that is no row number, "
        "identifier or constant.",
    )
    y: str = text(
        label="Column up",
        help="The name of another numeric column; empty for the second such one, if there is one; "
        "none for one column alone.",
    )
    scale: bool = knob(
        False,
        label="Standardise",
        help="Give every column mean 0 and deviation 1, so that their units do not matter.",
    )
    delimiter: str = choice(
        FOUND,
        *DELIMITERS,
        label="Between columns",
        help="What stands between two cells; found out from the file unless it is named.",
    )
    decimal: str = choice(
        FOUND,
        *DECIMALS,
        label="Decimal sign",
        help="What stands before the decimals; found out for each column unless it is named.",
    )
    header: int = knob(
        ANYWHERE,
        ANYWHERE,
        1000,
        label="Line of the names",
        help="Which line of the file names the columns; 0: none does; -1: it is found out.",
    )
    missing: str = text(
        label="Means missing",
        help="Words or numbers that mean missing, such as -9999, with a semicolon between two.",
    )
    limits: str = choice(
        *LIMITS,
        label="Limits",
        help="What becomes of cells such as 90+ or <5: read at their number, or left out.",
        words=("read at their number", "left out"),
    )

    @property
    def options(self) -> Options:
        """How the file is to be read."""
        return Options(self.delimiter, self.decimal, self.header, self.missing, self.limits)

    @property
    def whole(self) -> csv_table.Table:
        """All columns of numbers that the file has."""
        return _read(self.file, stamp(self.file), self.options)

    @property
    def columns(self) -> csv_table.Table:
        """The columns that were chosen, with how many rows were left out."""
        return _chosen(self.file, stamp(self.file), self.options, self.x, self.y)

    @property
    def notes(self) -> list[str]:
        """What was not read in the columns that were chosen, or not as it is written, and which
        columns did not suggest themselves, in sentences."""
        unchosen = [] if self.x and self.y else roles(self.whole)
        return [*unchosen, *notes(self.columns, self.options)]

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the columns, with their units where they have any left."""
        columns = self.columns.columns
        return tuple(column.name if self.scale else column.title for column in columns)

    @property
    def _rows(self) -> Empirical:
        return _rows(self.file, stamp(self.file), self.options, self.x, self.y, self.scale)

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)` of the table, each as often as any other, give or take one."""
        return self._rows.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Estimated log density `(n,)` at rows `(n, d)`."""
        return self._rows.log_prob(x)

    def mean(self) -> Array:
        """The mean `(d,)` of all complete rows."""
        return self._rows.mean()

    def modes(self) -> tuple[Distribution, ...]:
        """Nobody knows."""
        return ()
