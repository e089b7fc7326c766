"""Who tells of a run: sentences in their order, each a small function of the run's facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

import numpy as np

from engine import METRICS, Settings, Trajectory
from engine.arrays import Array
from view.captions.format import in_unit


class Facts(Protocol):
    """What sentences are made of: a run, and whatever has been read off it."""

    @property
    def trajectory(self) -> Trajectory: ...
    @property
    def last(self) -> int: ...  # the latest generation that they know of: the run may be growing


F = TypeVar("F", bound=Facts)
Sentence: TypeAlias = Callable[[F], str | None]
"""One sentence on a run that has its generation 1; nothing where there is nothing to say."""


@dataclass(frozen=True)
class Teller(Generic[F]):
    """What is said of one kind of data, before a run, while it grows and after it."""

    opening: Callable[[Settings], str]
    """What the generations of these settings do."""

    awaited: Callable[[Settings], str]
    """What is about to happen, while there is no generation yet."""

    begun: Callable[[Settings], str]
    """What generation 0 has done, while it is the only one."""

    facts: Callable[[Trajectory], F]
    """Reads a run that has its generation 0."""

    headlines: tuple[Sentence[F], ...]
    """The first that has something to say is the headline; the last always has."""

    details: tuple[Sentence[F], ...]
    """All that have something to say are said."""

    footnote: Callable[[Settings], str]
    """What is meant by the words above."""

    joined: Callable[[Iterable[str]], str] = " ".join
    """Makes one text of the details."""


def told(name: str, sentence: str) -> Sentence[Facts]:
    """A sentence on one metric, in which `{first}`, `{now}` and `{real}` stand for its first and
    latest value and for the level of real data, in its unit.

    Nothing is said where it was not measured, nor where the level is asked for and not known.
    """

    def tell(facts: Facts) -> str | None:
        metric, values = METRICS[name], measured(facts, name)
        real = metric().real(facts.trajectory.settings.truth) if "{real}" in sentence else 0.0
        if not len(values) or real is None:
            return None
        numbers = {"first": float(values[0]), "now": float(values[-1]), "real": real}
        return sentence.format(**{k: in_unit(v, metric.unit) for k, v in numbers.items()})

    return tell


def measured(facts: Facts, name: str) -> Array:
    """The values of a metric up to the latest generation, where there are any."""
    values = facts.trajectory.metrics[name][: facts.last + 1]
    found: Array = values[np.isfinite(values)]
    return found
