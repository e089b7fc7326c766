"""Each generation reads everything said so far, the real data included."""

from engine.arrays import Rng
from engine.knobs import kind
from engine.protocols import Generation, Truth
from engine.training_set import Blend, TrainingSet


@kind("Everything so far", "Nothing is thrown away: the real data and all that was said since.")
class Accumulate:
    """The training set grows by n rows a generation; the real rows never leave it (G24)."""

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        return "everything said so far, the real data included"

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """What the previous generation read, and what it said."""
        return previous.training.joined(previous.output)

    def blend(self, generation: int) -> Blend:
        """The last generation's model joins what was read before it."""
        return Blend(own=1 / (generation + 1), before=generation / (generation + 1))

    def rows_read(self, generation: int, n: int) -> int:
        """n rows of real data and n rows of each generation before this one."""
        return n * (generation + 1)

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """None."""
        return 0
