"""Words by Zipf's law: a few that everyone says, and a long tail that hardly anyone does."""

from functools import cached_property

import numpy as np

from engine.arrays import Array
from engine.distributions.categorical import Drawn, shared
from engine.knobs import kind, knob


@kind("Words by Zipf's law", "A few words are common and most are rare, as in any language.")
class Zipf(Drawn):
    """Word i, numbered from 1 by its rank, has a probability in proportion to i^-b (Zipf 1949)."""

    words: int = knob(
        300,
        2,
        1000,
        label="Words",
        logarithmic=True,
        basic=True,
        help="How many different words there are.",
    )
    exponent: float = knob(
        1.0,
        0.0,
        3.0,
        label="Exponent",
        basic=True,
        help="How fast words become rarer with their rank. Languages are near 1; 0 makes all "
        "words equally common.",
    )

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
        return shared(weights)
