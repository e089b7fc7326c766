"""How ordinary a generation's text is to the first model: what the paper's histograms show."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.data.phrases import perplexities
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, TextTruth, Truth, Unit
from engine.protocols.reference import Reference

BLOCKS = 256
"""At most so many blocks of each generation are judged."""


@kind("Perplexity of its own text")
class Perplexity:
    """Median, over blocks of the output, of their perplexity under generation 0's model (S23);
    NaN where rows are no text. Blocks that it holds to be impossible lie above all others."""

    help: ClassVar[str] = (
        "How surprised the first model would be by what this generation writes, block by block; "
        "the middle one. It falls where texts become likely and alike."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.COUNT
    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: it is measured by generation 0."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One median a generation `(g,)`."""
        if not isinstance(reference.truth, TextTruth):
            return np.full(len(generations), np.nan)
        medians = [np.median(perplexities(reference.first, g.output[:BLOCKS])) for g in generations]
        return np.where(np.isfinite(medians), medians, np.nan)
