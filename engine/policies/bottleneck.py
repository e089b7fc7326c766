"""Only a few of the last output's samples are read: a population cut down to some survivors."""

from engine.arrays import Rng
from engine.knobs import kind, knob
from engine.protocols import Generation, Truth
from engine.training_set import Origin, TrainingSet


@kind("A few of the last output", "Each generation reads only some samples of the one before it.")
class Bottleneck:
    """The first rows of the last output, which are as good as any others; it says n again."""

    rows: int = knob(
        10,
        2,
        1000,
        label="Samples read",
        logarithmic=True,
        basic=True,
        help="How many samples of the last output the next generation reads, at most.",
    )

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        return f"at most {self.rows:,} samples of what the one before it says"

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """So many rows of the output of the previous generation."""
        read = self.rows_read(previous.index + 1, n)
        return TrainingSet(previous.output[:read], Origin(own=read))

    def rows_read(self, generation: int, n: int) -> int:
        """As many as the knob says, where there are so many; n at first."""
        return min(self.rows, n) if generation else n

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """None."""
        return 0
