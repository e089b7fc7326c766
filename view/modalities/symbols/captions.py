"""What became of the faces of a die, or of words, in sentences computed from the run itself."""

import numpy as np

from engine import Settings
from engine.theory import last_one
from view.captions.claim import Claim, Number
from view.captions.format import listed, percent
from view.modalities.symbols.counts import SAID, Counts, counts, noun, samples
from view.modalities.teller import Teller, holds_since, only_real

FEWEST_COUNTED = 20
"""Samples from which on the formula of endless many is right within a few generations."""

NAMED = 3
"""So many that have gone are named; more are counted."""


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    source = SAID[noun(chosen)][2]
    return (
        f"{samples(chosen)} are counted, and the counts become the next {source}; each generation "
        f"reads {chosen.reads}."
    )


def by_hand(chosen: Settings) -> str:
    """What a press does, for a class that throws along."""
    one, many = noun(chosen), SAID[noun(chosen)][0]
    return (
        f"Generation 0 has counted {samples(chosen)} of the real {SAID[one][2]}. Each press draws "
        f"{chosen.samples:,} {many} more, every {one} as likely as it was counted just before; the "
        f"next generation counts {chosen.reads}. It is the run that the computer plays with "
        "this seed."
    )


def awaited(chosen: Settings) -> str:
    """While there is no generation yet."""
    return f"The first {samples(chosen)} are about to be counted."


def begun(chosen: Settings) -> str:
    """While generation 0 is the only one."""
    return f"Generation 0 has counted {samples(chosen)}; each one after it reads {chosen.reads}."


def _claim(kind: str, words: str, facts: Counts, since: int, **numbers: float | str) -> Claim:
    shares = facts.shares[-1]
    every: dict[str, Number] = {
        "left": float(facts.left[-1]),
        "leader": facts.symbol,
        "leads": float(shares.max()),
    }
    return Claim(kind, words, since, facts.last, {**every, **numbers})


def only_real_left(facts: Counts) -> Claim | None:
    """Where only real data are counted, none is lost, whatever a few samples leave out."""
    if not only_real(facts):
        return None
    left, every = facts.left[-1], len(facts.truth.symbols)
    return _claim(
        "only real counts",
        f"Every generation has counted real {SAID[facts.one][0]} alone, and none learns from "
        f"another: at {facts.now} {left:,.0f} of {every:,} {facts.one}s came up.",
        facts,
        1,
    )


def took_over(facts: Counts) -> Claim | None:
    """Which symbol is the only one left, and since when."""
    if facts.left[-1] != 1:
        return None
    since = holds_since(facts.left == 1)
    return _claim(
        "one symbol left",
        f"{facts.one.capitalize()} {facts.symbol} took over: since generation {since:,} no other "
        f"{facts.one} {SAID[facts.one][1]}.",
        facts,
        since,
    )


def all_there(facts: Counts) -> Claim | None:
    """Where none is lost, which one leads."""
    every = len(facts.truth.symbols)
    if facts.left[-1] != every:
        return None
    words = f"At {facts.now} all {every:,} {facts.one}s are still there; {facts.leads}."
    return _claim("all symbols there", words, facts, holds_since(facts.left == every))


def some_left(facts: Counts) -> Claim:
    """How many are left, and which one leads."""
    left, every = facts.left[-1], len(facts.truth.symbols)
    words = f"By {facts.now} {left:,.0f} of {every:,} {facts.one}s are left; {facts.leads}."
    return _claim(
        "symbols left", words, facts, holds_since((facts.left > 1) & (facts.left < every))
    )


def footnote(chosen: Settings) -> str:
    """What the numbers on the page are of."""
    one, what = noun(chosen), SAID[noun(chosen)][0]
    return (
        f"Every number is of what a generation has learned: how often each {one} came up among the "
        f"{what} that it has read. A {one} that was not read is not said, and only older or real "
        "data can bring it back."
    )


def first_gone(facts: Counts) -> Claim | None:
    """Which symbols were lost first, and when."""
    gone = (facts.shares == 0).any(axis=0)
    if not gone.any() or only_real(facts):
        return None
    at = np.where(gone, (facts.shares == 0).argmax(axis=0), len(facts.shares))
    first = int(at.min())
    which = [facts.truth.symbols[k] for k in np.flatnonzero(at == first)]
    when = "at the very first count" if first == 0 else f"at generation {first:,}"
    if len(which) > NAMED:
        words = f"{len(which):,} {facts.one}s were gone {when}."
    else:
        plural = "s" if len(which) > 1 else ""
        words = f"The first to go: {facts.one}{plural} {listed(which)}, {when}."
    return _claim("first symbols gone", words, facts, first, at=first, count=len(which))


def came_back(facts: Counts) -> Claim | None:
    """How often what was lost came back, from older or real data."""
    there = facts.shares > 0
    back = there[1:] & ~there[:-1]
    count = int(back.sum())
    if not count or only_real(facts):
        return None
    times = "once" if count == 1 else f"{count:,} times"
    since = 1 + int(np.flatnonzero(back.any(axis=1))[0])
    return _claim("came back", f"A lost {facts.one} came back {times}.", facts, since, count=count)


def usual(facts: Counts) -> Claim | None:
    """When a single symbol is left on average, and how often it is this one."""
    expected = last_one(facts.trajectory.settings)
    if expected is None or facts.trajectory.settings.samples < FEWEST_COUNTED:
        return None
    many = (
        f"Over many runs like this one, a single {facts.one} is left {_after(expected)} on average"
    )
    if facts.left[-1] > 1:
        return _claim("usual end", f"{many}.", facts, 0, expected=expected)
    chance = float(facts.truth.probabilities[facts.leader])
    return _claim(
        "usual end",
        f"{many}; in {percent(chance)} of them it is {facts.name}, as large a part as it had of "
        "the real data.",
        facts,
        0,
        expected=expected,
        chance=chance,
    )


def _after(generations: float) -> str:
    """Three digits of what is only right for many samples; a generation at least."""
    if generations < 1.5:
        return "within a generation or two"
    return f"after about {float(f'{generations:.3g}'):,.0f} generations"


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=counts,
    headlines=(only_real_left, took_over, all_there, some_left),
    details=(first_gone, came_back, usual),
    footnote=footnote,
    closing=(first_gone, came_back),
)
