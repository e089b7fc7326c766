"""A run's course in the few numbers that sentences on a cloud are made of."""

import math
from dataclasses import dataclass

import numpy as np

from engine import Trajectory
from engine.arrays import Array
from view.captions.format import ten_to
from view.modalities.numbers.causes import UNCHANGED

COLLAPSED = 0.5
"""A lineage that keeps less than half its variance has collapsed."""


@dataclass(frozen=True)
class Course:
    """What a sentence needs of a run's course up to its last generation.

    `noise` is the relative standard error of a variance measured on the last generation's samples
    (0 where nobody learns from samples), `tail_since` the tail mass since half of its generations,
    `silent` how many samples there have been since the tail was last seen.
    """

    trajectory: Trajectory
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
        trajectory=trajectory,
        last=last,
        kept=float(variance[last] / variance[0]) if variance[0] > 0 else 0.0,
        noise=0.0 if trajectory.settings.exact else _noise(trajectory.outputs[last], n),
        half=first_at(variance < COLLAPSED * variance[0]),
        tail_last=tail_last,
        tail_now=float(tail[last]),
        tail_since=float(tail[last // 2 :].mean()),
        silent=n * (last + 1 if tail_last is None else last - tail_last),
        extinct=first_at(variance == 0),
    )


def _noise(deviations: Array, n: int) -> float:
    """From the squared deviations `(rows, d)` themselves, so that it holds for heavy tails too."""
    squares = np.square(deviations, dtype=float).sum(axis=-1)
    mean = float(squares.mean()) if len(squares) else 0.0
    return float(squares.std()) / mean / math.sqrt(n) if mean > 0 else 0.0


def first_at(condition: Array) -> int | None:
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
    return f"all but {mantissa} × {ten_to(int(exponent))}"
