"""What rows are written in: numbered words, or, where they are no text, each row as a word."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.training_set import TrainingSet

ASKED = 3
"""Blocks of the original text that every generation is asked to continue."""

LOOKED_AT = 64
"""Blocks among which these are chosen."""

CHANCE = 20230527
"""Where the chance begins with which they are answered: the same in every generation."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """K symbols; `lots (K, w)` are the rows that they stand for, `(0, 0)` where rows hold the
    numbers of symbols themselves."""

    symbols: int
    lots: Array

    @classmethod
    def of(cls, training: TrainingSet) -> "Vocabulary":
        """That of a training set: the truth's symbols, or all its different rows."""
        if training.symbols:
            return cls(training.symbols, np.empty((0, 0)))
        lots = np.unique(training.rows, axis=0)
        return cls(len(lots), lots)

    @property
    def textual(self) -> bool:
        """Whether rows hold numbers of symbols."""
        return not len(self.lots)

    def numbers(self, rows: Array) -> Array:
        """Symbols `(n, length)` of rows, K where a row is none."""
        if self.textual or not len(rows):
            return np.rint(rows[:, : None if self.textual else 1]).astype(np.int64)
        together = np.concatenate([self.lots, rows])
        same = np.unique(together, axis=0, return_inverse=True)[1].ravel()
        number = np.full(same.max() + 1, self.symbols)
        number[same[: self.symbols]] = np.arange(self.symbols)
        return number[same[self.symbols :]][:, None]

    def rows(self, numbers: Array) -> Array:
        """The rows that symbols `(n, length)` stand for."""
        return numbers.astype(float) if self.textual else self.lots[numbers[:, 0]]

    def asked(self, rows: Array) -> Array:
        """Of the first original rows `(n, d)` those `(a, d)` with the most different words, which
        are prose rather than tables; none that are no text."""
        variety = [len(set(row)) for row in rows[:LOOKED_AT].tolist()]
        best = np.argsort(-np.array(variety), kind="stable")
        return rows[best[: ASKED if self.textual else 0]]

    def moments(self, rows: Array, shares: Array) -> tuple[Array, Array]:
        """Mean `(d,)` and covariance `(d, d)` of lots drawn in these shares `(K,)`; numbers of
        words have none that say anything: those of the rows that were read."""
        lots, weights = self.lots, shares
        if self.textual:
            lots, weights = rows, np.full(len(rows), 1 / len(rows))
        mean = weights @ lots
        return mean, ((lots - mean).T * weights) @ (lots - mean)
