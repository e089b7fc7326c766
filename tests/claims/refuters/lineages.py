"""Claims on many lineages: run on, counted and sorted anew."""

import math
from dataclasses import replace

import numpy as np
from scipy.stats import binomtest

from engine import Ensemble
from engine.analysis.survival import FirstPassage
from engine.protocols import SymbolTruth
from tests.claims.independent import own_sample
from tests.claims.refuters.refuter import apart, refutes, value
from view.modalities import modality_of
from view.say.told import Said, grown

LONGER = 3
"""So many times as many generations tell what became of a silence at the end."""

COSTLY = 3e5


def _of(said: Said) -> Ensemble:
    assert isinstance(said.of, Ensemble)
    return said.of


@refutes("lineages lost")
def lineages_lost(said: Said) -> str | None:
    """The same lineages run on: those that have lost it by then are those that were said to have;
    the middle one of all, and the interval, found anew."""
    ensemble, claim = _of(said), said.claim
    last, label = ensemble.settings.generations, str(claim.numbers["fate"])
    met, among = int(value(claim, "met")), int(value(claim, "among"))
    if not among:
        needed = max(10, -(-1000 // ensemble.settings.samples)) if label == "their tail" else 10
        return None if needed > last + 1 else apart("silent generations", needed, last + 1)
    if among != ensemble.finished:
        return apart("lineages", among, ensemble.finished)
    wilson = binomtest(met, among).proportion_ci(0.9, method="wilson")
    if abs(wilson.low - value(claim, "low")) + abs(wilson.high - value(claim, "high")) > 1e-6:
        return apart("interval", (claim.numbers["low"], claim.numbers["high"]), wilson)
    generations = min(LONGER * (last + 10), 2000)
    if ensemble.settings.samples * generations * ensemble.count > COSTLY:
        return None
    longer = grown(replace(ensemble.settings, generations=generations), ensemble.count)
    fate: FirstPassage = modality_of(ensemble.settings.truth).fates(longer)[label]
    at = value(claim, "by")
    by_then = np.sort(np.where(fate.times <= at, fate.times, np.inf))
    if int(np.isfinite(by_then).sum()) != met:
        return apart(f"lost {label} by {at}", met, int(np.isfinite(by_then).sum()))
    middle = float(by_then[(len(by_then) - 1) // 2])
    return None if middle == value(claim, "middle") else apart("the middle one", claim, middle)


@refutes("lineages of real data")
def of_real_data(said: Said) -> str | None:
    """One of the lineages, run and looked at."""
    from view.say.told import run

    one = run(replace(_of(said).settings, generations=10))
    return "a model's output was read" if one.origins[1:, 1:].any() else None


@refutes("spread of lineages")
def spread_of_lineages(said: Said) -> str | None:
    """Sorted anew: how many lie between the ends."""
    ensemble, claim = _of(said), said.claim
    values = np.sort(ensemble.metrics[str(claim.numbers["metric"])][ensemble.whole, claim.until])
    if abs(np.median(values) - value(claim, "median")) > 1e-9 * (1 + abs(np.median(values))):
        return apart("median", value(claim, "median"), np.median(values))
    inside = ((values >= value(claim, "low")) & (values <= value(claim, "high"))).mean()
    wanted = 0.85 if "nine lineages in ten" in claim.words else 1.0
    if inside < wanted or ("nine lineages in ten" in claim.words and len(values) < 10):
        return apart("between", claim.words, f"{inside:.0%} of {len(values)}")
    return None


@refutes("mean and median")
def mean_and_median(said: Said) -> str | None:
    """Summed anew."""
    ends = _of(said).metrics["variance"][_of(said).whole, -1]
    if not math.isclose(math.fsum(ends) / len(ends), value(said.claim, "mean"), rel_tol=1e-6):
        return apart("mean", value(said.claim, "mean"), ends)
    seeds = np.flatnonzero(_of(said).whole) + _of(said).settings.seed
    order = sorted(zip(ends, seeds, strict=True), reverse=True)
    if order[0][1] != value(said.claim, "seed"):
        return apart("seed", said.claim.numbers, order[0])
    if abs(order[0][0] / math.fsum(ends) - value(said.claim, "share")) > 1e-9:
        return apart("its share", said.claim.numbers, order[0][0] / math.fsum(ends))
    carried, carry = 0.0, 0
    while carried < math.fsum(ends) / 2 * (1 - 1e-12):
        carried, carry = carried + order[carry][0], carry + 1
    return None if carry == value(said.claim, "carry") else apart("carry", said.claim, carry)


@refutes("mean of tails")
def mean_of_tails(said: Said) -> str | None:
    """Some lineage is silent for long."""
    tail = _of(said).metrics["tail_mass"]
    silent = (tail == 0).sum(axis=1).max()
    return None if silent >= 10 else apart("a lost tail", ">= 10 silent generations", silent)


@refutes("lineages ended", "chance to be last")
def lineages_ended(said: Said) -> str | None:
    """How many lineages have a single symbol in the end; the chance of each is its share."""
    ensemble = _of(said)
    assert isinstance(ensemble.settings.truth, SymbolTruth)
    ended = int((ensemble.metrics["surviving"][:, -1] == 1).sum())
    if ended != value(said.claim, "ended"):
        return apart("ended", value(said.claim, "ended"), ended)
    running = said.claim.kind == "chance to be last" and ended < ensemble.count
    if running and "cannot be held against" not in said.claim.words:
        return "those that still run are passed over"
    return None


@refutes("against theory")
def against_theory(said: Said) -> str | None:
    """The mean over the lineages, or that of logarithms, summed anew, as a share of what real rows
    have, and how many of its own standard errors it lies from what is expected."""
    claim, ensemble = said.claim, _of(said)
    if claim.numbers["verdict"] == "cannot be told":
        return None
    truth = ensemble.settings.truth
    if isinstance(truth, SymbolTruth):
        whole = 1 - float(np.square(truth.probabilities).sum())
        shares = ensemble.metrics["diversity"][:, claim.until] / whole
    else:
        whole = float(own_sample(truth).var(axis=0).mean())
        shares = ensemble.metrics["variance"][:, claim.until] / whole
    observed = value(claim, "observed")
    found = [shares, np.log(shares)] if (shares > 0).all() else [shares]
    near = [rows for rows in found if abs(rows.mean() - observed) < 0.03 * max(abs(observed), 1)]
    if not near:
        return apart("observed", observed, [rows.mean() for rows in found])
    error = min(rows.std(ddof=1) for rows in near) / math.sqrt(len(shares))
    off = abs(observed - value(claim, "expected"))
    if claim.numbers["verdict"] == "consistent" and off > 8 * error + 0.03 * max(abs(observed), 1):
        return apart("consistent", observed, value(claim, "expected"))
    return None
