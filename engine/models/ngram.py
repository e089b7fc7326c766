"""An n-gram model: it says what it has seen follow the last few words, as often as it did."""

from typing import ClassVar

from engine.arrays import Rng
from engine.data.vocabulary import Vocabulary
from engine.knobs import kind, knob
from engine.models._fitted_ngram import Ngrams
from engine.protocols import Data, Learned
from engine.training_set import TrainingSet


@kind("N-gram", "It counts which word follows which few others, and says them as often.")
class Ngram:
    """Counts of words after the last `order - 1` words (Shannon 1948); `smoothing` says how much
    shorter contexts are trusted besides (`engine.models._fitted_ngram`).

    Of rows that are no symbols each different one counts as a word: then it is the bootstrap.
    """

    of: ClassVar[tuple[Data, ...]] = (Data.TEXT,)
    moments_suffice: ClassVar[bool] = False
    network: ClassVar[bool] = False
    order: int = knob(
        3,
        1,
        5,
        label="Order (words)",
        basic=True,
        help="How many words it knows together: 3 says each word by the two before it, 1 each by "
        "itself. The higher, the more its text reads like the original, and is copied from it.",
    )
    smoothing: float = knob(
        0.3,
        0.0,
        10.0,
        label="Smoothing",
        help="How readily it says what it has not seen follow: as if every context, however rare, "
        "had been seen so many times more, followed by what follows a shorter one. 0 "
        "does so only where it has seen nothing follow.",
    )

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Ngrams:
        """Nothing is drawn at random: counts."""
        alphabet, rows = Vocabulary.of(training), training.rows
        asked = previous.asked if isinstance(previous, Ngrams) else alphabet.asked(rows)
        return Ngrams(rows, alphabet, self.order, float(self.smoothing), asked)
