"""Which symbol a generation says most: in the end, the only one."""

from collections.abc import Sequence
from typing import ClassVar

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference


@kind("Commonest symbol")
class Leader:
    """The number of the likeliest symbol, from 1; of equally likely ones the first."""

    help: ClassVar[str] = "The number of the face, or the word, that comes up most, counted from 1."
    sparse: ClassVar[bool] = False
    by_class: ClassVar[bool] = False

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`; NaN where rows are no symbols."""
        return reference.of_symbols(generations, lambda said, _: said.argmax(axis=1) + 1.0)
