"""Some real data, newly collected, is mixed into every generation's reading."""

import numpy as np

from engine.arrays import Rng
from engine.knobs import kind, knob
from engine.policies._shares import added, limit_of, part_of, rows_knob
from engine.protocols import Generation, Truth
from engine.training_set import Blend, Origin, TrainingSet


@kind("Some fresh real data", "Some new real data are mixed in, in every generation.")
class Fresh:
    """A share of the n rows, or so many of them, are drawn from the truth anew, the rest is the
    last output."""

    share: float = knob(
        0.1,
        0.0,
        1.0,
        label="Real share",
        basic=True,
        help="How much of each generation's training set is new real data.",
    )
    rows: int = rows_knob("Real samples", "new real data")

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        if limit_of(self.share, self.rows) == 1 or (n and self.part(n) == n):
            return "only new real data"
        real = added(self.share, self.rows, n, "new real data")
        return f"what the one before it says, and {real}"

    def part(self, n: int) -> int:
        """How many of n rows are real: exactly `rows`, or the nearest whole number to the share."""
        return part_of(self.share, self.rows, n)

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """Exactly as many real rows as `part` says, in random order among the others."""
        real = self.part(n)
        rows = np.concatenate([truth.sample(rng, real), previous.output[: n - real]])
        return TrainingSet(rng.permutation(rows), Origin(real=real, own=n - real))

    def blend(self, generation: int) -> Blend:
        """The share of the truth, and for the rest the last generation's model."""
        real = limit_of(self.share, self.rows)
        return Blend(own=1 - real, real=real)

    def rows_read(self, generation: int, n: int) -> int:
        """Always n."""
        return n

    def rows_collected(self, generation: int, n: int) -> int:
        """As many as are real, in every generation."""
        return self.part(n) if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """None."""
        return 0
