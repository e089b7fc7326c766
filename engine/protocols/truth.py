"""What there is to learn, and what a row of it is."""

from collections.abc import Hashable
from enum import Enum
from functools import lru_cache
from typing import ClassVar, Protocol, runtime_checkable

from engine.arrays import Array
from engine.data.image_classifier import ImageClassifier
from engine.distributions.distribution import Distribution
from engine.distributions.mixture import Mixture
from engine.training_set import Tokens


class Truth(Distribution, Protocol):
    """What there is to learn. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]
    estimated: ClassVar[bool]
    """Whether `log_prob` is only an estimate, made from the real rows."""

    @property
    def axes(self) -> tuple[str, ...]:
        """A name for each dimension, with its unit where there is one."""
        ...

    def mean(self) -> Array:
        """The exact mean `(d,)`."""
        ...

    def modes(self) -> tuple[Distribution, ...]:
        """The parts that the truth is made of; empty where nobody knows them."""
        ...


@runtime_checkable
class ImageTruth(Protocol):
    """A truth whose rows are pictures, each of one class, and a reader that tells which.

    It does not repeat what a `Truth` has: whoever asks for it here would ask a table for the names
    of its axes, which a table without a file cannot say.
    """

    images: ClassVar[tuple[int, int]]
    """Height and width in pixels."""

    classes: ClassVar[tuple[str, ...]]
    """A name for each class."""

    def pictures(self, rows: Array) -> Array:
        """Rows `(..., d)` as pictures `(..., height, width)`, 0 black to 1 white."""
        ...

    def features(self, rows: Array) -> Array:
        """What two pictures are compared by `(n, k)`, for rows `(n, d)`."""
        ...

    def reader(self) -> ImageClassifier:
        """Who tells what is on a picture."""
        ...

    def read(self, rows: Array) -> Array:
        """How sure the reader is of each class `(n, classes)`, for rows `(n, d)`; sums to 1."""
        ...


@runtime_checkable
class MixtureTruth(Protocol):
    """A truth that is a weighted sum of Gaussians, so that infinitely many rows of it are known."""

    def mixture(self) -> Mixture:
        """The truth itself."""
        ...


@runtime_checkable
class SymbolTruth(Hashable, Protocol):
    """A truth whose rows hold the numbers of symbols, 0 to K - 1: a throw, a word, or many."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """A name for each of the K symbols."""
        ...

    @property
    def probabilities(self) -> Array:
        """How often each of them occurs `(K,)`; sums to 1."""
        ...


@runtime_checkable
class TextTruth(SymbolTruth, Protocol):
    """A truth whose rows are blocks of a text, word by word."""

    @property
    def about(self) -> str:
        """Which text it is, and how it was numbered, in whole sentences."""
        ...

    @property
    def spaced(self) -> bool:
        """Whether a space stands between two words, which are not tokens with spaces of their
        own."""
        ...

    @property
    def tokens(self) -> Tokens | None:
        """What its symbols are to a pre-trained network; None where they are words."""
        ...

    @property
    def taught(self) -> Array:
        """All the real blocks `(m, d)` that there are to be read."""
        ...

    @property
    def held_out(self) -> Array:
        """Real blocks `(h, d)` that no model is taught."""
        ...


class Data(Enum):
    """What one row of the data is."""

    NUMBERS = "numbers"
    PICTURES = "pictures"
    SYMBOLS = "symbols"
    TEXT = "text"


_KINDS = ((ImageTruth, Data.PICTURES), (TextTruth, Data.TEXT), (SymbolTruth, Data.SYMBOLS))
"""The first that a truth is; whatever is written is symbolic, too."""


@lru_cache(maxsize=64)
def data_of(truth: object) -> Data:
    """What one row of a truth, or of any truth of a kind, is; numbers, where it is nothing more."""
    return next((data for kind, data in _KINDS if isinstance(truth, kind)), Data.NUMBERS)
