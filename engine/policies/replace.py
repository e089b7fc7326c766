"""Each generation reads only what the last one said: the recursion's curse in full."""

from engine.arrays import Rng
from engine.knobs import kind
from engine.protocols import Generation, Truth
from engine.training_set import Blend, Origin, TrainingSet


@kind("Only the last output", "Every sample that a generation reads was said by the one before it.")
class Replace:
    """All n rows are the last generation's own output (S23: alpha = 1)."""

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        return "only what the one before it says"

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """The output of the previous generation, whole."""
        return TrainingSet(previous.output, Origin(own=n))

    def blend(self, generation: int) -> Blend:
        """Nothing but the last generation's model."""
        return Blend(own=1.0)

    def rows_read(self, generation: int, n: int) -> int:
        """Always n."""
        return n

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """None."""
        return 0
