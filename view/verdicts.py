"""What became of many lineages, in sentences computed from these lineages and true of them only."""

import math

import numpy as np

from engine import METRICS, Ensemble
from engine.fates import (
    CERTAINTY,
    PATIENCE,
    SILENCE,
    Fate,
    bands,
    half_variance,
    lost_mode,
    lost_tail,
    wilson,
)
from engine.protocols import Array

APART = 3.0
"""A mean so many times the median is carried by few lineages."""


def fates(ensemble: Ensemble) -> dict[str, Fate]:
    """Everything that may have become of them, where it can be told, by what they have lost."""
    told = {
        "their tail": lost_tail(ensemble),
        "a group": lost_mode(ensemble),
        "half their variance": half_variance(ensemble),
    }
    return {label: fate for label, fate in told.items() if fate}


def verdicts(ensemble: Ensemble) -> list[str]:
    """A sentence a fate, half the variance last, of the lineages that are whole; none before."""
    if not ensemble.finished:
        return []
    last = ensemble.settings.generations
    return [_verdict(label, fate, last) for label, fate in fates(ensemble).items()]


def _verdict(label: str, fate: Fate, last: int) -> str:
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


def definitions(ensemble: Ensemble) -> str:
    """What counts as a loss on this page, and what the intervals are of."""
    told = fates(ensemble)
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
        f"0's. An interval holds, {CERTAINTY:.0%} of the time, the share that endless lineages "
        "would show (Wilson's)."
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
    return f"{mantissa} × 10{str(int(exponent)).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
