"""What became of a cloud: its variance, its tail and its groups, in sentences of its numbers."""

import math

from engine import Settings
from engine.arrays import Array
from view.captions.format import percent
from view.modalities.numbers.causes import UNCHANGED, at_work, change, floor_note, settled
from view.modalities.numbers.course import COLLAPSED, Course, course, first_at, lost
from view.modalities.teller import Teller, told

GROWN = 1.5
"""A lineage with so many times its first variance has grown."""

STILL = 1e-3
"""A change of the variance that is none beside that of the shape."""

ENDLESS = "Samples are endless: each learns from all that it could ever read."

ENOUGH = 100
"""Samples without one from the tail, where 5 would be expected, before it counts as lost."""


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    reads = f"A model learns from data; each one after it reads {chosen.reads}."
    return f"{reads} {ENDLESS}" if chosen.exact else reads


def awaited(chosen: Settings) -> str:
    """While there is no generation yet."""
    return "The first model is about to learn from real data."


def begun(chosen: Settings) -> str:
    """While generation 0 is the only one."""
    return f"Generation 0 has learned from real data; each one after it reads {chosen.reads}."


def _generation(facts: Course) -> str:
    final = ", its last," if facts.last == facts.trajectory.settings.generations else ""
    return f"generation {facts.last}{final}"


def died_out(facts: Course) -> str | None:
    """A lineage without any variance repeats one point."""
    if facts.extinct is None:
        return None
    return f"At generation {facts.extinct} this lineage died out: it only repeats one point."


def grew(facts: Course) -> str | None:
    """A lineage that spreads more than it did at first."""
    if not facts.kept > GROWN:
        return None
    by = f"by {_generation(facts)} this lineage"
    return f"Nothing collapsed: {by} has {facts.kept:.3g} times the variance it began with."


def collapsed(facts: Course) -> str | None:
    """A lineage that has lost most of its variance."""
    if not facts.kept < COLLAPSED:
        return None
    return f"By {_generation(facts)} this lineage has lost {lost(facts)} of its variance."


def changed_shape(facts: Course) -> str | None:
    """Where nothing is left to chance and the variance is what it was, whether the rest is too."""
    if not (facts.trajectory.settings.exact and abs(facts.kept - 1) < STILL):
        return None
    changed, generation = change(facts.trajectory), _generation(facts)
    if changed <= UNCHANGED:
        return f"Nothing was forgotten: {generation} says just what generation 0 said."
    return (
        f"The variance stays, the shape does not: by {generation} what it says has changed by "
        f"{percent(changed)}."
    )


def kept(facts: Course) -> str:
    """A lineage that still has most of its variance."""
    by = f"by {_generation(facts)} this lineage"
    error = f" (± {percent(facts.noise * facts.kept)})" if facts.noise else ""
    return f"Nothing has collapsed: {by} still has {facts.kept:.0%} of its variance{error}."


def half_gone(facts: Course) -> str | None:
    """When half the variance went."""
    if facts.half is None:
        return None
    back = "" if facts.kept < COLLAPSED else ", but came back"
    return f"Half of the variance was gone at generation {facts.half}{back}."


LATEST = told("tail_mass", "{now} of its latest samples lie in the tail; of real data, {real} do.")


def tail(facts: Course) -> str | None:
    """What became of the tail, where nobody learns from all samples that there could be."""
    if math.isnan(facts.tail_now):
        return None
    if facts.trajectory.settings.exact:
        return _tail_throughout(facts)
    if facts.kept < COLLAPSED and facts.tail_now > COLLAPSED:
        return "What is left has drifted to where real data are rare."
    if facts.tail_last is None:
        return "It never said anything as rare as the tail of the real data."
    if facts.tail_last < facts.last and facts.silent > ENOUGH:
        return (
            f"The tail was last seen at generation {facts.tail_last}: not once in the "
            f"{facts.silent:,} samples since."
        )
    return LATEST(facts)


def _tail_throughout(facts: Course) -> str:
    """Where nobody learns from samples, one generation's say less than all of them."""
    return (
        f"Of all samples since generation {facts.last // 2}, {percent(facts.tail_since)} lie in "
        "the tail; of real data, 5% do."
    )


def groups(facts: Course) -> str | None:
    """How many of the data's groups are left, and when the first was missing."""
    modes: Array = facts.trajectory.metrics["modes"][: facts.last + 1]
    if not modes[0] > 1 or modes[-1] == modes[0]:
        return None
    left, since = int(modes[-1]), first_at(modes < modes[0])
    verb = "is" if left == 1 else "are"
    return (
        f"Of {int(modes[0])} groups in the data {left or 'none'} {verb} left; "
        f"the first was missing at generation {since}."
    )


def footnote(chosen: Settings) -> str:
    """How the tail of the truth is defined here."""
    if chosen.truth.estimated:
        return (
            "Nobody knows the true density of these data: the tail is where a kernel density "
            "estimate of the real rows is lowest and holds 5% of them."
        )
    return "The tail is the region where real data are least likely, and 5% of them lie."


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=course,
    headlines=(died_out, grew, collapsed, changed_shape, kept),
    details=(half_gone, tail, groups, floor_note, settled, at_work),
    footnote=footnote,
)
