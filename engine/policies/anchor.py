"""The same real data, kept from the beginning, are read again in every generation."""

import numpy as np

from engine.arrays import Rng
from engine.knobs import kind, knob
from engine.policies._shares import added, limit_of, part_of, rows_knob
from engine.protocols import Generation, Truth
from engine.training_set import Blend, Origin, TrainingSet


@kind(
    "Some kept real data",
    "A part of the first generation's real data is kept, and read again in every generation.",
)
class Anchor:
    """A share of the n rows, or so many of them, are the same real ones each time, the rest is the
    last output.

    Who collected real data first, and kept them, has this; who comes later cannot have it.
    """

    share: float = knob(
        0.1,
        0.0,
        1.0,
        label="Kept share",
        basic=True,
        help="How much of each generation's training set is the real data that were kept.",
    )
    rows: int = rows_knob("Kept samples", "real data that were kept")

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        if limit_of(self.share, self.rows) == 1 or (n and self.part(n) == n):
            return "only real data, always the same"
        kept = added(self.share, self.rows, n, "real data, always the same")
        return f"what the one before it says, and {kept}"

    def part(self, n: int) -> int:
        """How many of n rows are real: exactly `rows`, or the nearest whole number to the share."""
        return part_of(self.share, self.rows, n)

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """Exactly as many real rows as `part` says, in random order among the others."""
        real = self.part(n)
        kept = previous.training.store[0]
        rows = np.concatenate([kept[:real], previous.output[: n - real]])
        return TrainingSet(rng.permutation(rows), Origin(real=real, own=n - real), store=(kept,))

    def blend(self, generation: int) -> Blend:
        """The share of the truth: infinitely many kept rows are as good as new ones."""
        real = limit_of(self.share, self.rows)
        return Blend(own=1 - real, real=real)

    def rows_read(self, generation: int, n: int) -> int:
        """Always n."""
        return n

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0, which are kept."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """The real ones of generation 0."""
        return n
