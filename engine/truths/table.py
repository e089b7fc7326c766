"""A table of one's own: two columns of a file, and whatever they have to say."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data import csv_table
from engine.data.file_stamp import stamp
from engine.distributions.empirical import Empirical
from engine.knobs import BadSpec, kind, knob, text
from engine.protocols import Distribution


@lru_cache(maxsize=4)
def _read(file: str, written: tuple[int, int]) -> csv_table.Table:
    if not file:
        raise BadSpec("file is empty; name a file of comma-separated values")
    return csv_table.read_table(file)


@lru_cache(maxsize=16)
def _chosen(file: str, written: tuple[int, int], x: str, y: str) -> csv_table.Table:
    return _read(file, written).chosen(x, y)


@lru_cache(maxsize=16)
def _rows(file: str, written: tuple[int, int], x: str, y: str, scale: bool) -> Empirical:
    values = _chosen(file, written, x, y).values
    if scale:
        values = standardised(values)
        values.setflags(write=False)
    return Empirical(values)


def standardised(values: Array) -> Array:
    """Columns `(m, d)` with mean 0 and deviation 1; where all values are equal they are 0."""
    spread = np.ptp(values, axis=0) > 0
    centred = np.where(spread, values - values.mean(axis=0), 0.0)
    return centred / np.where(spread, values.std(axis=0), 1.0)


@kind("Your own table", "Two columns of numbers from a CSV file of your own.")
class Table:
    """Two numeric columns of a CSV file; compared by its knobs, read when it is first used.

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
        help="The name of a numeric column; empty for the first one.",
    )
    y: str = text(
        label="Column up",
        help="The name of another numeric column; empty for the second one.",
    )
    scale: bool = knob(
        False,
        label="Standardise",
        help="Give both columns mean 0 and deviation 1, so that their units do not matter.",
    )

    @property
    def whole(self) -> csv_table.Table:
        """All columns of numbers that the file has."""
        return _read(self.file, stamp(self.file))

    @property
    def columns(self) -> csv_table.Table:
        """The two columns as they were read, with how many rows were left out."""
        return _chosen(self.file, stamp(self.file), self.x, self.y)

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of both columns."""
        return self.columns.names

    @property
    def _rows(self) -> Empirical:
        return _rows(self.file, stamp(self.file), self.x, self.y, self.scale)

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, 2)` of the table, each as often as any other, give or take one."""
        return self._rows.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Estimated log density `(n,)` at rows `(n, 2)`."""
        return self._rows.log_prob(x)

    def mean(self) -> Array:
        """The mean `(2,)` of all complete rows."""
        return self._rows.mean()

    def modes(self) -> tuple[Distribution, ...]:
        """Nobody knows."""
        return ()
