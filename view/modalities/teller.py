"""Who tells of a run: claims in their order, each a small function of the run's facts."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Generic, Protocol, TypeAlias, TypeVar

import numpy as np

from engine import METRICS, Settings, Trajectory
from engine.arrays import Array
from view.captions.claim import Claim, Number, joined
from view.captions.format import in_unit


class Facts(Protocol):
    """What claims are made of: a run, and whatever has been read off it."""

    @property
    def trajectory(self) -> Trajectory: ...
    @property
    def last(self) -> int: ...  # the latest generation that they know of: the run may be growing


F = TypeVar("F", bound=Facts)
Sentence: TypeAlias = Callable[[F], Claim | None]
"""One claim on a run that has its generation 1; nothing where there is nothing to say."""


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

    joined: Callable[[Iterable[Claim]], str] = joined
    """Makes one text of the details."""

    closing: tuple[Sentence[F], ...] = ()
    """Of the details, what is said beside the headline at the end of a film: the first that has
    something to say."""

    def reads(self, settings: Settings, length: int = 0) -> Claim:
        """What the generations read, before there are any and while there is only one."""
        told = self.begun if length else self.awaited
        return _reading(settings, told(settings))

    def opened(self, settings: Settings) -> Claim:
        """What the generations read, above any run."""
        return _reading(settings, self.opening(settings))

    def headline(self, trajectory: Trajectory) -> Claim:
        """What became of a run, in one sentence."""
        if trajectory.length < 2:
            return self.reads(trajectory.settings, trajectory.length)
        facts = self.facts(trajectory)
        return next(said for sentence in self.headlines if (said := sentence(facts)))

    def ending(self, trajectory: Trajectory) -> tuple[Claim, ...]:
        """What one has seen at the end of a film: the headline, and a detail beside it."""
        headline = self.headline(trajectory)
        if trajectory.length < 2:
            return (headline,)
        facts = self.facts(trajectory)
        beside = (said for sentence in self.closing if (said := sentence(facts)))
        return (headline, *islice(beside, 1))

    def account(self, trajectory: Trajectory) -> tuple[Claim, ...]:
        """All the details; nothing before generation 1."""
        if trajectory.length < 2:
            return ()
        facts = self.facts(trajectory)
        return tuple(said for sentence in self.details if (said := sentence(facts)))


def _reading(settings: Settings, words: str) -> Claim:
    policy, n = settings.policy, settings.samples
    first = min(1, settings.generations)
    numbers: dict[str, Number] = {
        "read": float(policy.rows_read(first, n)),
        "real": float(policy.rows_collected(first, n)),
        "reads": settings.reads,
    }
    return Claim("what is read", words, numbers=numbers)


class Tells(Protocol):
    """A teller, whatever facts its claims are made of."""

    @property
    def footnote(self) -> Callable[[Settings], str]: ...
    @property
    def joined(self) -> Callable[[Iterable[Claim]], str]: ...
    def opened(self, settings: Settings) -> Claim: ...
    def headline(self, trajectory: Trajectory) -> Claim: ...
    def account(self, trajectory: Trajectory) -> tuple[Claim, ...]: ...
    def ending(self, trajectory: Trajectory) -> tuple[Claim, ...]: ...


def told(kind: str, name: str, sentence: str) -> Sentence[Facts]:
    """A claim on one metric, in whose words `{first}`, `{now}` and `{real}` stand for its first and
    latest value and for the level of real data, in its unit.

    Nothing is said where it was not measured, nor where the level is asked for and not known.
    """

    def tell(facts: Facts) -> Claim | None:
        metric, values = METRICS[name], measured(facts, name)
        real = metric().real(facts.trajectory.settings.truth) if "{real}" in sentence else 0.0
        if not len(values) or real is None:
            return None
        every = {"first": float(values[0]), "now": float(values[-1]), "real": real}
        numbers = {k: v for k, v in every.items() if f"{{{k}}}" in sentence}
        words = sentence.format(**{k: in_unit(v, metric.unit) for k, v in numbers.items()})
        return Claim(kind, words, facts.last, facts.last, {**numbers, "metric": name})

    return tell


def measured(facts: Facts, name: str) -> Array:
    """The values of a metric up to the latest generation, where there are any."""
    values = facts.trajectory.metrics[name][: facts.last + 1]
    found: Array = values[np.isfinite(values)]
    return found


def by(facts: Facts, *, begins: bool = False) -> str:
    """The latest generation, and whether it is the run's last; at the beginning of a sentence in
    capital letters."""
    final = ", its last," if facts.last == facts.trajectory.settings.generations else ""
    return f"{'G' if begins else 'g'}eneration {facts.last:,}{final}"


def only_real(facts: Facts) -> bool:
    """Whether every generation has read real data alone: nothing can have been forgotten."""
    read = facts.trajectory.origins[: facts.last + 1]
    return bool(read[:, 0].all()) and not read[:, 1:].any()


def holds_since(condition: Array) -> int:
    """From when on a condition `(g,)` holds that holds at the end."""
    return len(condition) - int((~condition[::-1]).argmax()) if not condition.all() else 0


def first_at(condition: Array) -> int | None:
    """The first generation at which a condition `(g,)` holds, if at any."""
    where = np.flatnonzero(condition)
    return int(where[0]) if len(where) else None


def milestones(teller: Tells, trajectory: Trajectory) -> Iterator[Claim]:
    """Headlines in their order, each as it is told at the generation from which on another kind is:
    looked for at some forty generations, and between two that differ, so that what comes and goes
    between them is passed over; true where it begins."""
    last = trajectory.length - 1
    if last < 0:
        return

    def at(generation: int) -> Claim:
        return teller.headline(trajectory.until(generation))

    grid = sorted({0, last, *np.unique(np.geomspace(1, max(last, 1), 40).astype(int)).tolist()})
    found = [(0, at(0))]
    for left, right in pairwise(grid):
        known = found[-1][1].kind
        if at(right).kind == known:
            continue
        low, high = left, right
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if at(middle).kind == known else (low, middle)
        found.append((high, at(high)))
    for start, claim in found:
        yield Claim(claim.kind, claim.words, start, start, claim.numbers, claim.certainty)


A_FEW = 20
"""So many can be counted in a picture, by who looks on."""

SOON = 1.25
"""Who leads may change with every generation: it is told anew only once a film is so many times as
long as when it was told last."""


def retellings(teller: Tells, trajectory: Trajectory, also: Collection[int]) -> Iterator[int]:
    """Generations at which a film's headline is told anew: at those of `also`, and where it counts
    or names something else than when it was last told, as many groups, faces or digits as one can
    see, or the one that leads. Looked for at every generation up to the thirtieth, and from there
    on at some ten in each doubling."""
    told, counted, named = 0, None, None
    for at in sorted({*_ever_rarer(trajectory.length), *also}):
        numbers = teller.headline(trajectory.until(at)).numbers
        counts = {name: number for name, number in numbers.items() if _can_be_counted(number)}
        names = {name: word for name, word in numbers.items() if isinstance(word, str)}
        turned = counts != counted or (names != named and at >= SOON * told)
        if at in also or turned:
            yield at
            told, counted, named = at, counts, names


def _ever_rarer(length: int) -> Iterator[int]:
    at = 0
    while at < length:
        yield at
        at += max(1, at // 15)


def _can_be_counted(number: Number) -> bool:
    return not isinstance(number, str) and 0 <= number <= A_FEW and float(number).is_integer()
