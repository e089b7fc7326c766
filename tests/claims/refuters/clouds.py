"""Claims on clouds, held against what was said and learned, in plain numpy."""

import math
import re

import numpy as np
from scipy.stats import binom

from engine import Trajectory
from engine.arrays import Array
from tests.claims.independent import (
    groups_reached,
    has_mixture,
    keeps_all,
    log_density,
    own_sample,
    reach,
    spreads,
    tail_rows,
)
from tests.claims.refuters.refuter import apart, percents, refutes, tiny, value
from view.say.told import Said, grown

SHARED = 4e5
"""Rows that may be said by other lineages, to see where they end."""


def _run(said: Said) -> Trajectory:
    assert isinstance(said.of, Trajectory)
    return said.of


def _left(run: Trajectory) -> tuple[Array, float]:
    """What is left of the variance in each generation, and how far off that may be."""
    variance, error = spreads(run)
    return (variance / variance[0] if variance[0] > 0 else np.zeros(len(variance))), error


def _since(said: Said, may: Array, surely: Array) -> str | None:
    """A claim holds from its first generation on, as far as can be told, and not surely before."""
    since = said.claim.since
    if not may[since:].all():
        return apart("true since", since, since + int((~may[since:]).argmax()))
    if since > 0 and surely[since - 1] and said.place != "course":
        return apart("true since", since, "earlier")
    return None


@refutes("died out")
def died_out(said: Said) -> str | None:
    """All that is said lies in one place, since that generation."""
    run = _run(said)
    rows = run.outputs[said.claim.since : run.length]
    if rows.size and np.ptp(rows, axis=1).max() > 0:
        return "it still says different things"
    return None


@refutes("variance lost")
def variance_lost(said: Said) -> str | None:
    """The variance of what was learned, summed anew; and the share in words is that of it."""
    run = _run(said)
    left, error = _left(run)
    if left[-1] >= 0.5 * (1 + error):
        return apart("variance left", value(said.claim, "kept"), left[-1])
    shares = percents(said.claim.words)
    if shares and error < 1e-3:
        digits = re.search(r"([\d.]+)%", said.claim.words)
        assert digits
        step = 10.0 ** -len(digits[1].partition(".")[2]) / 100
        if abs(1 - shares[0] - left[-1]) > step + error * left[-1]:
            return apart("share lost", shares[0], 1 - left[-1])
    if (said_so := tiny(said.claim.words)) and error < 1e-3:
        for share, near in zip(said_so, (0.06, 0.51), strict=True):
            if abs(share - left[-1]) > near * left[-1]:
                return apart("share left", share, left[-1])
    return _since(said, left < 0.5 * (1 + error), left < 0.5 * (1 - error))


@refutes("grown")
def has_grown(said: Said) -> str | None:
    """The variance of what was learned, summed anew."""
    left, error = _left(_run(said))
    if left[-1] <= 1.5 * (1 - error):
        return apart("variance", value(said.claim, "kept"), left[-1])
    return _since(said, left > 1.5 * (1 - error), left > 1.5 * (1 + error))


@refutes("variance kept", "not collapsed", "tail thinned")
def not_collapsed(said: Said) -> str | None:
    """The variance; where nothing is said to have collapsed the tail, the groups, and how much of
    the real data the model finds usual; and where the tail is said to have thinned how many of so
    many samples lie there."""
    run = _run(said)
    left, error = _left(run)
    if error > 1:  # so few rows tell nothing of a model's variance
        return None
    if not 0.5 * (1 - error) <= left[-1] <= 1.5 * (1 + error):
        return apart("variance left", value(said.claim, "kept"), left[-1])
    if abs(percents(said.claim.words)[0] - left[-1]) > 0.006 + error * left[-1]:
        return apart("variance left", percents(said.claim.words)[0], left[-1])
    if said.claim.kind == "tail thinned":
        return _tail_is_there(said, run)
    return _something_lost(run) if said.claim.kind == "not collapsed" else None


def _tail_is_there(said: Said, run: Trajectory) -> str | None:
    """The latest samples in the tail of a run of which it is said that it has thinned, counted
    anew; generation 0 had one."""
    if run.settings.truth.estimated or not keeps_all(run):
        return None
    n, last = run.settings.samples, run.length - 1
    over = round(value(said.claim, "among") / n)
    sure, may = np.sum([tail_rows(run, last - back) for back in range(over)], axis=0) / (n * over)
    told = percents(said.claim.words)[-2]
    if not sure - 0.006 <= told <= may + 0.006 or told >= 0.026 or n * over < 400:
        return apart("samples in the tail", told, (sure, may))
    first = tail_rows(run, 0)[1] / n
    return None if first >= 0.025 else apart("a tail at first", "at least 2.5%", first)


def _something_lost(run: Trajectory) -> str | None:
    """What is not there any more of a run of which it is said that nothing has collapsed."""
    last = run.length - 1
    now, first = reach(run, last), reach(run, 0)
    if now is not None and first is not None and now < 0.5 * first - 0.05:
        return apart("usual real data", "at least half of what it was", (now, first))
    groups = len(run.settings.truth.modes())
    if groups > 1 and keeps_all(run) and groups_reached(run, last)[1] < groups:
        return apart("groups", "all", groups_reached(run, last))
    if not run.settings.exact and keeps_all(run) and not run.settings.truth.estimated:
        window = range(max(0, last - 100 // run.settings.samples - 1), last + 1)
        if len(window) * run.settings.samples > 200 and not any(
            tail_rows(run, at)[1] for at in window
        ):
            return "its tail is silent"
    return None


@refutes("shape lost")
def shape_lost(said: Said) -> str | None:
    """The real rows that the model finds usual, by densities computed anew, on other real rows."""
    run = _run(said)
    left, error = _left(run)
    if left[-1] < 0.5 * (1 - error):
        return apart("variance left", value(said.claim, "kept"), left[-1])
    now, first = reach(run, run.length - 1), reach(run, 0)
    if now is not None and abs(now - value(said.claim, "reach")) > 0.07:
        return apart("usual real data", value(said.claim, "reach"), now)
    if now is not None and first is not None and now > 0.5 * first + 0.07:
        return apart("usual real data", "less than half of what it was", (now, first))
    points = int(value(said.claim, "points"))
    if points and has_mixture(run):
        w, m = run.record["weights"][run.length - 1], run.record["means"][run.length - 1]
        spread = np.sqrt(spreads(run)[0][-1])
        own = run.record["covariances"][run.length - 1]
        widest = np.sqrt(np.trace(own, axis1=1, axis2=2)[w > 0.01].max())
        if (w > 0.01).sum() < points or widest > spread:
            return apart("points", points, (w, widest, spread))
        if points > 1 and np.linalg.norm(m[w > 0.01] - m[w > 0.01][0], axis=1).max() < widest:
            return "its clouds overlap"
    return None


@refutes("nothing forgotten", "shape changed")
def shape_changed(said: Said) -> str | None:
    """The squared difference of both densities by importance sampling from both."""
    run = _run(said)
    if not has_mixture(run):
        return None
    last, rng = run.length - 1, np.random.default_rng(3)
    rows = np.concatenate([_drawn(run, at, rng) for at in (0, last)])
    p, q = (np.exp(log_density(run, at, rows)) for at in (0, last))
    mixed = (p + q) / 2
    apart_, own = np.mean((p - q) ** 2 / mixed), np.mean(p**2 / mixed)
    changed = math.sqrt(apart_ / own)
    told = value(said.claim, "changed")
    if abs(changed - told) > 0.1 * told + 0.005:
        return apart("change", told, changed)
    return None


def _drawn(run: Trajectory, at: int, rng: np.random.Generator, rows: int = 4000) -> Array:
    w, m, c = (run.record[name][at] for name in ("weights", "means", "covariances"))
    counts = rng.multinomial(rows, w / w.sum())
    parts = [rng.multivariate_normal(*one, n) for *one, n in zip(m, c, counts, strict=True)]
    return np.concatenate(parts)


@refutes("half gone")
def half_gone(said: Said) -> str | None:
    """The first generation whose variance, summed anew, is below half."""
    run = _run(said)
    left, error = _left(run)
    at = int(value(said.claim, "at"))
    if left[at] >= 0.5 * (1 + error) or (left[:at] < 0.5 * (1 - error)).any():
        return apart("half gone at", at, int((left < 0.5).argmax()))
    back = "came back" in said.claim.words
    if back != (left[-1] >= 0.5) and abs(left[-1] - 0.5) > error:
        return apart("came back", back, left[-1])
    return None


@refutes("spread by law")
def spread_by_law(said: Said) -> str | None:
    """Other seeds, run: nine in ten lie between the ends, as often as chance has it."""
    run = _run(said)
    s = run.settings
    count = min(40, int(SHARED / (s.samples * (s.generations + 1))))
    if count < 12:
        return None
    from dataclasses import replace

    last = run.length - 1
    shorter = replace(s, generations=max(last, 10), seed=s.seed + 1000)
    variance = grown(shorter, count).metrics["variance"]
    left = variance[:, last] / variance[:, 0]
    inside = int(((left >= value(said.claim, "low")) & (left <= value(said.claim, "high"))).sum())
    if binom.cdf(inside, count, 0.9) < 1e-4:
        return apart("inside nine times in ten", "90%", f"{inside} of {count}")
    return None


@refutes("tail now", "drifted")
def tail_now(said: Said) -> str | None:
    """Densities of what was said, against an edge found from other real rows."""
    run = _run(said)
    if run.settings.truth.estimated:
        return None
    at, told = said.claim.until, value(said.claim, "now")
    sure, may = (count / max(len(run.outputs[at]), 1) for count in tail_rows(run, at))
    slack = 0.0 if keeps_all(run) else 4 * math.sqrt(0.25 / max(len(run.outputs[at]), 1))
    if not sure - slack - 1e-9 <= told <= may + slack + 1e-9:
        return apart("in the tail", told, (sure, may))
    if said.claim.kind == "drifted" and tail_rows(run, 0)[0] > 0.5 * len(run.outputs[0]):
        return "it was there from the start"
    return None


@refutes("tail last seen", "tail never")
def tail_last_seen(said: Said) -> str | None:
    """Every row since, by its density."""
    run = _run(said)
    if run.settings.truth.estimated or not keeps_all(run):
        return None
    at = int(said.claim.numbers.get("at", -1))
    for generation in range(at + 1, run.length):
        if tail_rows(run, generation)[0]:
            return apart("tail last seen", at, generation)
    if at >= 0 and not tail_rows(run, at)[1]:
        return apart("tail last seen", at, "not there")
    return None


@refutes("order of loss")
def order_of_loss(said: Said) -> str | None:
    """The densities of all that was said while the tail is said to be silent, and before; and the
    first generation with less than half of the variance."""
    run = _run(said)
    half, tail = int(value(said.claim, "half")), int(value(said.claim, "tail"))
    left, error = _left(run)
    if left[half] >= 0.5 * (1 + error) or (left[:half] < 0.5 * (1 - error)).any():
        return apart("half gone at", half, int((left < 0.5).argmax()))
    if ("Its tail went first" in said.claim.words) != (tail < half):
        return apart("went first", said.claim.words, (tail, half))
    if run.settings.truth.estimated or not keeps_all(run):
        return None
    needed = max(10, math.ceil(1000 / run.settings.samples))
    counted = np.array([tail_rows(run, at) for at in range(run.length)])
    later = counted[tail + needed :].any(axis=0)
    if not later[0] <= bool(said.claim.numbers["again"]) <= later[1]:
        return apart("drifted there again", said.claim.numbers["again"], later)
    counted = counted[: tail + needed]
    if counted[tail:, 0].any():
        return apart("silent from", tail, tail + int(counted[tail:, 0].argmax()))
    quiet = np.convolve(counted[: tail + needed - 1, 1] == 0, np.ones(needed), "valid")
    if (quiet >= needed).any():
        return apart("silent from", tail, int((quiet >= needed).argmax()))
    return None


@refutes("tail throughout")
def tail_throughout(said: Said) -> str | None:
    """Densities of all that was said since."""
    run = _run(said)
    if run.settings.truth.estimated:
        return None
    since = int(value(said.claim, "from"))
    counted = np.array([tail_rows(run, at) for at in range(since, run.length)], float)
    rows = max(run.outputs.shape[1] * len(counted), 1)
    sure, may = counted.sum(axis=0) / rows
    slack = 0 if keeps_all(run) else 4 * math.sqrt(0.06 / rows)
    told = value(said.claim, "share")
    if sure - slack - 1e-9 <= told <= may + slack + 1e-9:
        return None
    return apart("tail", told, (sure, may))


@refutes("groups left", "groups reached")
def groups_left(said: Said) -> str | None:
    """The groups in whose own regions something was said, with edges found from other rows."""
    run = _run(said)
    known, told = len(run.settings.truth.modes()), int(value(said.claim, "left"))
    if known != int(value(said.claim, "known")) or told >= known:
        return apart("groups in the data", said.claim.numbers, known)
    if not keeps_all(run):
        return None
    sure, may = groups_reached(run, run.length - 1)
    if not sure <= told <= may:
        return apart("groups left", told, (sure, may))
    first = int(value(said.claim, "at"))
    if groups_reached(run, first)[0] == known:
        return apart("first missing at", first, "all were there")
    return None


@refutes("floor")
def floor(said: Said) -> str | None:
    """The narrowest direction of every component, against the floor."""
    run = _run(said)
    base = float(getattr(run.settings.model, "floor", 0.0))
    bias = float(getattr(run.settings.model, "bias", 1.0))
    covariances = run.record["covariances"][: run.length]
    weights = run.record["weights"][: run.length]
    narrow = np.linalg.eigvalsh(covariances).min(axis=-1) <= 2 * base * max(bias, 1) * (1 + 1e-9)
    held = (narrow & (weights > 0)).sum(axis=1)
    now, there = int(value(said.claim, "now")), int((weights[-1] > 0).sum())
    if now > held[-1] or there != int(value(said.claim, "components")):
        return apart("held up by the floor", said.claim.numbers, (held[-1], there))
    if "each of its" in said.claim.words and held[-1] < there:
        return apart("held up", "each", f"{held[-1]} of {there}")
    if not now and value(said.claim, "times") > (held > 0).sum():
        return apart("times held", value(said.claim, "times"), (held > 0).sum())
    return None


@refutes("settled")
def settled(said: Said) -> str | None:
    """The mean of what was said since, as a share of the real rows' variance."""
    run = _run(said)
    rows = run.outputs[said.claim.since : run.length].astype(float)
    observed = rows.var(axis=1).sum(axis=-1).mean()
    real = own_sample(run.settings.truth).var(axis=0).sum()
    told = value(said.claim, "observed")
    return (
        None
        if abs(observed / real - told) < 0.1 * told + 0.02
        else apart("settled at", told, observed / real)
    )


@refutes("errors at work")
def errors_at_work(said: Said) -> str | None:
    """What was read, how long was fitted, and how far generation 0 is from the truth."""
    run, words = _run(said), said.claim.words
    model = run.settings.model
    if bool(said.claim.numbers["sampling"]) == run.settings.exact:
        return apart("sampling", said.claim.numbers["sampling"], not run.settings.exact)
    rounds = run.record.get("iterations", np.zeros(run.length))[: run.length]
    if "before it is done" in words and not (rounds >= model.max_iter).all():  # type: ignore[attr-defined]
        return apart("stopped in every generation", True, rounds)
    if (
        "None of the three" in words
        and getattr(model, "bias", 1.0) != 1
        and "boldness" not in words
    ):
        left, _ = _left(run)
        if abs(left[-1] - 1) > 0.01:
            return "its boldness is at work, and not named"
    if "cannot hold the data" in words and has_mixture(run) and run.settings.exact:
        rows = own_sample(run.settings.truth)[:4000]
        gap = run.settings.truth.log_prob(rows) - log_density(run, 0, rows)
        if np.abs(gap).max() < 1e-6:
            return "it holds the data exactly"
    return None
