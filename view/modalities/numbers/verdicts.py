"""What becomes of many clouds: their tails, their groups, their variance."""

import numpy as np

from engine import Ensemble
from engine.analysis.survival import (
    PATIENCE,
    SILENCE,
    FirstPassage,
    half_variance,
    lost_mode,
    lost_tail,
)
from view.captions.claim import Claim
from view.captions.format import number

APART = 3.0
"""A mean so many times the median is carried by few lineages."""


def fates(ensemble: Ensemble) -> dict[str, FirstPassage]:
    """Everything that may have become of them, where it can be told, by what they have lost."""
    told = {
        "their tail": lost_tail(ensemble),
        "a group": lost_mode(ensemble),
        "half their variance": half_variance(ensemble),
    }
    return {label: fate for label, fate in told.items() if fate}


def parted(ensemble: Ensemble) -> Claim | None:
    """Where the mean of the variance is far above its median: who carries it; else nothing."""
    if not ensemble.finished:
        return None
    ends = ensemble.metrics["variance"][ensemble.whole, -1]
    median, mean = float(np.median(ends)), float(ends.mean())
    if not mean > APART * median:
        return None
    seed = int(np.flatnonzero(ensemble.whole)[int(ends.argmax())]) + ensemble.settings.seed
    share = float(ends.max() / ends.sum())
    carry = int(np.searchsorted(np.sort(ends)[::-1].cumsum(), ends.sum() / 2)) + 1
    who = "one lineage carries" if carry == 1 else f"{carry} of {len(ends)} lineages carry"
    words = (
        f"Mean and median part: the mean of their last variances is {number(mean)}, the median "
        f"{number(median)}. {who.capitalize()} half of it and more; the one with seed {seed} "
        f"alone makes up {share:.0%} of the mean."
    )
    numbers = {"mean": mean, "median": median, "seed": seed, "share": share, "carry": carry}
    return Claim("mean and median", words, 0, ensemble.settings.generations, numbers)


def definitions(ensemble: Ensemble) -> str:
    """What counts as a loss."""
    told, parts = fates(ensemble), []
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
        "0's."
    )
    return " ".join(parts)
