"""How likely two draws are to differ: what drift takes away at a known pace."""

from collections.abc import Sequence
from typing import ClassVar

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference


@kind("Diversity")
class Diversity:
    """1 - sum p^2 over the symbols (Simpson 1949; of genes, the heterozygosity)."""

    help: ClassVar[str] = (
        "The chance that two throws, or two words, are different: 0 once a single one is left."
    )
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: 1 - (said**2).sum(axis=1))
