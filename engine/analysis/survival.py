"""What became of many lineages: who lost what, when, and how sure so many can make us."""

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.knobs import BadSpec
from engine.protocols import HasLimit, HasShare, SymbolTruth
from engine.recording import Ensemble
from engine.settings import Settings

HALF = 0.5
"""Share of its first variance below which a lineage has lost half of it."""

SILENCE = 1000
"""Samples in a row, 50 of which should lie in the tail, that without a single one mean its loss."""

PATIENCE = 10
"""Generations in a row for which a tail, or a mode, must be missing at least."""

CERTAINTY = 0.9
NORMAL = 1.6448536269514722
"""The standard normal's 95% quantile: an interval of 90% lies within so many standard errors."""


@dataclass(frozen=True)
class FirstPassage:
    """When each lineage met it `(R,)` generations, NaN where it is not known to have, and how many
    generations of each are there `(R,)`.

    What counts only once it has been missing for `needed` generations is known of each lineage
    until so many before its end: whether a silence that lasts to the end is a loss, nobody knows,
    and those that are silent are just the ones that are about to lose it, so that neither leaving
    them out nor counting them as censored tells the truth. Of a lineage that still grows what is
    known ends by no fault of its own: there Kaplan and Meier's estimate (1958) holds.
    """

    times: Array
    lengths: Array
    needed: int = 1

    @property
    def known(self) -> Array:
        """For how many generations it is known of each lineage `(R,)`."""
        return np.maximum(self.lengths - self.needed + 1, 0)

    def decided(self, last: int) -> int:
        """The latest generation of which it is known, where lineages end at `last`; below 0 where
        there is none."""
        return last - self.needed + 1

    def counts(self, generation: int) -> tuple[int, int]:
        """How many lineages have met it by a generation, and of how many it is known."""
        known = self.known > generation
        return int(((self.times <= generation) & known).sum()), int(known.sum())

    def shares(self, generations: Array) -> tuple[Array, Array, Array]:
        """The share of lineages that have met it by each of the generations `(g,)`, by Kaplan and
        Meier, and the ends of its interval: Wilson's, of as many lineages as would tell as much.
        NaN beyond what is known of any."""
        times = np.unique(self.times[~np.isnan(self.times)])
        ends = np.where(np.isnan(self.times), self.known, self.times + 1)
        at_risk = (ends > times[:, None]).sum(axis=1)
        events = (self.times == times[:, None]).sum(axis=1)
        left = np.cumprod(np.append(1.0, 1 - events / at_risk))
        with np.errstate(divide="ignore"):
            spread = np.cumsum(np.append(0.0, events / (at_risk * (at_risk - events))))
        at = np.searchsorted(times, generations, side="right")
        alive, greenwood = left[at], spread[at]
        watched = (ends > np.asarray(generations)[:, None]).sum(axis=1)
        watched = np.where(alive > 0, watched, len(self.times))
        tells = (alive > 0) & (alive < 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            among = np.where(tells, (1 - alive) / (alive * greenwood), watched)
        unmet = np.isnan(self.times)
        until = self.known[unmet].max() if unmet.any() else np.inf
        among = np.where(until > np.asarray(generations), among, 0)
        return wilson((1 - alive) * among, among)

    def middle(self, generation: int) -> float:
        """When half of the lineages had met it, the earlier of two; infinity where most have not
        by then, NaN where nothing is known of any so late."""
        share = self.shares(np.array([generation]))[0][0]
        if np.isnan(share):
            return float("nan")
        times = np.unique(self.times[self.times <= generation])
        half = np.flatnonzero(self.shares(times)[0] >= HALF - 1e-9)
        return float(times[half[0]]) if len(half) else float("inf")


def reads_only_real(settings: Settings) -> bool:
    """Whether no generation reads what another one said, so that nothing can be forgotten."""
    policy = settings.policy
    if settings.exact or not isinstance(policy, HasLimit):
        return False
    if isinstance(policy, HasShare):
        return policy.part(settings.samples) == settings.samples
    try:
        return all(policy.blend(t).real == 1 for t in range(1, settings.generations + 1))
    except BadSpec:
        return False


def half_variance(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has lost half its variance at the first generation that has less than half of
    generation 0's: a first passage, whatever comes after. None of symbols, nor where all that is
    read is real."""
    if isinstance(ensemble.settings.truth, SymbolTruth) or reads_only_real(ensemble.settings):
        return None
    variance = ensemble.metrics["variance"]
    return _at_once(ensemble, variance < HALF * variance[:, :1])


def lost_tail(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has lost its tail at the first of at least 10 generations in a row, and at least
    1000 samples, of which not one lies where the truth's least likely 5% do.

    "From there to the end" would ask the future of a run that still grows; a single generation
    without such a sample is chance, where there are few. A model that still said a tail half as
    heavy would be silent so long once in 10^11 times. What is lost may come back, by fresh data or
    because the whole cloud drifts into the tail: that is no longer the tail that was learned.
    None where the truth has no density, and where samples are endless or all real.
    """
    tail, settings = ensemble.metrics["tail_mass"], ensemble.settings
    if np.isnan(tail[ensemble.lengths > 0]).all() or settings.exact or reads_only_real(settings):
        return None
    return _after_silence(ensemble, tail == 0, silence_needed(settings.samples))


def silence_needed(samples: int) -> int:
    """For so many generations in a row, of so many samples each, a tail has to be missing."""
    return max(PATIENCE, -(-SILENCE // samples))


def tail_lost_at(tail: Array, samples: int) -> int | None:
    """The same of one lineage's tail mass `(g,)`: when it has lost its tail, if it has."""
    silent = _lasting(tail[None] == 0, silence_needed(samples))
    at = _first(silent)[0]
    return None if np.isnan(at) else int(at)


def lost_mode(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has lost a mode at the first of at least 10 generations in a row that reach fewer
    of the truth's modes than it has; None where fewer than two are known."""
    modes = ensemble.metrics["modes"]
    known = len(ensemble.settings.truth.modes())
    if known < 2:
        return None
    if reads_only_real(ensemble.settings):
        return None
    return _after_silence(ensemble, modes < known, PATIENCE)


def lost_symbol(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has lost a symbol at the first generation that has fewer than there are; None
    where rows are no symbols."""
    truth, left = ensemble.settings.truth, ensemble.metrics["surviving"]
    if not isinstance(truth, SymbolTruth):
        return None
    return _at_once(ensemble, left < len(truth.symbols))


def lost_rarest(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has lost the truth's rarest symbol at the first generation without it; None where
    rows are no symbols."""
    if not isinstance(ensemble.settings.truth, SymbolTruth):
        return None
    return _at_once(ensemble, ensemble.metrics["rarest"] == 0)


def one_left(ensemble: Ensemble) -> FirstPassage | None:
    """A lineage has come down to one symbol at the first generation that says no other; None where
    rows are no symbols."""
    if not isinstance(ensemble.settings.truth, SymbolTruth):
        return None
    return _at_once(ensemble, ensemble.metrics["surviving"] == 1)


def survivors(ensemble: Ensemble) -> Array:
    """How many of the whole lineages have ended as each of the K symbols alone `(K,)`."""
    truth = ensemble.settings.truth
    assert isinstance(truth, SymbolTruth)
    ended = ensemble.whole & (ensemble.metrics["surviving"][:, -1] == 1)
    which = ensemble.metrics["leader"][ended, -1].astype(np.int64) - 1
    return np.bincount(which, minlength=len(truth.symbols))


def wilson(met: Array, among: Array) -> tuple[Array, Array, Array]:
    """The share, and both ends of its 90% interval (Wilson 1927), which unlike the usual one holds
    for shares near 0 and 1 (Brown, Cai and DasGupta 2001); NaN among none."""
    n = np.where(among, among, np.nan).astype(float)
    share, spread = met / n, NORMAL**2 / n
    centre = (share + spread / 2) / (1 + spread)
    reach = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return share, np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)


@dataclass(frozen=True)
class Bands:
    """Of values at one generation after another `(g,)`: the median, the ranges of the middle 50%
    and 90% of the lineages, and the mean; NaN where there is no lineage."""

    median: Array
    inner: tuple[Array, Array]
    outer: tuple[Array, Array]
    mean: Array


def bands(values: Array) -> Bands:
    """The bands of values `(R, g)`, each generation of those lineages that have come so far."""
    ordered = np.sort(values, axis=0)  # what is missing comes last
    there = (~np.isnan(ordered)).sum(axis=0)
    low, lower, median, upper, high = (
        _quantile(ordered, there, share) for share in (0.05, 0.25, 0.5, 0.75, 0.95)
    )
    mean = np.nansum(values, axis=0) / np.where(there, there, np.nan)
    return Bands(median, (lower, upper), (low, high), mean)


def _quantile(ordered: Array, there: Array, share: float) -> Array:
    """Between the two nearest order statistics, as `numpy.quantile` has it."""
    at = share * np.maximum(there - 1, 0)
    below = np.floor(at).astype(int)
    above = np.minimum(below + 1, np.maximum(there - 1, 0))
    columns = np.arange(ordered.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    with np.errstate(invalid="ignore"):  # an infinite distance has no place between two others
        between = low + (at - below) * (high - low)
    return np.where((low == high) | (at == below), low, between)


def _first(condition: Array) -> Array:
    """The first generation at which a condition `(R, g)` holds, NaN where it never does `(R,)`."""
    return np.where(condition.any(axis=1), condition.argmax(axis=1), np.nan)


def _at_once(ensemble: Ensemble, condition: Array) -> FirstPassage:
    """What is met at the first generation at which a condition `(R, g)` holds."""
    return FirstPassage(_first(condition), ensemble.lengths)


def _after_silence(ensemble: Ensemble, silent: Array, needed: int) -> FirstPassage:
    """What is lost where `silent (R, g)` lasts for so many generations."""
    return FirstPassage(_first(_lasting(silent, needed)), ensemble.lengths, needed)


def _lasting(condition: Array, needed: int) -> Array:
    """Where a condition `(R, g)` holds from here on for so many generations at least."""
    counts = np.cumsum(np.pad(condition, ((0, 0), (1, 0))), axis=1)
    lasting = np.zeros(condition.shape, bool)
    if needed <= condition.shape[1]:
        lasting[:, : condition.shape[1] - needed + 1] = (
            counts[:, needed:] - counts[:, :-needed] == needed
        )
    return lasting
