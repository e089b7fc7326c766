"""What the next generation reads."""

from typing import ClassVar, Protocol, runtime_checkable

from engine.arrays import Rng
from engine.protocols.model import Generation
from engine.protocols.truth import Truth
from engine.training_set import Blend, TrainingSet


class Policy(Protocol):
    """What the next generation reads. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]

    def reading(self, n: int | None) -> str:
        """What every generation after the first reads where each says n samples, or, with None,
        endlessly many; in words that end a sentence."""
        ...

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """The training set after `previous`; generation 0 has read n real rows."""
        ...

    def rows_read(self, generation: int, n: int) -> int:
        """How many rows the training set of a generation holds: what it costs to read."""
        ...

    def rows_collected(self, generation: int, n: int) -> int:
        """How many real rows are newly collected for a generation: n for the first."""
        ...

    def rows_stored(self, generation: int, n: int) -> int:
        """How many rows lie by for later generations: what they cost to keep."""
        ...


@runtime_checkable
class HasShare(Protocol):
    """A policy with a share of the rows among its knobs, which is met in whole rows."""

    def part(self, n: int) -> int:
        """How many of n rows its share really is."""
        ...


@runtime_checkable
class HasLimit(Protocol):
    """A policy of which it is known what infinitely many rows would be."""

    def blend(self, generation: int) -> Blend:
        """The shares of what a generation after the first reads."""
        ...
