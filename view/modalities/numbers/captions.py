"""What became of a cloud: its variance, its shape, its tail and its groups."""

import math

from engine import Settings
from engine.analysis.survival import silence_needed
from engine.theory.spread import shares_between
from engine.theory.z_test import ROUNDING
from view.captions.claim import Claim
from view.captions.format import number, part_of, percent, portion, ten_to
from view.modalities.numbers.causes import (
    UNCHANGED,
    at_work,
    change,
    floor_note,
    has_points,
    settled,
)
from view.modalities.numbers.course import COLLAPSED, REACHED, Course, course, digits
from view.modalities.numbers.remains import remains
from view.modalities.teller import Teller, by, first_at, holds_since, only_real, told

GROWN = 1.5
"""A lineage with so many times its first variance has grown."""

MORE = 1.005
"""From here on a share is more than 100% in whole percents."""

STILL = 1e-3
"""A change of the variance that is none beside that of the shape."""

ENDLESS = "Samples are endless: each learns from all that it could ever read."

ENOUGH = 100
"""Samples without one from the tail, where 5 would be expected, before it counts as lost."""

LATELY = 0.9
"""How much of the lineages that a law foretells lies between the ends that are said."""


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


def _claim(kind: str, words: str, facts: Course, since: int, **numbers: float | str) -> Claim:
    return Claim(kind, words, since, facts.last, {"kept": facts.kept, **numbers})


def reads_reality(facts: Course) -> Claim | None:
    """Where only new real data are read, nothing is forgotten, whatever a few samples scatter."""
    if not only_real(facts):
        return None
    return _claim(
        "only real data",
        f"Every generation has read real data alone, and none learns from another: {by(facts)} has "
        f"{portion(facts.kept)} the variance of the first.",
        facts,
        1,
    )


def died_out(facts: Course) -> Claim | None:
    """A lineage without any variance repeats one point."""
    if facts.extinct is None:
        return None
    words = f"At generation {facts.extinct:,} this lineage died out: it only repeats one point."
    return _claim("died out", words, facts, facts.extinct)


def shape_lost(facts: Course) -> Claim | None:
    """A lineage whose variance is there, or has grown, but not where the real data are."""
    if not (facts.kept >= COLLAPSED and facts.is_elsewhere[-1]):
        return None
    reach, first = float(facts.metric("coverage")[-1]), float(facts.metric("coverage")[0])
    since = holds_since((facts.left >= COLLAPSED) & facts.is_elsewhere)
    within = f"only {percent(reach)} of the real data ({percent(first)} at first)"
    there, began = "The variance is there, the shape is not:", f"{portion(facts.kept)} the variance"
    left = facts.known_groups - facts.groups_lost
    found = remains(facts)
    if found:
        words = (
            f"{there} by {by(facts)} {found.words} have {began} of the first, and reach {within}."
        )
    elif facts.groups_lost:
        groups = f"{left or 'none'} of {facts.known_groups} groups"
        words = (
            f"{there} by {by(facts)} this lineage has {began} it began with and {groups}, and "
            f"reaches {within}."
        )
    else:
        words = f"By {by(facts)} this lineage has {began} it began with, but reaches {within}."
    return _claim(
        "shape lost",
        words,
        facts,
        since,
        reach=reach,
        first=first,
        points=found.count if found else 0,
        groups_lost=facts.groups_lost,
    )


def grew(facts: Course) -> Claim | None:
    """A lineage that spreads more than it did at first."""
    if not facts.kept > GROWN:
        return None
    size = f"{number(facts.kept)} times"
    words = f"By {by(facts)} this lineage has grown: to {size} the variance it began with."
    return _claim("grown", words, facts, holds_since(facts.left > GROWN))


def collapsed(facts: Course) -> Claim | None:
    """A lineage that has lost most of its variance."""
    if not facts.kept < COLLAPSED:
        return None
    gone = digits(facts.kept)
    left = "" if gone else f" ({_share(facts.kept)} is left)"
    gone = gone or f"all but {part_of(facts.kept)}"
    words = f"By {by(facts)} this lineage has lost {gone} of its variance{left}."
    return _claim("variance lost", words, facts, holds_since(facts.left < COLLAPSED))


def _share(kept: float) -> str:
    if kept == 0:
        return "nothing that a number can hold"
    mantissa, _, exponent = f"{kept:.0e}".partition("e")
    return f"{mantissa} × {ten_to(int(exponent))}"


def changed_shape(facts: Course) -> Claim | None:
    """Where nothing is left to chance and the variance is what it was, whether the rest is too."""
    if not (facts.trajectory.settings.exact and abs(facts.kept - 1) < STILL):
        return None
    if has_points(facts.trajectory):
        return None
    changed = change(facts.trajectory)
    if changed <= UNCHANGED:
        words = f"Nothing was forgotten: {by(facts)} says just what generation 0 said."
        return _claim("nothing forgotten", words, facts, 1, changed=changed)
    return _claim(
        "shape changed",
        f"The variance stays, the shape does not: by {by(facts)} what it says has changed by "
        f"{percent(changed)}.",
        facts,
        1,
        changed=changed,
    )


def thinned(facts: Course) -> Claim | None:
    """A lineage that is as wide as it was, and says little of what is rare."""
    wide = (facts.left >= COLLAPSED) & (facts.left <= GROWN) & ~facts.is_elsewhere
    there = facts.is_thin & wide
    if not there[-1] or facts.silent > ENOUGH or only_real(facts):
        return None
    share, among = float(facts.tail_lately[-1]), facts.lately * facts.trajectory.settings.samples
    return _claim(
        "tail thinned",
        f"By {by(facts)} {_wide(facts)}, but its tail has thinned: of its latest {among:,} samples "
        f"{percent(share)} lie there, of real data 5%.",
        facts,
        holds_since(there),
        share=share,
        among=among,
    )


def kept(facts: Course) -> Claim:
    """A lineage that still has most of its variance, and, as far as can be told, its shape."""
    lost = facts.groups_missing or facts.silent > ENOUGH
    whole = facts.reach[-1] >= REACHED and not lost
    words = f"{'Nothing has collapsed: by' if whole else 'By'} {by(facts)} {_wide(facts)}."
    there = (facts.left >= COLLAPSED) & ~facts.is_elsewhere & ~facts.is_thin
    since = min(holds_since(there), facts.last)
    return _claim("not collapsed" if whole else "variance kept", words, facts, since)


def _wide(facts: Course) -> str:
    """How much of its variance it has, which may be more than at first."""
    if facts.kept < MORE:
        return f"this lineage still has {facts.kept:.0%} of its variance"
    return f"this lineage has {facts.kept:.0%} of the variance it began with"


def half_gone(facts: Course) -> Claim | None:
    """When half the variance went."""
    if facts.half is None or only_real(facts):
        return None
    back = "" if facts.kept < COLLAPSED else ", but came back"
    words = f"Half of the variance was gone at generation {facts.half:,}{back}."
    return _claim("half gone", words, facts, facts.half, at=facts.half, back=bool(back))


def by_law(facts: Course) -> Claim | None:
    """Between which ends other lineages of this experiment lie, where a law is known, and they do
    not die out by rounding, of which it knows nothing."""
    settings = facts.trajectory.settings
    found = None if only_real(facts) else shares_between(settings, facts.last, LATELY)
    if settings.exact or found is None or found[0] < ROUNDING:
        return None
    low, high, computed = found
    who = "by the exact law" if computed else "of 256 lineages drawn from the exact law"
    return Claim(
        "spread by law",
        f"With other chance it could have been otherwise: {who} nine in ten have between "
        f"{_part(low)} and {_part(high)} of what they began with at generation {facts.last:,}.",
        facts.last,
        facts.last,
        {"low": low, "high": high},
        LATELY,
    )


def _part(share: float) -> str:
    return percent(share) if share >= 1e-4 else _share(share)


LATEST = told(
    "tail now",
    "tail_mass",
    "{now} of its latest samples lie in the tail; of real data, {real} do.",
)


def tail(facts: Course) -> Claim | None:
    """What became of the tail, where nobody learns from all samples that there could be."""
    now = float(facts.tail[-1])
    if math.isnan(now):
        return None
    if facts.trajectory.settings.exact:
        return _tail_throughout(facts)
    numbers = {"now": now, "first": float(facts.tail[0])}
    moved = facts.is_elsewhere[-1] and not only_real(facts)
    if now > COLLAPSED and facts.tail[0] < COLLAPSED and moved:
        words = (
            f"It has drifted to where real data are rare: {percent(now)} of its latest samples lie "
            "where 5% of these do."
        )
        since = holds_since((facts.tail > COLLAPSED) & facts.is_elsewhere)
        return Claim("drifted", words, since, facts.last, numbers)
    if facts.tail_last is None:
        words = "It never said anything as rare as the tail of the real data."
        return Claim("tail never", words, 0, facts.last, numbers)
    if facts.tail_last < facts.last and facts.silent > ENOUGH:
        words = (
            f"The tail was last seen at generation {facts.tail_last:,}: not once in the "
            f"{facts.silent:,} samples since."
        )
        at, n = facts.tail_last, facts.trajectory.settings.samples
        since = at + ENOUGH // n + 1
        return Claim("tail last seen", words, since, facts.last, {"at": at, "silent": facts.silent})
    return None if thinned(facts) else LATEST(facts)  # the headline says so, among more samples


def order(facts: Course) -> Claim | None:
    """Which went first in this lineage, its tail or half of its variance."""
    half, lost = facts.half, facts.tail_lost
    if half is None or lost is None or half == lost or only_real(facts):
        return None
    first, then = ("its tail", "half of the variance") if lost < half else _REVERSED
    words = f"{first.capitalize()} went first, at generation {min(half, lost):,}; {then} at "
    words += f"{max(half, lost):,}."
    again = facts.tail_last is not None and facts.tail_last > lost
    words += " Later it drifted there again." if again else ""
    since = max(half, lost + silence_needed(facts.trajectory.settings.samples) - 1)
    return Claim(
        "order of loss", words, since, facts.last, {"half": half, "tail": lost, "again": again}
    )


_REVERSED = "half of the variance", "its tail"


def _tail_throughout(facts: Course) -> Claim:
    """Where nobody learns from samples, one generation's say less than all of them."""
    since = facts.last // 2
    share = float(facts.tail[since:].mean())
    return Claim(
        "tail throughout",
        f"Of all samples since generation {since:,}, {percent(share)} lie in the tail; of real "
        "data, 5% do.",
        facts.last,
        facts.last,
        {"share": share, "from": since},
    )


def groups(facts: Course) -> Claim | None:
    """How many of the data's groups are reached, and when the first was missing."""
    known, reached = facts.known_groups, facts.reached_groups
    if known < 2 or not reached[-1] < known:
        return None
    now, missing = int(reached[-1]), first_at(reached < known)
    if only_real(facts):
        words = f"Its latest samples reach {now or 'none'} of {known} groups."
        numbers = {"known": known, "left": now, "at": float(missing or 0)}
        return Claim("groups reached", words, facts.last, facts.last, numbers)
    verb = "is" if now == 1 else "are"
    return Claim(
        "groups left",
        f"Of {known} groups in the data {now or 'none'} {verb} left in what it says; the first was "
        f"missing at generation {missing:,}.",
        holds_since(reached < known),
        facts.last,
        {"known": known, "left": now, "at": float(missing or 0)},
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
    headlines=(reads_reality, died_out, collapsed, shape_lost, grew, changed_shape, thinned, kept),
    details=(half_gone, by_law, tail, order, groups, floor_note, settled, at_work),
    footnote=footnote,
    closing=(order, half_gone, groups),
)
