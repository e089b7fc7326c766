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
    reads_only_real,
    wilson,
)
from engine.arrays import Array
from view.captions.claim import Claim, Number
from view.captions.format import number
from view.modalities import modality_of


def verdicts(ensemble: Ensemble) -> list[Claim]:
    """A claim a fate, half the variance last, of the lineages that are whole; none before."""
    if not ensemble.finished:
        return []
    if reads_only_real(ensemble.settings):
        return [_only_real(ensemble)]
    return [_verdict(ensemble, label, fate) for label, fate in fates(ensemble).items()]


def _only_real(ensemble: Ensemble) -> Claim:
    words = (
        "Every generation of every lineage reads real data alone: nothing is lost from one to the "
        "next, and what differs is the chance of a few samples."
    )
    last = ensemble.settings.generations
    return Claim("lineages of real data", words, 0, last, {"lineages": ensemble.finished})


def _verdict(ensemble: Ensemble, label: str, fate: FirstPassage) -> Claim:
    """How many have lost it by the latest generation of which that is known, and when the middle
    one had."""
    last = ensemble.settings.generations
    at = fate.decided(last)
    met, among = fate.counts(at) if at >= 0 else (0, 0)
    numbers: dict[str, Number] = {"fate": label, "met": met, "among": among, "by": at}
    if not among:
        words = (
            f"Whether lineages have lost {label} cannot be told: a loss takes {fate.needed:,} "
            f"silent generations here, and there are {last + 1:,}."
        )
        return Claim("lineages lost", words, 0, last, numbers)
    _, low, high = (float(each) for each in wilson(np.array(met), np.array(among)))
    middle = fate.middle(at)
    numbers |= {"low": low, "high": high, "middle": middle}
    words = _lost(
        label, at, met, among, f"{CERTAINTY:.0%} interval {low:.0%} to {high:.0%}", middle
    )
    if at < last:
        words += f" Later losses cannot be told yet: one takes {fate.needed:,} silent generations."
    return Claim("lineages lost", words, at, last, numbers, CERTAINTY)


def _lost(label: str, at: int, met: int, among: int, interval: str, middle: float) -> str:
    lost = label.replace("their", "its") if met < 2 else label
    known = f"{lost} by generation {at:,} ({interval})"
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


def parted(ensemble: Ensemble) -> Claim | None:
    """Where the mean of the variance is far above its median: who carries it; else nothing."""
    return modality_of(ensemble.settings.truth).parted(ensemble)


def definitions(ensemble: Ensemble) -> str:
    """What counts as a loss on this page, and what the intervals are of."""
    return f"{modality_of(ensemble.settings.truth).definitions(ensemble)} {INTERVAL}"


def spread(ensemble: Ensemble, name: str) -> Claim | None:
    """The figure of one metric in words: its last generation that all whole lineages share."""
    values = ensemble.metrics[name][ensemble.whole]
    at = np.flatnonzero((~np.isnan(values)).all(axis=0))
    if not len(values) or not len(at):
        return None
    last = int(at[-1])
    found = bands(values[:, [last]])
    median, mean = float(found.median[0]), float(found.mean[0])
    low, high, without = _ends(values[:, last])
    who = "both lineages lie" if len(values) == 2 else f"all {len(values)} lineages lie"
    who = "nine lineages in ten lie" if without else who
    between = f"; {who} between {number(low)} and {number(high)}" if len(values) > 1 else ""
    words = (
        f"{METRICS[name].label} at generation {last:,}: median {number(median)}, mean "
        f"{number(mean)}{between}. {_highest(ensemble, name)}"
    )
    numbers: dict[str, Number] = {
        "metric": name,
        "median": median,
        "mean": mean,
        "low": low,
        "high": high,
    }
    return Claim("spread of lineages", words, last, last, numbers)


def _ends(values: Array) -> tuple[float, float, int]:
    """Two of the values `(R,)` between which at least nine in ten lie, and how many lie beyond
    either: none where there are few."""
    ordered, beyond = np.sort(values), len(values) // 20
    return float(ordered[beyond]), float(ordered[len(values) - 1 - beyond]), beyond


def _highest(ensemble: Ensemble, name: str) -> str:
    """What the picture may leave out."""
    values = ensemble.metrics[name]
    r, at = np.unravel_index(np.nanargmax(values), values.shape)
    seed = ensemble.lineage(int(r)).seed
    return (
        f"The highest of all, {number(float(values[r, at]))}, had the one with seed {seed} at "
        f"generation {at:,}."
    )


def tail(ensemble: Ensemble) -> Claim | None:
    """Where tails were lost, why their mean does not tell; else nothing."""
    fate = lost_tail(ensemble)
    if fate is None or np.isnan(fate.times).all():
        return None
    words = (
        "The mean of the tail mass need not fall where tails are lost: few lineages that drift "
        "into the tail can hold it up. The median tells what becomes of most."
    )
    met = int((~np.isnan(fate.times)).sum())
    return Claim("mean of tails", words, 0, ensemble.settings.generations, {"met": met})


INTERVAL = (
    f"An interval holds, {CERTAINTY:.0%} of the time, the share that endless lineages would show "
    "(Wilson's)."
)
LAW = (
    "Bands and median are those of the exact law that one Gaussian obeys, drawn from it without "
    "fitting anything; the lines are fitted lineages."
)
