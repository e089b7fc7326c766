"""What an n-gram model has learned: which word followed which few others, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.vocabulary import CHANCE, Vocabulary
from engine.progress import stepped


@dataclass(frozen=True, eq=False)
class Level:
    """What followed each context of some length.

    `contexts` are sorted codes, each of its last words but the oldest, and the oldest;
    `starts (c + 1,)` says where in `pairs` a context's words begin: one entry for each time that a
    word followed it, context * K + word, sorted.
    """

    contexts: Array
    starts: Array
    pairs: Array

    def find(self, codes: Array) -> Array:
        """The number of each context, -1 where it never occurred."""
        at = np.minimum(np.searchsorted(self.contexts, codes), len(self.contexts) - 1)
        return np.where(self.contexts[at] == codes, at, -1)

    def occurred(self, contexts: Array) -> Array:
        """How often each context did, 0 for -1."""
        often = self.starts[contexts + 1] - self.starts[contexts]
        return np.where(contexts < 0, 0, often)

    def followed(self, pairs: Array) -> Array:
        """How often each pair of a context and a word did."""
        ends = (np.searchsorted(self.pairs, pairs, side) for side in ("right", "left"))
        return next(ends) - next(ends)


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Counts of words after the last `order - 1` words, and after fewer of them.

    A context that occurred c times gives way to the one a word shorter with the weight of
    `smoothing` more occurrences (a Dirichlet prior; MacKay and Peto 1995), the shortest to every
    word alike. Without smoothing only a context that never occurred gives way. Before a block's
    first word stands its beginning. `asked (a, d)` are the blocks that every generation is asked to
    continue; `(0, d)` of rows that are no text.
    """

    tractable: ClassVar[bool] = True
    rows: Array
    alphabet: Vocabulary
    order: int
    smoothing: float
    asked: Array

    @property
    def symbols(self) -> int:
        """How many words there are to say."""
        return self.alphabet.symbols

    @cached_property
    def levels(self) -> list[Level]:
        """Contexts of no word, of one, and so on."""
        words, found = self.alphabet.numbers(self.rows), list[Level]()
        contexts = np.zeros(words.shape, np.int64)
        before = words
        for length in stepped(range(self.order), 0, self.order):
            if length:
                before = self._moved(before)
                contexts = contexts * (self.symbols + 1) + before
            known, contexts = np.unique(contexts, return_inverse=True)
            starts = np.concatenate([[0], np.cumsum(np.bincount(contexts.ravel()))])
            pairs = np.sort((contexts * self.symbols + words).ravel())
            found.append(Level(known, starts, pairs))
        return found

    def _moved(self, words: Array) -> Array:
        """Each place has the word before; the first has the beginning."""
        begun = np.full((len(words), 1), self.symbols)
        return np.concatenate([begun, words[:, :-1]], axis=1)

    def sample(self, rng: Rng, n: int) -> Array:
        """Blocks `(n, d)`, word by word, each from its beginning on."""
        length = self.rows.shape[1] if self.alphabet.textual else 1
        begun = np.full((n, self.order - 1), self.symbols, np.int64)
        return self.alphabet.rows(self._going_on(rng, begun, length))

    @cached_property
    def answers(self) -> Array:
        """What follows what it is asked `(a, d)`, with the same chance in every generation."""
        if not len(self.asked):
            return self.asked
        rng, asked = np.random.default_rng(CHANCE), self.alphabet.numbers(self.asked)
        before = asked[:, asked.shape[1] - self.order + 1 :]
        return self.alphabet.rows(self._going_on(rng, before, self.asked.shape[1]))

    def _going_on(self, rng: Rng, before: Array, length: int) -> Array:
        """So many words after each of the contexts `(n, order - 1)`."""
        reach = self.order - 1
        said = np.concatenate([before, np.empty((len(before), length), np.int64)], axis=1)
        for at in range(reach, reach + length):
            said[:, at] = self._next(rng, said[:, at - reach : at])
        return said[:, reach:]

    def _next(self, rng: Rng, before: Array) -> Array:
        """A word `(n,)` after each of the contexts `(n, order - 1)`."""
        contexts = [np.zeros(len(before), np.int64)]
        for level, words in zip(self.levels[1:], before.T[::-1], strict=True):
            codes = contexts[-1] * (self.symbols + 1) + words
            contexts.append(np.where(contexts[-1] < 0, -1, level.find(codes)))
        chosen = np.full(len(before), -1)
        for level, context in zip(self.levels[::-1], contexts[::-1], strict=True):
            often = level.occurred(context)
            drawn = rng.random(len(before)) * (often + self.smoothing)
            own = (chosen < 0) & (drawn < often)
            places = level.starts[context[own]] + drawn[own].astype(np.int64)
            chosen[own] = level.pairs[places] % self.symbols
        anything = rng.integers(self.symbols, size=len(before))
        return np.where(chosen < 0, anything, chosen)

    def log_prob(self, x: Array) -> Array:
        """Log probability `(n,)` of blocks `(n, d)`; -inf for what cannot be said."""
        words = self.alphabet.numbers(x)
        chances = np.full(words.shape, 1 / self.symbols if self.smoothing else 0.0)
        contexts, before = np.zeros(words.shape, np.int64), words
        for length, level in enumerate(self.levels):
            if length:
                before = self._moved(before)
                codes = contexts * (self.symbols + 1) + before
                contexts = np.where(contexts < 0, -1, level.find(codes))
            often = level.occurred(contexts)
            followed = level.followed(contexts * self.symbols + words)
            whole = often + self.smoothing
            mixed = (followed + self.smoothing * chances) / np.where(whole > 0, whole, 1)
            chances = np.where(often > 0, mixed, chances)
        chances[words == self.symbols] = 0
        with np.errstate(divide="ignore"):
            return np.log(chances).sum(axis=1)

    @cached_property
    def _moments(self) -> tuple[Array, Array]:
        followed = np.bincount(self.levels[0].pairs, minlength=self.symbols)
        shares = followed + self.smoothing / self.symbols
        return self.alphabet.moments(self.rows, shares / shares.sum())

    def mean(self) -> Array:
        """The mean `(d,)` of what it says; of words, which have none, of what it has read."""
        return self._moments[0].copy()

    def covariance(self) -> Array:
        """Likewise `(d, d)`."""
        return self._moments[1].copy()

    def record(self) -> Mapping[str, Array | float]:
        """How many different words it knows, and phrases of its length; what it was asked, and its
        answers."""
        return {
            "words": float(len(np.unique(self.levels[0].pairs))),
            "phrases": float(len(np.unique(self.levels[-1].pairs))),
            "asked": self.asked,
            "answers": self.answers,
        }
