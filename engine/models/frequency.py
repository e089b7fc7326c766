"""Counting: each symbol is said as often as it was read; what was never read is never said."""

from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.categorical import Categorical, urn
from engine.knobs import kind, knob
from engine.protocols import Data, Learned
from engine.training_set import TrainingSet


@kind("Frequencies", "It counts what it reads, and says each thing as often as it has read it.")
class Frequency:
    """The likeliest probabilities of symbols: Wright and Fisher's model of genes, S23's of words.

    The symbols of a row with several are counted alike, wherever they stand. Of rows that are no
    symbols each different one counts as a symbol of its own: then it is the bootstrap.
    """

    of: ClassVar[tuple[Data, ...]] = (Data.SYMBOLS,)
    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = False
    bias: float = knob(
        1.0,
        0.1,
        1.1,
        label="Boldness",
        help="The temperature at which it speaks: each share is raised to the power of 1 over it. "
        "Below 1 it says what is common more often than it has read it, as chat programs do.",
    )

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Categorical:
        """Nothing is drawn at random: counts over their sum, at the temperature."""
        rows = training.rows
        if training.symbols:
            counts = np.bincount(rows.ravel().astype(np.int64), minlength=training.symbols)
            return urn(self._tempered(counts), rows.shape[1])
        lots, counts = np.unique(rows, axis=0, return_counts=True)
        return Categorical(self._tempered(counts), lots, symbolic=False)

    def _tempered(self, counts: Array) -> Array:
        """Shares in proportion to counts^(1/lambda): of a normal density the same power has lambda
        times its variance, which is the bias of A23."""
        if self.bias == 1:
            return counts / counts.sum()
        weights: Array = (counts / counts.max()) ** (1 / self.bias)
        return weights / weights.sum()
