"""A judge reads the output first, and lets only a part of it through."""

import numpy as np

from engine.arrays import Rng
from engine.knobs import choice, kind, knob
from engine.policies._selection import JUDGES
from engine.policies._shares import in_rows, rows_of
from engine.protocols import Generation, Truth
from engine.training_set import Origin, TrainingSet

WORDS = {
    "truth": "a judge who knows the real data has let through",
    "likelihood": "a judge of what is most usual has let through",
    "diversity": "a judge who wants some of everything has let through",
}


@kind("What a judge lets through", "A judge reads the last output and drops a part of it.")
class Verify:
    """The next generation reads only the samples that are judged best.

    Feng et al. 2024 (F24) let a verifier, a classifier with errors, pick labels for one retraining;
    this judge weighs the samples of every generation, and errs only as far as `error` says. What
    the judge goes by decides everything: one that knows the truth lets the tails through, one
    that likes what is usual cuts them off in every generation.
    """

    judge: str = choice(
        "truth",
        "likelihood",
        "diversity",
        label="Judge goes by",
        basic=True,
        words=("the truth", "what is usual", "some of everything"),
        help="The truth: the commoner a sample is among real ones than in what was said, the "
        "sooner it is kept. What is usual: the likeliest are kept. Some of everything: samples of "
        "all degrees of likelihood.",
    )
    keep: float = knob(
        0.5,
        0.01,
        1.0,
        label="Kept part",
        basic=True,
        help="How much of the output the judge lets the next generation read.",
    )
    error: float = knob(
        0.0,
        0.0,
        1.0,
        label="Errors of the judge",
        help="How often the judge mistakes one sample for another.",
    )

    def reading(self, n: int | None) -> str:
        """Whose words are left, and what comes in from outside."""
        kept = in_rows(self.part(n) / n if n else self.keep, n)
        return f"the {kept} of what the one before it says that {WORDS[self.judge]}"

    def part(self, n: int) -> int:
        """How many of n rows are let through: at least 2, for one alone has no spread."""
        return max(2, rows_of(self.keep, n))

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> TrainingSet:
        """The best of the previous output, in the order in which they were said."""
        rows = previous.output
        read = self.rows_read(previous.index + 1, n)
        worth = JUDGES[self.judge](rng, truth, previous.learned, rows)
        mistaken = np.flatnonzero(rng.random(n) < self.error)
        worth[mistaken] = worth[rng.permutation(mistaken)]
        best = np.sort(np.argpartition(-worth, read - 1)[:read])
        return TrainingSet(rows[best], Origin(own=read))

    def rows_read(self, generation: int, n: int) -> int:
        """The kept part of n; n at first."""
        return self.part(n) if generation else n

    def rows_collected(self, generation: int, n: int) -> int:
        """Only those of generation 0."""
        return 0 if generation else n

    def rows_stored(self, generation: int, n: int) -> int:
        """None."""
        return 0
