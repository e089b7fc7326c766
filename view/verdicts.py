"""What became of many lineages, in sentences computed from these lineages and true of them only."""

import math

import numpy as np

from engine import METRICS, Ensemble, Settings
from engine.analysis.survival import (
    CERTAINTY,
    PATIENCE,
    SILENCE,
    FirstPassage,
    bands,
    half_variance,
    lost_mode,
    lost_rarest,
    lost_symbol,
    lost_tail,
    one_left,
    survivors,
    wilson,
)
from engine.arrays import Array
from engine.protocols import SymbolTruth
from engine.theory import last_one
from engine.theory.z_test import FEWEST
from view.words import ten_to

APART = 3.0
"""A mean so many times the median is carried by few lineages."""


def fates(ensemble: Ensemble) -> dict[str, FirstPassage]:
    """Everything that may have become of them, where it can be told, by what they have lost."""
    if isinstance(ensemble.settings.truth, SymbolTruth):
        return _of_symbols(ensemble)
    told = {
        "their tail": lost_tail(ensemble),
        "a group": lost_mode(ensemble),
        "half their variance": half_variance(ensemble),
    }
    return {label: fate for label, fate in told.items() if fate}


def _of_symbols(ensemble: Ensemble) -> dict[str, FirstPassage]:
    """Any symbol, the rarest of unlike ones, and all but one."""
    one = ensemble.settings.truth.axes[0]
    told = {
        f"a {one}": lost_symbol(ensemble),
        rarest(ensemble.settings): lost_rarest(ensemble),
        f"all {one}s but one": one_left(ensemble),
    }
    return {label: fate for label, fate in told.items() if fate}


def rarest(settings: Settings) -> str:
    """The symbol that is rarest in the real data, by its name; of equally rare ones the last."""
    truth = settings.truth
    assert isinstance(truth, SymbolTruth)
    p, name = truth.probabilities, truth.axes[0]
    least = f"{name} {truth.symbols[len(p) - 1 - int(np.argmin(p[::-1]))]}"
    return f"the rarest {name} ({least})" if p.min() < p.max() else least


def verdicts(ensemble: Ensemble) -> list[str]:
    """A sentence a fate, half the variance last, of the lineages that are whole; none before."""
    if not ensemble.finished:
        return []
    last = ensemble.settings.generations
    return [_verdict(label, fate, last) for label, fate in fates(ensemble).items()]


def _verdict(label: str, fate: FirstPassage, last: int) -> str:
    met, among = (int(each[0]) for each in fate.counts(np.array([last])))
    _, low, high = (float(each) for each in wilson(np.array(met), np.array(among)))
    lost = label.replace("their", "its") if met < 2 else label
    known = f"{lost} by generation {last:,} ({CERTAINTY:.0%} interval {low:.0%} to {high:.0%})"
    middle = fate.middle(last)
    had = f"had at generation {middle:,.0f}" if math.isfinite(middle) else "has not"
    if among == 1:
        return f"The only lineage so far has {'' if met else 'not '}lost {known}."
    if met == 0:
        return f"Of {among} lineages none has lost {known}."
    who = f"Of {among} lineages {met} {'has' if met == 1 else 'have'}"
    who = f"All {among} lineages have" if met == among else who
    return f"{who} lost {known}; the middle one {had}."


def parted(ensemble: Ensemble) -> str:
    """Where the mean of the variance is far above its median: who carries it; else nothing."""
    if isinstance(ensemble.settings.truth, SymbolTruth):
        return ""
    ends = ensemble.metrics["variance"][:, -1]
    median, mean = (
        float(f(ends)) if ensemble.finished else 0.0 for f in (np.nanmedian, np.nanmean)
    )
    if not mean > APART * median:
        return ""
    seed = int(np.nanargmax(ends)) + ensemble.settings.seed
    share = np.nanmax(ends) / np.nansum(ends)
    return (
        f"Mean and median part: the mean of their last variances is {number(mean)}, the median "
        f"{number(median)}. A few outweigh all others; the lineage with seed {seed} alone makes up "
        f"{share:.0%} of the mean."
    )


def spread(ensemble: Ensemble, name: str) -> str:
    """The figure of one metric in words: its last generation that all whole lineages share."""
    values = ensemble.metrics[name][ensemble.whole]
    at = np.flatnonzero((~np.isnan(values)).all(axis=0))
    if not len(values) or not len(at):
        return ""
    last = int(at[-1])
    found = bands(values[:, [last]])
    (low, high), median, mean = found.outer, found.median, found.mean
    return (
        f"{METRICS[name].label} at generation {last:,}: median {_at(median)}, mean {_at(mean)}; "
        f"nine lineages in ten lie between {_at(low)} and {_at(high)}. {_highest(ensemble, name)}"
    )


def _highest(ensemble: Ensemble, name: str) -> str:
    """What the picture may leave out."""
    values = ensemble.metrics[name]
    r, at = np.unravel_index(np.nanargmax(values), values.shape)
    seed = ensemble.lineage(int(r)).seed
    return (
        f"The highest of all, {number(float(values[r, at]))}, had the one with seed {seed} at "
        f"generation {at:,}."
    )


def ending(ensemble: Ensemble) -> str:
    """How many lineages have come down to a single symbol, how long that took, and how long theory
    says that it takes."""
    fate, settings = one_left(ensemble), ensemble.settings
    if fate is None:
        return ""
    ended = int(survivors(ensemble).sum())
    times = fate.times[ensemble.whole & ~np.isnan(fate.times)]
    one = settings.truth.axes[0]
    said = f"{ended} of {ensemble.finished} lineages have ended as a single {one}"
    if ended < FEWEST:
        return f"{said}."
    mean, error = float(times.mean()), float(times.std(ddof=1)) / math.sqrt(len(times))
    said += f", in generation {mean:,.0f} on average (± {error:,.1f})."
    expected = last_one(settings)
    if expected is None or ended < ensemble.count:
        return said
    return f"{said} Theory says {expected:,.0f}: {OF_MANY}"


def definitions(ensemble: Ensemble) -> str:
    """What counts as a loss on this page, and what the intervals are of."""
    told = fates(ensemble)
    if isinstance(ensemble.settings.truth, SymbolTruth):
        return (
            "Lost is what does not come up in a count, even if real data should bring it back. "
            + INTERVAL
        )
    parts = []
    if "their tail" in told:
        parts.append(
            f"A lineage has lost its tail once {PATIENCE} generations in a row, and at least "
            f"{SILENCE:,} samples, hold none of what is rarest in the real data; it may drift "
            "there later, but that is no memory of it."
        )
    if "a group" in told:
        parts.append(f"A group is lost once {PATIENCE} generations in a row reach fewer than all.")
    parts.append(
        "Half the variance is lost at the first generation that has less than half of generation "
        f"0's. {INTERVAL}"
    )
    return " ".join(parts)


def tail(ensemble: Ensemble) -> str:
    """Where tails were lost, why their mean does not tell; else nothing."""
    fate = lost_tail(ensemble)
    if fate is None or np.isnan(fate.times).all():
        return ""
    return (
        "The mean of the tail mass need not fall where tails are lost: few lineages that drift "
        "into the tail can hold it up. The median tells what becomes of most."
    )


OF_MANY = (
    "its formula is for endless samples, and comes out one to four generations too late with 20 to "
    "1,000."
)
EXACT = "The dashed line is the exact chance, followed count by count."
NEARLY = (
    "The dashed line is an approximation (each occurrence as the head of a family of its own), "
    "drawn as far as it holds: up to generation M/10, M samples a generation, what survives by it "
    "is at most 3% too little."
)
SURVIVOR = (
    "Counting favours none: whatever share a symbol has, on average it has it in the next "
    "generation too. So its share at the start is its chance to be the last one left."
)
INTERVAL = (
    f"An interval holds, {CERTAINTY:.0%} of the time, the share that endless lineages would show "
    "(Wilson's)."
)
LAW = (
    "Bands and median are those of the exact law that one Gaussian obeys, drawn from it without "
    "fitting anything; the lines are fitted lineages."
)


def _at(one: Array) -> str:
    return number(float(one[0]))


def number(value: float) -> str:
    """Three digits, and powers of ten in words of mathematics."""
    if value == 0 or 1e-3 <= abs(value) < 1e6 or not math.isfinite(value):
        return f"{value:.3g}" if abs(value) < 1e3 else f"{value:,.0f}"
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return f"{mantissa} × {ten_to(int(exponent))}"
