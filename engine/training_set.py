"""What one generation reads, and where each row of it came from."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from engine.arrays import Array
from engine.distributions.mixture import Mixture, gaussian
from engine.distributions.moments import Moments


@dataclass(frozen=True)
class Origin:
    """How many of the rows are real, the last generation's own output, or older output."""

    real: int = 0
    own: int = 0
    older: int = 0

    @property
    def total(self) -> int:
        """All rows read."""
        return self.real + self.own + self.older


@dataclass(frozen=True)
class Blend:
    """What infinitely many rows are made of, in shares that sum to 1: S23's general recursion,
    p' = own times the last generation's model + before times what that one has read + real times
    the truth."""

    own: float = 0.0
    before: float = 0.0
    real: float = 0.0

    def of(self, own: Mixture, before: Mixture, real: Mixture) -> Mixture:
        """The distribution itself."""
        shares = ((self.own, own), (self.before, before), (self.real, real))
        held = [(share, part) for share, part in shares if share]
        weights = np.concatenate([share * part.weights for share, part in held])
        means = np.concatenate([part.means for _, part in held])
        covariances = np.concatenate([part.covariances for _, part in held])
        alive = weights > 0
        return Mixture(weights[alive], means[alive], covariances[alive])


@dataclass(frozen=True)
class Tokens:
    """Which network's tokenizer has cut a text, and its own numbers `(K,)` for the K symbols."""

    tokenizer: str
    ids: Array


@dataclass(frozen=True)
class TrainingSet:
    """A training set: the rows at hand, and the moments of rows that were read and let go.

    `store` is what lies by for later generations, read in this one or not: blocks of rows, oldest
    first, the real ones of generation 0 before all others. `whole` is the distribution that is read
    itself, where no samples stand between it and the model: then there are no rows. `symbols` is
    how many symbols there are where rows hold the numbers of symbols, else 0; `tokens` says what
    they are to a pre-trained network, where one's tokenizer has made them.
    """

    rows: Array
    origin: Origin
    gone: Moments | None = None
    store: tuple[Array, ...] = ()
    whole: Mixture | None = None
    symbols: int = 0
    tokens: Tokens | None = None

    @cached_property
    def moments(self) -> Moments:
        """The moments of everything read, whether its rows are still at hand or not."""
        if self.gone is None:
            return Moments.of(self.rows)
        return self.gone.joined(Moments.of(self.rows)) if len(self.rows) else self.gone

    def condensed(self) -> "TrainingSet":
        """The same training set by its moments alone: its size no longer costs memory."""
        if self.whole is not None:
            return replace(self, whole=gaussian(self.whole.mean(), self.whole.covariance()))
        return TrainingSet(self.rows[:0], self.origin, self.moments, self.store)

    def joined(self, output: Array) -> "TrainingSet":
        """This training set and the output that came of it, which is now the newest."""
        origin = Origin(self.origin.real, len(output), self.origin.own + self.origin.older)
        return TrainingSet(np.concatenate([self.rows, output]), origin, self.gone)
