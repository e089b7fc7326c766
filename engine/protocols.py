"""A truth is sampled; a model learns; it speaks; a policy decides what the next one reads."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.measures import Data, Shown, Unit
    from engine.mixture import Mixture
    from engine.reader import Reader
    from engine.reference import Reference
    from engine.training import Blend, Tokens, Training

Array = NDArray[Any]
Rng = np.random.Generator


class Distribution(Hashable, Protocol):
    """What can be sampled: the truth, or a fitted model; the same type."""

    def sample(self, rng: Rng, n: int) -> Array:
        """Rows `(n, d)`, exchangeable: any n of them are as good as any other n."""
        ...

    def log_prob(self, x: Array) -> Array:
        """Natural logarithm of the density `(n,)` at rows `(n, d)`; NaN where there is none."""
        ...


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
class Pictured(Protocol):
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

    def reader(self) -> "Reader":
        """Who tells what is on a picture."""
        ...

    def read(self, rows: Array) -> Array:
        """How sure the reader is of each class `(n, classes)`, for rows `(n, d)`; sums to 1."""
        ...


@runtime_checkable
class Summed(Protocol):
    """A truth that is a weighted sum of Gaussians, so that infinitely many rows of it are known."""

    def mixture(self) -> "Mixture":
        """The truth itself."""
        ...


@runtime_checkable
class Symbolic(Protocol):
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
class Counted(Protocol):
    """What has been learned of symbols, where it knows how often it says each."""

    @property
    def shares(self) -> Array:
        """How often it says each of the K symbols `(K,)`; sums to 1."""
        ...


@runtime_checkable
class Written(Symbolic, Protocol):
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
    def tokens(self) -> "Tokens | None":
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


class Learned(Distribution, Protocol):
    """What a model has learned in one generation: a frozen dataclass of arrays and plain values,
    or of such dataclasses, so that a file can hold it and a run go on from there."""

    tractable: ClassVar[bool]
    """Whether `log_prob` is exact and quick; else metrics go by nearest neighbours."""

    def mean(self) -> Array:
        """The mean `(d,)`."""
        ...

    def covariance(self) -> Array:
        """The covariance `(d, d)`."""
        ...

    def record(self) -> Mapping[str, Array | float]:
        """Everything worth auditing: parameters and how they were found, alike in shape at
        every generation of a run."""
        ...


@dataclass(frozen=True)
class Generation:
    """Read, learned, said."""

    index: int
    training: "Training"
    learned: Learned
    output: Array


class Model(Protocol):
    """Who learns. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]
    moments_suffice: ClassVar[bool]
    """Whether mean and covariance are all that it reads, so that no row need be kept."""

    network: ClassVar[bool]
    """Whether it trains a neural network, step by step; a process's first loads PyTorch."""

    def fit(self, rng: Rng, training: "Training", previous: Learned | None) -> Learned:
        """Learn from what was read; `previous` is the last generation's, for a warm start."""
        ...


@runtime_checkable
class Studies(Protocol):
    """A model whose generations do not all take equally long over what they read."""

    def passes(self, generation: int) -> int:
        """How often a generation goes over its training set, learning and speaking."""
        ...


@runtime_checkable
class Decodes(Model, Protocol):
    """A model that says what it says by decoding a code: plain numbers, normally distributed."""

    def code_length(self, dimensions: int) -> int:
        """Numbers in a code, for data of so many dimensions."""
        ...

    def decode(self, record: Mapping[str, Array], codes: Array) -> Array:
        """What the generation with this `Learned.record` says, noise apart, `(n, d)` at codes
        `(n, code_length)`: the same codes mean much the same from one generation to the next."""
        ...


@runtime_checkable
class Grasps(Protocol):
    """A model that also learns from a distribution itself, as from infinitely many rows of it."""

    def grasp(self, rng: Rng, whole: "Mixture", previous: Learned | None) -> "Mixture":
        """What `fit` would come to in the limit; chance only chooses where the search begins.

        Raises:
            BadSpec: the distribution has more dimensions than it can integrate over.
        """
        ...


class Policy(Protocol):
    """What the next generation reads. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]

    @property
    def reads(self) -> str:
        """What every generation after the first reads, in words that end a sentence."""
        ...

    def compose(self, rng: Rng, truth: Truth, previous: Generation, n: int) -> "Training":
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
class Blends(Protocol):
    """A policy of which it is known what infinitely many rows would be."""

    def blend(self, generation: int) -> "Blend":
        """The shares of what a generation after the first reads."""
        ...


class Metric(Protocol):
    """What is listened for. Its fields are knobs."""

    label: ClassVar[str]
    help: ClassVar[str]
    sparse: ClassVar[bool]
    """Whether it is measured only at generations of at most two significant digits."""

    by_class: ClassVar[bool]
    """Whether it gives one number for each class of pictures."""

    unit: ClassVar["Unit"]
    """What its numbers are."""

    of: ClassVar[tuple["Data", ...]]
    """The kinds of data that it can apply to."""

    shown: ClassVar[tuple["Shown", ...]]
    """Where it is shown by default, and of which of them."""

    def real(self, truth: Truth) -> float | None:
        """The level of real data, where it is known without a run: what it would measure of a very
        large sample of the truth; None where it depends on more, or does not apply."""
        ...

    def measure(self, reference: "Reference", generations: Sequence[Generation]) -> Array:
        """One number a generation `(g,)`, or one a class `(g, classes)`; NaN where it does not
        apply."""
        ...
