"""Claims on faces and words that are counted, held against the counts."""

import itertools
import re

import numpy as np

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import SymbolTruth
from tests.claims.refuters.refuter import apart, percents, refutes, value
from view.say.told import Said

LINEAGES = 3000


def _shares(run: Trajectory) -> Array:
    """How often each symbol came up in what each generation has read `(g, K)`: counted in what the
    one before it said, where it reads that alone, else as it was learned."""
    truth = run.settings.truth
    assert isinstance(truth, SymbolTruth)
    count, shares = len(truth.symbols), run.record["shares"][: run.length].copy()
    whole = run.outputs.shape[1] == run.settings.samples
    if whole and type(run.settings.policy).__name__ == "Replace":
        for at in range(1, run.length):
            rows = np.rint(run.output(at - 1)).astype(int).ravel()
            shares[at] = np.bincount(rows, minlength=count) / len(rows)
    return shares


@refutes("one symbol left", "all symbols there", "symbols left")
def symbols_left(said: Said) -> str | None:
    """How many different ones were counted, and which of them most often."""
    run = said.of
    assert isinstance(run, Trajectory) and isinstance(run.settings.truth, SymbolTruth)
    shares = _shares(run)
    left, every = (shares > 0).sum(axis=1), shares.shape[1]
    if left[-1] != value(said.claim, "left"):
        return apart("left", value(said.claim, "left"), left[-1])
    leads = shares[-1].max()
    leader = run.settings.truth.symbols.index(str(said.claim.numbers["leader"]))
    if shares[-1][leader] != leads or abs(leads - value(said.claim, "leads")) > 1e-9:
        return apart("leader", said.claim.numbers, shares[-1])
    kind = "one" if left[-1] == 1 else "all" if left[-1] == every else "symbols"
    if not said.claim.kind.startswith(kind):
        return apart("left", said.claim.kind, left[-1])
    since = said.claim.since
    if (
        said.place != "course"
        and kind == "one"
        and ((left[since:] > 1).any() or (since > 0 and left[since - 1] == 1))
    ):
        return apart("alone since", since, left)
    return None


@refutes("first symbols gone")
def first_symbols_gone(said: Said) -> str | None:
    """The first generation that has fewer than all."""
    run = said.of
    assert isinstance(run, Trajectory)
    missing = _shares(run) == 0
    at, count = int(missing.any(axis=1).argmax()), int(missing[missing.any(axis=1)][0].sum())
    if (at, count) != (int(value(said.claim, "at")), int(value(said.claim, "count"))):
        return apart("first gone", said.claim.numbers, (at, count))
    return None


@refutes("came back")
def came_back(said: Said) -> str | None:
    """How often a symbol is there that was not there before."""
    run = said.of
    assert isinstance(run, Trajectory)
    there, count = _shares(run) > 0, 0
    for before, after in itertools.pairwise(there):
        count += int((after & ~before).sum())
    return None if count == value(said.claim, "count") else apart("came back", said.claim, count)


@refutes("usual end")
def usual_end(said: Said) -> str | None:
    """Thousands of lineages counted in plain numpy: when one is left, and how often it is this;
    and that it is said of many, or else is true of this one."""
    run = said.of
    assert isinstance(run, Trajectory) and isinstance(run.settings.truth, SymbolTruth)
    if wrong := _of_whom(said, run):
        return wrong
    n, p = run.settings.samples, run.settings.truth.probabilities
    if n * len(p) > 2000:
        return None
    rng = np.random.default_rng(11)
    lineages = max(LINEAGES // n, 200)
    shares, times = np.tile(p, (lineages, 1)), np.full(lineages, np.nan)
    for draw in range(40 * n):
        shares = rng.multinomial(n, shares) / n
        ended = (shares.max(axis=1) == 1) & np.isnan(times)
        times[ended] = draw
        if not np.isnan(times).any():
            break
    mean, error = float(times.mean()), float(times.std() / np.sqrt(lineages))
    expected = value(said.claim, "expected")
    if abs(mean - expected) > 4 + 4 * error + 0.05 * mean:
        return apart("one left after", expected, f"{mean} ± {error}")
    return _its_chance(said, run.settings.truth, shares) if "chance" in said.claim.numbers else None


def _its_chance(said: Said, truth: SymbolTruth, shares: Array) -> str | None:
    """How many of the lineages `(n, K)` end as the one that took over here."""
    leader = truth.symbols.index(str(said.claim.numbers["leader"]))
    chance, found = value(said.claim, "chance"), (shares.argmax(axis=1) == leader).mean()
    if abs(found - chance) > 4 * np.sqrt(chance * (1 - chance) / len(shares)) + 1e-9:
        return apart("its chance", chance, found)
    if abs(percents(said.claim.words)[-1] - chance) > 0.006:
        return apart("its chance", said.claim.words, chance)
    return None


AFTER = re.compile(r"after about ([\d,]+) generations|(within a generation or two)")
"""When a single symbol is left, in words."""


def _of_whom(said: Said, run: Trajectory) -> str | None:
    """A generation in words is that which is expected; where it is not said to be that of many runs
    it is taken for this one's."""
    told, expected = AFTER.search(said.claim.words), value(said.claim, "expected")
    if not told:
        return apart("when one is left", said.claim.words, expected)
    after = float(told[1].replace(",", "")) if told[1] else 1.0
    if abs(after - expected) > max(0.006 * expected, 1.5):
        return apart("one left after", after, expected)
    left = (_shares(run) > 0).sum(axis=1)
    own = float((left == 1).argmax()) if left[-1] == 1 else np.inf
    if "Over many runs" not in said.claim.words and abs(own - after) > 1:
        return apart("of this run: one left after", after, own)
    return None
