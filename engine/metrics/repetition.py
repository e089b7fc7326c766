"""How much a generation repeats itself: what is left when language has gone."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.data.phrases import LENGTH, repeated
from engine.knobs import kind
from engine.protocols import Data, Generation, Place, Shown, TextTruth, Truth, Unit
from engine.protocols.reference import Reference


@kind("Repetition")
class Repetition:
    """Share of the phrases of four words that have been said before within the same block; NaN
    where rows are no text."""

    help: ClassVar[str] = (
        f"How many of the phrases of {LENGTH} words it has said before, within the same 64 words."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.SHARE
    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    shown: ClassVar[tuple[Shown, ...]] = (
        Shown(Place.FILM, 60, (Data.TEXT,), "How much it repeats itself"),
    )

    def real(self, truth: Truth) -> float | None:
        """That of the whole text that is taught."""
        return _of_the_real(truth) if isinstance(truth, TextTruth) else None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One share a generation `(g,)`."""
        if not isinstance(reference.truth, TextTruth):
            return np.full(len(generations), np.nan)
        return np.array([_share(g.output) for g in generations])


@remembered(4)
def _of_the_real(truth: TextTruth) -> float:
    return _share(truth.taught)


def _share(rows: Array) -> float:
    return float(repeated(rows)[:, LENGTH - 1 :].mean())
