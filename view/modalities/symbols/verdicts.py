"""What becomes of many counts: which symbols are lost, and which one each has ended as."""

import math

import numpy as np

from engine import Ensemble, Settings
from engine.analysis.survival import (
    FirstPassage,
    lost_rarest,
    lost_symbol,
    one_left,
    survivors,
)
from engine.theory import last_one
from engine.theory.z_test import FEWEST
from view.captions.claim import Claim, Number
from view.modalities.truths import symbol_truth

FEWEST_SAMPLES = 20

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
STILL_RUNNING = (
    "That is of all lineages, once each has ended: those that end early mostly end as what was "
    "common, so the bars of those that have cannot be held against it yet."
)
DEFINITION = "Lost is what does not come up in a count, even if real data should bring it back."


def fates(ensemble: Ensemble) -> dict[str, FirstPassage]:
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
    truth, name = symbol_truth(settings), settings.truth.axes[0]
    p = truth.probabilities
    least = f"{name} {truth.symbols[len(p) - 1 - int(np.argmin(p[::-1]))]}"
    return f"the rarest {name} ({least})" if p.min() < p.max() else least


def ending(ensemble: Ensemble) -> Claim | None:
    """How many lineages have come down to a single symbol, how long that took, and how long theory
    says that it takes."""
    fate, settings = one_left(ensemble), ensemble.settings
    if fate is None:
        return None
    ended = int(survivors(ensemble).sum())
    times = fate.times[ensemble.whole & ~np.isnan(fate.times)]
    one = settings.truth.axes[0]
    said = f"{ended} of {ensemble.finished} lineages have ended as a single {one}"
    numbers: dict[str, Number] = {"ended": ended, "among": ensemble.finished}
    expected = last_one(settings)
    if ended < FEWEST:
        said += "."
    else:
        mean, error = float(times.mean()), float(times.std(ddof=1)) / math.sqrt(len(times))
        numbers |= {"mean": mean, "error": error}
        said += f", in generation {mean:,.0f} on average (standard error {error:,.1f})."
        enough = settings.samples >= FEWEST_SAMPLES
        if expected is not None and ended == ensemble.count and enough:
            numbers["expected"] = expected
            said += f" Theory says {expected:,.0f} of endless many lineages: {OF_MANY}"
    return Claim("lineages ended", said, 0, settings.generations, numbers)


def chances(ensemble: Ensemble) -> Claim | None:
    """What the chance of each symbol is to be the last, and whether the bars can tell; nothing
    where anything but the last count is read."""
    if last_one(ensemble.settings) is None:
        return None
    ended = int(survivors(ensemble).sum())
    words = SURVIVOR if ended == ensemble.count else f"{SURVIVOR} {STILL_RUNNING}"
    numbers = {"ended": ended, "lineages": ensemble.count}
    return Claim("chance to be last", words, 0, ensemble.settings.generations, numbers)
