"""What became of the faces of a die, or of words, in sentences computed from the run itself."""

import numpy as np

from engine import Settings
from engine.arrays import Array
from engine.theory import last_one
from view.captions.format import percent
from view.modalities.symbols.counts import SAID, Counts, counts, noun, samples
from view.modalities.teller import Teller

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


def took_over(facts: Counts) -> str | None:
    """Which symbol is the only one left, and since when."""
    if facts.left[-1] != 1:
        return None
    return (
        f"{facts.one.capitalize()} {facts.symbol} took over: since generation "
        f"{_since(facts.left == 1):,} no other {facts.one} {SAID[facts.one][1]}."
    )


def all_there(facts: Counts) -> str | None:
    """Where none is lost, which one leads."""
    every = len(facts.truth.symbols)
    if facts.left[-1] != every:
        return None
    return f"At {facts.now} all {every:,} {facts.one}s are still there; {facts.leads}."


def some_left(facts: Counts) -> str:
    """How many are left, and which one leads."""
    left, every = facts.left[-1], len(facts.truth.symbols)
    return f"By {facts.now} {left:,.0f} of {every:,} {facts.one}s are left; {facts.leads}."


def footnote(chosen: Settings) -> str:
    """What the numbers on the page are of."""
    one, what = noun(chosen), SAID[noun(chosen)][0]
    return (
        f"Every number is of what a generation has learned: how often each {one} came up among the "
        f"{what} that it has read. A {one} that was not read is not said, and only older or real "
        "data can bring it back."
    )


def first_gone(facts: Counts) -> str | None:
    """Which symbols were lost first, and when."""
    gone = (facts.shares == 0).any(axis=0)
    if not gone.any():
        return None
    at = np.where(gone, (facts.shares == 0).argmax(axis=0), len(facts.shares))
    first = int(at.min())
    which = [facts.truth.symbols[k] for k in np.flatnonzero(at == first)]
    when = "at the very first count" if first == 0 else f"at generation {first:,}"
    if len(which) > NAMED:
        return f"{len(which):,} {facts.one}s were gone {when}."
    plural = "s" if len(which) > 1 else ""
    return f"The first to go: {facts.one}{plural} {' and '.join(which)}, {when}."


def came_back(facts: Counts) -> str | None:
    """How often what was lost came back, from older or real data."""
    there = facts.shares > 0
    count = int((there[1:] & ~there[:-1]).sum())
    if not count:
        return None
    times = "once" if count == 1 else f"{count:,} times"
    return f"A lost {facts.one} came back {times}."


def usual(facts: Counts) -> str | None:
    """When a single symbol is left on average, and how often it is this one."""
    expected = last_one(facts.trajectory.settings)
    if expected is None:
        return None
    said = f"On average a single {facts.one} is left {_after(expected)}"
    if facts.left[-1] > 1:
        return f"{said}."
    share = percent(float(facts.truth.probabilities[facts.leader]))
    return (
        f"{said}; that it is {facts.name} happens in {share} of all runs, its share at the start."
    )


def _after(generations: float) -> str:
    """Three digits of what is only right for many samples; a generation at least."""
    if generations < 1.5:
        return "within a generation or two"
    return f"after about {float(f'{generations:.3g}'):,.0f} generations"


def _since(condition: Array) -> int:
    """From when on a condition `(g,)` holds, which holds at the end."""
    return len(condition) - int((~condition[::-1]).argmax()) if not condition.all() else 0


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=counts,
    headlines=(took_over, all_there, some_left),
    details=(first_gone, came_back, usual),
    footnote=footnote,
)
