"""What became of many lineages, in sentences computed from these lineages and true of them only."""

import math
from collections.abc import Mapping

import numpy as np

from engine import METRICS, Ensemble
from engine.analysis.survival import (
    CERTAINTY,
    FirstPassage,
    bands,
    lost_tail,
    wilson,
)
from engine.arrays import Array
from view.captions.format import number
from view.modalities import modality_of


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


def fates(ensemble: Ensemble) -> Mapping[str, FirstPassage]:
    """Everything that may have become of them, where it can be told, by what they have lost."""
    return modality_of(ensemble.settings.truth).fates(ensemble)


def parted(ensemble: Ensemble) -> str:
    """Where the mean of the variance is far above its median: who carries it; else nothing."""
    return modality_of(ensemble.settings.truth).parted(ensemble)


def definitions(ensemble: Ensemble) -> str:
    """What counts as a loss on this page, and what the intervals are of."""
    return f"{modality_of(ensemble.settings.truth).definitions(ensemble)} {INTERVAL}"


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


def tail(ensemble: Ensemble) -> str:
    """Where tails were lost, why their mean does not tell; else nothing."""
    fate = lost_tail(ensemble)
    if fate is None or np.isnan(fate.times).all():
        return ""
    return (
        "The mean of the tail mass need not fall where tails are lost: few lineages that drift "
        "into the tail can hold it up. The median tells what becomes of most."
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
