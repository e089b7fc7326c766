"""What happened, in sentences computed from the run itself."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import Settings, Trajectory
from engine.errors import clouds, errors_of
from engine.metrics.l2 import overlap
from engine.mixture import Mixture
from engine.policies.fresh import Fresh
from engine.protocols import Array, Pictured, Symbolic, Truth, Written
from engine.reference import fixed_sample
from engine.theory import settling
from view import readings, tellings, throws
from view.words import listed, percent

COLLAPSED, GROWN = 0.5, 1.5
"""A lineage that keeps less than half its variance has collapsed; beyond 1.5 it has grown."""

UNCHANGED = 1e-4
"""A relative change that no picture shows."""

STILL = 1e-3
"""A change of the variance that is none beside that of the shape."""

ADDS_UP = "Fitting stops too early in every generation, and what that gets wrong adds up."

ENDLESS = "Samples are endless: each learns from all that it could ever read."

ENOUGH = 100
"""Samples without one from the tail, where 5 would be expected, before it counts as lost."""


@dataclass(frozen=True)
class Course:
    """What a sentence needs of a run's course up to its last generation.

    `noise` is the relative standard error of a variance measured on the last generation's samples
    (0 where nobody learns from samples), `tail_since` the tail mass since half of its generations,
    `silent` how many samples there have been since the tail was last seen.
    """

    last: int
    kept: float
    noise: float
    half: int | None
    tail_last: int | None
    tail_now: float
    tail_since: float
    silent: int
    extinct: int | None


def course(trajectory: Trajectory) -> Course:
    """Read it off a run that has at least its generation 0."""
    n, last = trajectory.settings.samples, trajectory.length - 1
    variance = trajectory.metrics["variance"][: last + 1]
    tail = trajectory.metrics["tail_mass"][: last + 1]
    seen = np.flatnonzero(tail)
    tail_last = int(seen[-1]) if len(seen) else None
    return Course(
        last=last,
        kept=float(variance[last] / variance[0]) if variance[0] > 0 else 0.0,
        noise=0.0 if trajectory.settings.exact else _noise(trajectory.outputs[last], n),
        half=_first(variance < COLLAPSED * variance[0]),
        tail_last=tail_last,
        tail_now=float(tail[last]),
        tail_since=float(tail[last // 2 :].mean()),
        silent=n * (last + 1 if tail_last is None else last - tail_last),
        extinct=_first(variance == 0),
    )


def _noise(deviations: Array, n: int) -> float:
    """From the squared deviations `(rows, d)` themselves, so that it holds for heavy tails too."""
    squares = np.square(deviations, dtype=float).sum(axis=-1)
    mean = float(squares.mean()) if len(squares) else 0.0
    return float(squares.std()) / mean / math.sqrt(n) if mean > 0 else 0.0


TELLERS: tuple[tuple[type, Any], ...] = (
    (Pictured, readings),
    (Written, tellings),
    (Symbolic, throws),
)
"""Who tells of a truth whose rows are more than numbers: the first whose kind it is."""


def _teller(truth: Truth) -> Any:
    return next((teller for kind, teller in TELLERS if isinstance(truth, kind)), None)


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    if teller := _teller(chosen.truth):
        return str(teller.opening(chosen))
    reads = f"A model learns from data; each one after it reads {chosen.policy.reads}."
    return f"{reads} {ENDLESS}" if chosen.exact else reads


def headline(trajectory: Trajectory) -> str:
    """What became of the variance, of the pictures or of the symbols, in one sentence."""
    if teller := _teller(trajectory.settings.truth):
        return teller.headline(trajectory)
    if not trajectory.length:
        return "The first model is about to learn from real data."
    return _spread(trajectory)


def _spread(trajectory: Trajectory) -> str:
    facts = course(trajectory)
    if facts.last == 0:
        reads = trajectory.settings.policy.reads
        return f"Generation 0 has learned from real data; each one after it reads {reads}."
    if facts.extinct is not None:
        return f"At generation {facts.extinct} this lineage died out: it only repeats one point."
    final = ", its last," if facts.last == trajectory.settings.generations else ""
    by = f"y generation {facts.last}{final} this lineage"
    if facts.kept > GROWN:
        return f"Nothing collapsed: b{by} has {facts.kept:.3g} times the variance it began with."
    if facts.kept < COLLAPSED:
        return f"B{by} has lost {lost(facts)} of its variance."
    if trajectory.settings.exact and abs(facts.kept - 1) < STILL:
        return _shape(change(trajectory), f"eneration {facts.last}{final}")
    error = f" (± {percent(facts.noise * facts.kept)})" if facts.noise else ""
    return f"Nothing has collapsed: b{by} still has {facts.kept:.0%} of its variance{error}."


def _shape(changed: float, generation: str) -> str:
    """Where the variance is what it was, whether the rest is too."""
    if changed <= UNCHANGED:
        return f"Nothing was forgotten: g{generation} says just what generation 0 said."
    return (
        f"The variance stays, the shape does not: by g{generation} what it says has changed by "
        f"{percent(changed)}."
    )


def details(trajectory: Trajectory) -> str:
    """When the tail, half the variance and the groups went, and how sure one can be."""
    if teller := _teller(trajectory.settings.truth):
        return teller.details(trajectory)
    if trajectory.length < 2:
        return ""
    facts = course(trajectory)
    tail = _tail_throughout if trajectory.settings.exact else _tail
    parts = [_half(facts), tail(facts), _groups(trajectory), floor_note(trajectory),
             _settled(trajectory), at_work(trajectory)]  # fmt: skip
    return " ".join(filter(None, parts))


def _half(facts: Course) -> str:
    if facts.half is None:
        return ""
    back = "" if facts.kept < COLLAPSED else ", but came back"
    return f"Half of the variance was gone at generation {facts.half}{back}."


def _tail(facts: Course) -> str:
    if math.isnan(facts.tail_now):
        return ""
    if facts.kept < COLLAPSED and facts.tail_now > COLLAPSED:
        return "What is left has drifted to where real data are rare."
    if facts.tail_last is None:
        return "It never said anything as rare as the tail of the real data."
    if facts.tail_last < facts.last and facts.silent > ENOUGH:
        return (
            f"The tail was last seen at generation {facts.tail_last}: not once in the "
            f"{facts.silent:,} samples since."
        )
    return f"{percent(facts.tail_now)} of its latest samples lie in the tail; of real data, 5% do."


def _tail_throughout(facts: Course) -> str:
    """Where nobody learns from samples, one generation's say less than all of them."""
    if math.isnan(facts.tail_now):
        return ""
    return (
        f"Of all samples since generation {facts.last // 2}, {percent(facts.tail_since)} lie in "
        "the tail; of real data, 5% do."
    )


def _groups(trajectory: Trajectory) -> str:
    modes: Array = trajectory.metrics["modes"][: trajectory.length]
    if not modes[0] > 1 or modes[-1] == modes[0]:
        return ""
    left, since = int(modes[-1]), _first(modes < modes[0])
    verb = "is" if left == 1 else "are"
    return (
        f"Of {int(modes[0])} groups in the data {left or 'none'} {verb} left; "
        f"the first was missing at generation {since}."
    )


def floor_note(trajectory: Trajectory) -> str:
    """From when on a floor under the variance has been holding the model up; empty if never."""
    floored = trajectory.record.get("floored")
    since = None if floored is None else _first(floored[: trajectory.length] > 0)
    if since is None:
        return ""
    return f"Since generation {since} the floor under the variance is all that keeps it from 0."


def _settled(trajectory: Trajectory) -> str:
    """Of a network that gets fresh data: where it settled, and where theory says that it should."""
    chosen = trajectory.settings
    if not (chosen.model.network and isinstance(chosen.policy, Fresh)):
        return ""
    truth = float(fixed_sample(chosen.truth).var(axis=0).mean())
    variance = trajectory.metrics["variance"][: trajectory.length]
    found = settling(chosen.policy.share, variance, truth)
    if found is None:
        return ""
    return (
        f"On average since generation {found.since} the network says {percent(found.observed)} "
        f"of the real data's variance. Up to there one generation kept {found.kept:.1%} of what "
        f"it read, and with {percent(chosen.policy.share)} fresh data theory lets that settle at "
        f"{percent(found.expected)}, give or take {percent(2 * found.error)}."
    )


def at_work(trajectory: Trajectory) -> str:
    """Which of the three errors are at work, where not the usual ones, and what they came to."""
    at_work, counted = errors_of(trajectory.settings), clouds(trajectory.settings)
    if at_work is None or counted is None:
        return ""
    thorough = counted[1] > 1 and not at_work.procedure
    if at_work.sampling and not at_work.expressivity and not thorough:
        return ""
    names = [name for name, on in vars(at_work).items() if on]
    said = f"At work: {listed([f'the error of {name}' for name in names])}." if names else (
        "None of the three errors is at work.")  # fmt: skip
    if at_work.sampling:
        return said
    if change(trajectory) > UNCHANGED:
        return f"{said} {ADDS_UP}" if at_work.procedure else said
    once = "The model cannot hold the data: it is wrong once, at generation 0, and then repeats "
    return f"{said} {once}itself." if at_work.expressivity else said


def change(trajectory: Trajectory) -> float:
    """How far the density has come from generation 0's: the root of the integral of the squared
    difference, as a share of that of generation 0's own square."""
    first = Mixture(*(trajectory.record[name][0] for name in ("weights", "means", "covariances")))
    apart = float(trajectory.metrics["l2"][trajectory.length - 1])
    return math.sqrt(apart / overlap(first, first))


def footnote(trajectory: Trajectory) -> str:
    """How the tail of the truth is defined here, or who reads the pictures."""
    if teller := _teller(trajectory.settings.truth):
        return teller.footnote(trajectory.settings)
    if trajectory.settings.truth.estimated:
        return (
            "Nobody knows the true density of these data: the tail is where a kernel density "
            "estimate of the real rows is lowest and holds 5% of them."
        )
    return "The tail is the region where real data are least likely, and 5% of them lie."


def _first(condition: Array) -> int | None:
    """The first generation at which a condition `(g,)` holds, if at any."""
    where = np.flatnonzero(condition)
    return int(where[0]) if len(where) else None


def lost(facts: Course) -> str:
    """The share of variance that is gone, with its uncertainty and as many digits as that has."""
    error = 100 * facts.noise * facts.kept
    if error > 1e-4:
        digits = max(0, math.ceil(-math.log10(error)))
        return f"{100 * (1 - facts.kept):.{digits}f}% (± {error:.{digits}f})"
    if not facts.noise and facts.kept > UNCHANGED:
        digits = max(0, -math.floor(math.log10(100 * facts.kept)))
        return f"{100 * (1 - facts.kept):.{digits}f}%"
    mantissa, _, exponent = f"{facts.kept:.0e}".partition("e")
    return f"all but {mantissa} × 10{str(int(exponent)).translate(_RAISED)}"


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
