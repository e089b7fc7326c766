"""What happened, in sentences computed from the run itself."""

import math
from dataclasses import dataclass

import numpy as np

from engine import Trajectory
from engine.protocols import Array
from engine.reference import TAIL

COLLAPSED, GROWN = 0.5, 1.5
"""A lineage that keeps less than half its variance has collapsed; beyond 1.5 it has grown."""


@dataclass(frozen=True)
class Course:
    """The few numbers of a run's course that a sentence needs."""

    last: int
    kept: float
    noise: float
    half: int | None
    tail_last: int | None
    tail_now: float
    unseen: float
    extinct: int | None


def course(trajectory: Trajectory) -> Course:
    """Read them off a run that has at least its generation 0."""
    n, last = trajectory.settings.samples, trajectory.length - 1
    variance = trajectory.metrics["variance"][: last + 1]
    tail = trajectory.metrics["tail_mass"][: last + 1]
    start = variance[0] or math.nan
    seen = np.flatnonzero(tail)
    tail_last = int(seen[-1]) if len(seen) else None
    silent = (last - tail_last if tail_last is not None else last + 1) * n
    return Course(
        last=last,
        kept=float(variance[last] / start),
        noise=math.sqrt(2 / (n * trajectory.settings.dimensions)),
        half=_first(variance < COLLAPSED * start),
        tail_last=tail_last,
        tail_now=float(tail[last]),
        unseen=min(3 / silent, 1.0) if silent else 1.0,
        extinct=_first(variance == 0),
    )


def story(trajectory: Trajectory) -> str:
    """One or two sentences on what this lineage has lost, or that it has lost nothing."""
    if not trajectory.length:
        return "The first generation is about to learn from real data."
    facts = course(trajectory)
    if facts.last == 0:
        return "Generation 0 has learned from real data. From now on, only from copies."
    return " ".join(filter(None, [_variance(facts), _tail(facts), _parts(trajectory)]))


def _variance(facts: Course) -> str:
    if facts.extinct is not None:
        return (
            f"At generation {facts.extinct} this lineage **died out**: from then on it only ever "
            "repeats one and the same point."
        )
    if facts.kept > GROWN:
        return (
            f"By generation {facts.last} nothing has collapsed: this lineage spreads "
            f"**{facts.kept:.3g} times** as widely (in variance) as at the start."
        )
    noise = f"(± {_percent(facts.noise * facts.kept)} by the luck of one generation's samples)"
    if facts.kept >= COLLAPSED:
        lost = f"has lost {_percent(1 - facts.kept)} of" if facts.kept < 1 else "still has all of"
        return f"By generation {facts.last} this lineage {lost} its variance {noise}."
    half = f"; half was gone at generation {facts.half}" if facts.half is not None else ""
    return (
        f"By generation {facts.last} this lineage has **lost {_lost(facts.kept)} of its variance** "
        f"{noise if facts.kept > 0.005 else ''}".rstrip()
        + f"{half}."
    )


def _tail(facts: Course) -> str:
    if facts.kept < COLLAPSED and facts.tail_now > 0.5:
        return "What is left sits where real data are rare."
    if facts.tail_last is None:
        return "It never said anything from the tail of the real data."
    if facts.tail_last < facts.last and facts.unseen < TAIL:
        return (
            f"The tail was **last seen at generation {facts.tail_last}**; since then less than "
            f"{_percent(facts.unseen)} of what it says is as rare as that (with 95% confidence)."
        )
    return f"Of its last samples {_percent(facts.tail_now)} lie in the tail; of real data 5% do."


def _parts(trajectory: Trajectory) -> str:
    modes: Array = trajectory.metrics["modes"][: trajectory.length]
    if not np.isfinite(modes[0]) or modes[0] < 2 or modes[-1] == modes[0]:
        return ""
    first = _first(modes < modes[0])
    left = int(modes[-1])
    return (
        f"Of {int(modes[0])} groups in the data {left or 'none'} {'is' if left < 2 else 'are'} "
        f"left, the first one gone at generation {first}."
    )


def floor_note(trajectory: Trajectory) -> str:
    """From when on a floor under the variance has been holding the model up; empty if never."""
    floored = trajectory.record.get("floored")
    if floored is None or not trajectory.length:
        return ""
    first = _first(floored[: trajectory.length] > 0)
    if first is None:
        return ""
    return (
        f"Since generation {first} the floor under the variance has been holding up at least one "
        "component: what you see there is the floor, not the data."
    )


def tail_note(trajectory: Trajectory) -> str:
    """How the tail of the truth is defined here."""
    if trajectory.settings.truth.estimated:
        return (
            "Nobody knows the true density of these data: the tail is where a kernel density "
            "estimate of the real rows is lowest and holds 5% of them."
        )
    return "The tail is the region where real data are least likely and 5% of them fall."


def _first(condition: Array) -> int | None:
    where = np.flatnonzero(condition)
    return int(where[0]) if len(where) else None


def _lost(kept: float) -> str:
    """A share lost, with as many nines as it takes."""
    if kept < 1e-6:
        return f"all but {kept:.0e}".replace("e-0", "e-")
    digits = max(0, math.ceil(-math.log10(kept)) - 2) if kept > 0 else 0
    return f"{100 * (1 - kept):.{digits}f}%"


def _percent(share: float) -> str:
    return f"{100 * share:.2g}%" if share < 0.995 else f"{100 * share:.0f}%"
