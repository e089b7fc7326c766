"""How much real data would have been enough? Found by running, with one share after another."""

from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from scipy.special import bdtr, betaincinv, ndtr

from engine.analysis.survival import HALF
from engine.knobs import BadSpec, parse
from engine.policies import POLICIES
from engine.settings import Settings, affordable

LINEAGES = 9
"""With each number at first; odd, so that the middle one is a lineage."""

MOST = 288
"""With either of the two numbers between which the answer lies: where 60% of all lineages keep
enough, so many tell it from a half nine times in ten."""

KEEPS = (HALF, 0.8, 0.95)
"""Shares of the variance that one may want to be kept."""

SHARED = ("fresh", "anchor")
"""Policies with a share of real data."""


def missed(lineages: int, most: int = MOST) -> float:
    """How often an interval after so many lineages may lie wholly above, or below, what it is of,
    so that it holds at least nine times in ten at *all* looks together, at 9, 18, 36 ... 288 of
    them: who looks until an interval of one look leaves a half out is misled four times in ten.

    Rarer at the early looks, by a power of how many are still to come (Wang and Tsiatis 1987); the
    two numbers are found from the binomial distribution of all looks.
    """
    return float(ndtr(-2.0 * (most / max(lineages, 1)) ** 0.08))


@dataclass(frozen=True)
class Probe:
    """One number of real rows a generation, the share of generation 0's variance that each lineage
    has at the last generation, by its seed, as far as they have run, how many shall run, the share
    that they shall keep, and how many may ever run. Its intervals hold at least nine times in ten,
    however often they are looked at while lineages are added."""

    real: int
    left: tuple[float, ...] = ()
    asked: int = 0
    keep: float = HALF
    most: int = MOST

    @property
    def is_whole(self) -> bool:
        """Whether all that shall run have run."""
        return len(self.left) >= self.asked

    @property
    def kept(self) -> int:
        """How many lineages have kept at least that share."""
        return sum(share >= self.keep for share in self.left)

    @property
    def middle(self) -> float:
        """What the middle one has kept."""
        return median(self.left)

    @property
    def middle_interval(self) -> tuple[float, float]:
        """The ends of the 90% interval of what the middle one of endless lineages keeps: between
        two of those that have run, whatever they are distributed like (order statistics); anything
        where so few have run that none are far enough out."""
        ordered, n = sorted(self.left), len(self.left)
        ranks = np.arange(n // 2)
        out = int((bdtr(ranks, n, 0.5) <= missed(n, self.most)).sum())
        return (ordered[out - 1], ordered[-out]) if out else (0.0, float("inf"))

    @property
    def is_enough(self) -> bool:
        """Whether at least half of the lineages have kept at least that share."""
        return 2 * self.kept >= len(self.left)

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 90% interval of the share of endless lineages that keep so much (Clopper
        and Pearson 1934)."""
        k, n = self.kept, len(self.left)
        out = missed(n, self.most)
        low = float(betaincinv(k, n - k + 1, out)) if k else 0.0
        return low, float(betaincinv(k + 1, n - k, 1 - out)) if k < n else 1.0

    @property
    def is_certain(self) -> bool:
        """Whether that interval lies on one side of a half."""
        low, high = self.interval
        return not low <= HALF <= high


class RealDataSearch:
    """The fewest real rows a generation with which half of the lineages keep so much of their
    variance at the last generation.

    None at first; then 1, 2, 4 ... until it is enough, and then the middle between what was too
    little and what was enough, until they are neighbours. These two get more lineages, twice as
    many each time, until it is certain on which side of a half either lies, or there are 288; where
    that changes which of them is enough, the search goes on. Every number is tried with the seeds
    S, S + 1 ... of the settings, so that each try differs in nothing but the real rows. Whoever
    runs the lineages that are `due` tells what each has kept, in whichever order.

    Attributes:
        settings: what is asked about; its own policy does not matter.
        policy: how real rows come in: new ones in each generation (`fresh`), or always the same
            ones (`anchor`).
        lineages: how many each number is tried with at first.
        keep: the share of generation 0's variance that is to be kept.
        probes: what was tried so far, the latest last; only that one may still lack lineages.
        looks: each of them as it was whenever it was whole, in this order.

    Raises:
        BadSpec: samples are endless, or the policy has no share of real data.
    """

    def __init__(
        self,
        settings: Settings,
        policy: str = "fresh",
        lineages: int = LINEAGES,
        keep: float = HALF,
    ) -> None:
        if settings.exact:
            raise BadSpec("with endless samples no real data are needed to keep the variance")
        if policy not in SHARED:
            raise BadSpec(f"real data come in by {' or '.join(SHARED)}, not by {policy}")
        self.settings, self.policy, self.lineages = settings, policy, lineages
        self.most, self.keep = max(lineages, MOST), keep
        self.lineage(settings.samples, self.most - 1)  # all of them are possible
        self.probes = [Probe(0, (), lineages, keep, self.most)]
        self.looks: list[Probe] = []
        self._found: dict[int, float] = {}

    def lineage(self, real: int, r: int) -> Settings:
        """The settings of lineage r with so many real rows: a run with them is that lineage."""
        policy = parse(f"{self.policy}:rows={real}", POLICIES, "policy")
        return affordable(replace(self.settings, policy=policy, seed=self.settings.seed + r))

    @property
    def tried(self) -> list[Probe]:
        """The probes that are whole."""
        return [probe for probe in self.probes if probe.is_whole]

    @property
    def answer(self) -> int | None:
        """The fewest real rows that were enough, once it is found; 0 where none were needed, more
        than there are samples where all are too few."""
        if len(self.tried) < len(self.probes):
            return None
        low, high = self._between()
        found = high is not None and high - low == 1
        return high if found and self._uncertain is None else None

    def collected(self, real: int) -> int:
        """The real rows that one lineage collects with so many, after those of generation 0."""
        made = self.lineage(real, 0)
        later = range(1, made.generations + 1)
        return sum(made.policy.rows_collected(each, made.samples) for each in later)

    @property
    def edges(self) -> list[Probe]:
        """The most rows that were too few, and the fewest that were enough, as far as there are
        such."""
        between = self._between()
        return sorted((p for p in self.tried if p.real in between), key=lambda p: p.real)

    @property
    def undecided(self) -> list[Probe]:
        """Numbers below the edges that were too little in the lineages that ran, which are too few
        to tell: each may have been enough, too. The fewest first."""
        low, _ = self._between()
        below = [p for p in self.tried if p.real < low and not p.is_certain]
        return sorted(below, key=lambda probe: probe.real)

    @property
    def _uncertain(self) -> Probe | None:
        """Which of them needs more lineages: the one that has fewest."""
        open_ = [p for p in self.edges if not p.is_certain and len(p.left) < self.most]
        return min(open_, key=lambda probe: len(probe.left), default=None)

    @property
    def due(self) -> list[int]:
        """The lineages that the last probe still lacks; they may run in parallel."""
        return [] if self.answer is not None else self._missing

    @property
    def _missing(self) -> list[int]:
        return [r for r in range(self.probes[-1].asked) if r not in self._found]

    def find(self, real: int, r: int, left: float) -> None:
        """What lineage r has kept with so many real rows; with the last one the next probe, if
        there is to be one, begins."""
        probe = self.probes[-1]
        if probe.real != real or self.answer is not None:
            return  # it was known already
        self._found[r] = left
        self.probes[-1] = replace(probe, left=tuple(self._found[r] for r in sorted(self._found)))
        if not self._missing:
            self.looks.append(self.probes[-1])
            if self.answer is None:
                self._go_on()

    def _go_on(self) -> None:
        """Another number, or more lineages with one that was tried."""
        low, high = self._between()
        if high is None or high - low > 1:
            self._found = {}
            next_ = self._next(low, high)
            self.probes.append(Probe(next_, (), self.lineages, self.keep, self.most))
        elif again := self._uncertain:
            self._found = dict(enumerate(again.left))
            self.probes.remove(again)
            self.probes.append(replace(again, asked=min(2 * len(again.left), self.most)))

    def _between(self) -> tuple[int, int | None]:
        """The fewest that were enough, and the most below them that were too few (-1 where none
        were)."""
        enough = min((p.real for p in self.tried if p.is_enough), default=None)
        few = [p.real for p in self.tried if not p.is_enough]
        most = max((real for real in few if enough is None or real < enough), default=-1)
        return most, most + 1 if most == self.settings.samples else enough

    def _next(self, low: int, high: int | None) -> int:
        if high is None:
            return min(max(2 * low, 1), self.settings.samples)
        return (low + high) // 2
