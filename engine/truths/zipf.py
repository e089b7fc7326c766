"""Words by Zipf's law: a few that everyone says, and a long tail that hardly anyone does."""

from functools import cached_property
from typing import ClassVar

import numpy as np

from engine.knobs import kind, knob
from engine.protocols import Array, Distribution, Rng
from engine.urn import Urn, urn


@kind("Words by Zipf's law", "A few words are common and most are rare, as in any language.")
class Zipf:
    """Word i, numbered from 1 by its rank, has a probability in proportion to i^-b (Zipf 1949)."""

    estimated: ClassVar[bool] = False
    words: int = knob(
        300, 2, 1000, label="Words", logarithmic=True, basic=True,
        help="How many different words there are.",
    )  # fmt: skip
    exponent: float = knob(
        1.0, 0.0, 3.0, label="Exponent", basic=True,
        help="How fast words become rarer with their rank. Languages are near 1; 0 makes all "
        "words equally common.",
    )  # fmt: skip

    @property
    def axes(self) -> tuple[str, ...]:
        """One word a row."""
        return ("word",)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """Their ranks: 1, the commonest, 2 and on."""
        return tuple(str(rank + 1) for rank in range(self.words))

    @cached_property
    def probabilities(self) -> Array:
        """Of the words `(K,)`, the commonest first; read-only."""
        weights = np.arange(1, self.words + 1, dtype=float) ** -self.exponent
        shares = weights / weights.sum()
        shares.setflags(write=False)
        return shares

    @cached_property
    def _urn(self) -> Urn:
        return urn(self.probabilities)

    def sample(self, rng: Rng, n: int) -> Array:
        """Independent words `(n, 1)` by their numbers."""
        return self._urn.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Log probability `(n,)` of words `(n, 1)`; -inf of what is no word."""
        return self._urn.log_prob(x)

    def mean(self) -> Array:
        """The mean number `(1,)` of a word."""
        return self._urn.mean()

    def modes(self) -> tuple[Distribution, ...]:
        """One language: the whole."""
        return (self,)
