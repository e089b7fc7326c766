"""How much real text surprises a generation: what the paper measures of a language model."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, TextTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Perplexity of real text")
class HeldOut:
    """Perplexity of the real text that no model is taught: exp of the mean negative log
    probability of a word. NaN where rows are no text, or a model holds a word to be impossible."""

    help: ClassVar[str] = (
        "How surprised the model is by real text that it has never read: as if it had to guess "
        "each word among so many. The lower, the better it knows the language."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.COUNT
    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 10, (Data.TEXT,), "How much real text surprises each model"),
        Shown(Place.CHOICE, 10, (Data.TEXT,)),
    )

    def real(self, truth: Truth) -> float | None:
        """None: nobody knows how much a language surprises who speaks it perfectly."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One perplexity a generation `(g,)`."""
        truth = reference.truth
        if not isinstance(truth, TextTruth):
            return np.full(len(generations), np.nan)
        return np.array(
            [
                perplexity(g.learned.log_prob(truth.held_out), truth.held_out.shape[1])
                for g in generations
            ]
        )


def perplexity(logs: Array, words: int) -> float:
    """Of blocks of so many words with log probabilities `(n,)`; NaN where one is impossible."""
    whole = float(np.exp(-logs.mean() / words)) if len(logs) else np.nan
    return whole if np.isfinite(whole) else np.nan
