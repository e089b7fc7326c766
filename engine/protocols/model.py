"""Who learns, and what has been learned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from engine.arrays import Array, Rng
from engine.distributions.distribution import Distribution
from engine.distributions.mixture import Mixture
from engine.protocols.truth import Data
from engine.training_set import TrainingSet


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


@runtime_checkable
class HasProbabilities(Protocol):
    """What has been learned of symbols, where it knows how often it says each."""

    @property
    def shares(self) -> Array:
        """How often it says each of the K symbols `(K,)`; sums to 1."""
        ...


@runtime_checkable
class Accountable(Protocol):
    """What is learned and says how well: whether that is so can be seen from what it has read."""

    def accounts_for(self, rows: Array) -> bool:
        """Whether it has learned these rows `(n, d)` as well as it says, but for chance."""
        ...


@dataclass(frozen=True)
class Generation:
    """Read, learned, said."""

    index: int
    training: TrainingSet
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

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Learned:
        """Learn from what was read; `previous` is the last generation's, for a warm start."""
        ...


@runtime_checkable
class ReadsData(Protocol):
    """A model that reads other data than numbers."""

    of: ClassVar[tuple[Data, ...]]
    """Which data it reads."""


def data_read_by(model: object) -> tuple[Data, ...]:
    """Which data a model reads: numbers, those of pictures too, where it does not say others."""
    return model.of if isinstance(model, ReadsData) else (Data.NUMBERS, Data.PICTURES)


@runtime_checkable
class VariableCost(Protocol):
    """A model whose generations do not all take equally long over what they read."""

    def passes(self, generation: int) -> int:
        """How often a generation goes over its training set, learning and speaking."""
        ...


@runtime_checkable
class LatentModel(Model, Protocol):
    """A model that says what it says by decoding a code: plain numbers, normally distributed."""

    def code_length(self, dimensions: int) -> int:
        """Numbers in a code, for data of so many dimensions."""
        ...

    def decode(self, record: Mapping[str, Array], codes: Array) -> Array:
        """What the generation with this `Learned.record` says, noise apart, `(n, d)` at codes
        `(n, code_length)`: the same codes mean much the same from one generation to the next."""
        ...


@runtime_checkable
class FitsDistribution(Protocol):
    """A model that also learns from a distribution itself, as from infinitely many rows of it."""

    def grasp(self, rng: Rng, whole: Mixture, previous: Learned | None) -> Mixture:
        """What `fit` would come to in the limit; chance only chooses where the search begins.

        Raises:
            BadSpec: the distribution has more dimensions than it can integrate over.
        """
        ...
