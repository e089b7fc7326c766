"""What became of the faces of a die, or of words, in sentences computed from the run itself."""

from typing import cast

import numpy as np

from engine import Settings, Trajectory
from engine.protocols import Array, Symbolic
from engine.theory import last_one
from view.words import percent

SAID = {"face": ("throws", "comes up", "die"), "word": ("words", "is said", "language")}
"""What samples of such symbols are called, what becomes of one that is drawn, and what they are
drawn from."""

NAMED = 3
"""So many that have gone are named; more are counted."""


def noun(chosen: Settings) -> str:
    """What one symbol is called."""
    return chosen.truth.axes[0]


def samples(chosen: Settings) -> str:
    """What a generation reads, counted: 100 throws."""
    return f"{chosen.samples:,} {SAID[noun(chosen)][0]}"


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    source = SAID[noun(chosen)][2]
    return (
        f"{samples(chosen)} are counted, and the counts become the next {source}; each generation "
        f"reads {chosen.policy.reads}."
    )


def by_hand(chosen: Settings) -> str:
    """What a press does, for a class that throws along."""
    one, many = noun(chosen), SAID[noun(chosen)][0]
    return (
        f"Generation 0 has counted {samples(chosen)} of the real {SAID[one][2]}. Each press draws "
        f"{chosen.samples:,} {many} more, every {one} as likely as it was counted just before; the "
        f"next generation counts {chosen.policy.reads}. It is the run that the computer plays with "
        "this seed."
    )


def headline(trajectory: Trajectory) -> str:
    """Which symbol took over and since when, or how many are left, in one sentence."""
    chosen, last = trajectory.settings, trajectory.length - 1
    one = noun(chosen)
    if last < 0:
        return f"The first {samples(chosen)} are about to be counted."
    if last == 0:
        reads = chosen.policy.reads
        return f"Generation 0 has counted {samples(chosen)}; each one after it reads {reads}."
    left = _measured(trajectory, "surviving")
    leader = _leader(trajectory)
    name = cast(Symbolic, chosen.truth).symbols[leader]
    final = ", its last," if last == chosen.generations else ","
    if left[-1] == 1:
        return (
            f"{one.capitalize()} {name} took over: since generation {_since(left == 1):,} no other "
            f"{one} {SAID[one][1]}."
        )
    every = len(cast(Symbolic, chosen.truth).symbols)
    share = percent(float(trajectory.record["shares"][last, leader]))
    leads = f"{one} {name} leads with {share}"
    if left[-1] == every:
        return f"At generation {last:,}{final} all {every:,} {one}s are still there; {leads}."
    return f"By generation {last:,}{final} {left[-1]:,.0f} of {every:,} {one}s are left; {leads}."


def details(trajectory: Trajectory) -> str:
    """Which went first, whether any came back, and what is usual."""
    if trajectory.length < 2:
        return ""
    return " ".join(filter(None, [_first_gone(trajectory), _back(trajectory), _usual(trajectory)]))


def footnote(chosen: Settings) -> str:
    """What the numbers on the page are of."""
    one, what = noun(chosen), SAID[noun(chosen)][0]
    return (
        f"Every number is of what a generation has learned: how often each {one} came up among the "
        f"{what} that it has read. A {one} that was not read is not said, and only older or real "
        "data can bring it back."
    )


def _first_gone(trajectory: Trajectory) -> str:
    shares, one = trajectory.record["shares"][: trajectory.length], noun(trajectory.settings)
    names = cast(Symbolic, trajectory.settings.truth).symbols
    gone = (shares == 0).any(axis=0)
    if not gone.any():
        return ""
    at = np.where(gone, (shares == 0).argmax(axis=0), len(shares))
    first = int(at.min())
    which = [names[k] for k in np.flatnonzero(at == first)]
    when = "at the very first count" if first == 0 else f"at generation {first:,}"
    if len(which) > NAMED:
        return f"{len(which):,} {one}s were gone {when}."
    plural = "s" if len(which) > 1 else ""
    return f"The first to go: {one}{plural} {' and '.join(which)}, {when}."


def _back(trajectory: Trajectory) -> str:
    """How often what was lost came back, from older or real data."""
    there = trajectory.record["shares"][: trajectory.length] > 0
    count = int((there[1:] & ~there[:-1]).sum())
    if not count:
        return ""
    times = "once" if count == 1 else f"{count:,} times"
    return f"A lost {noun(trajectory.settings)} came back {times}."


def _usual(trajectory: Trajectory) -> str:
    chosen = trajectory.settings
    expected = last_one(chosen)
    if expected is None:
        return ""
    one = noun(chosen)
    said = f"On average a single {one} is left {_after(expected)}"
    if _measured(trajectory, "surviving")[-1] > 1:
        return f"{said}."
    k = _leader(trajectory)
    truth = cast(Symbolic, chosen.truth)
    share = percent(float(truth.probabilities[k]))
    return (
        f"{said}; that it is {one} {truth.symbols[k]} happens in {share} of all runs, its share at "
        "the start."
    )


def _after(generations: float) -> str:
    """Three digits of what is only right for many samples; a generation at least."""
    if generations < 1.5:
        return "within a generation or two"
    return f"after about {float(f'{generations:.3g}'):,.0f} generations"


def _measured(trajectory: Trajectory, name: str) -> Array:
    return trajectory.metrics[name][: trajectory.length]


def _leader(trajectory: Trajectory) -> int:
    return int(_measured(trajectory, "leader")[-1]) - 1


def _since(condition: Array) -> int:
    """From when on a condition `(g,)` holds, which holds at the end."""
    return len(condition) - int((~condition[::-1]).argmax()) if not condition.all() else 0
