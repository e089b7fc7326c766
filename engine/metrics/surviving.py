"""How many symbols a generation still says."""

from collections.abc import Sequence
from typing import ClassVar

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference


@kind("Symbols left")
class Surviving:
    """How many symbols have a share above 0."""

    help: ClassVar[str] = "How many different faces, or words, can still come up."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: (said > 0).sum(axis=1) * 1.0)
