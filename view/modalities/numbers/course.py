"""A run's course in the few numbers that claims on a cloud are made of."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine import METRICS, Trajectory
from engine.analysis.survival import PATIENCE, tail_lost_at
from engine.arrays import Array
from view.modalities.teller import first_at, holds_since

COLLAPSED = 0.5
"""A lineage that keeps less than half its variance has collapsed."""

REACHED = 0.5
"""A lineage within whose reach less than half as much of the real data lies as at first has lost
their shape, or their place."""


THIN = 0.025
"""A tail in which less than half of the samples lie that do of real data is thin."""

AMONG, OVER = 400, 5
"""Samples, and generations, among which that is told at least: 20 of them would lie there."""


@dataclass(frozen=True)
class Course:
    """A run up to its generation `last`; each quantity is read off it once it is asked for."""

    trajectory: Trajectory
    last: int

    def metric(self, name: str) -> Array:
        """Its values `(last + 1,)`."""
        values: Array = self.trajectory.metrics[name][: self.last + 1]
        return values

    @cached_property
    def left(self) -> Array:
        """The variance as a share of generation 0's `(last + 1,)`; 0 where that had none."""
        variance = self.metric("variance")
        return variance / variance[0] if variance[0] > 0 else np.zeros(len(variance))

    @property
    def kept(self) -> float:
        """The share of the variance that is left."""
        return float(self.left[-1])

    @property
    def half(self) -> int | None:
        """The first generation with less than half of it."""
        return first_at(self.left < COLLAPSED)

    @property
    def extinct(self) -> int | None:
        """Since when there has been none, where there is none now."""
        gone = self.metric("variance") == 0
        return holds_since(gone) if gone[-1] else None

    @property
    def tail(self) -> Array:
        """The share of each output that lies in the tail `(last + 1,)`."""
        return self.metric("tail_mass")

    @property
    def tail_last(self) -> int | None:
        """The last generation that said anything of the tail."""
        seen = np.flatnonzero(self.tail)
        return int(seen[-1]) if len(seen) else None

    @property
    def tail_lost(self) -> int | None:
        """When its tail was lost, if it was: a first passage, whatever comes after."""
        return tail_lost_at(self.tail, self.trajectory.settings.samples)

    @property
    def lately(self) -> int:
        """Over how many generations it is told whether the tail is thin."""
        return max(-(-AMONG // self.trajectory.settings.samples), OVER)

    @cached_property
    def tail_lately(self) -> Array:
        """The share of the samples of so many generations that lies in the tail `(last + 1,)`; NaN
        before there were so many, and where nobody learns from samples."""
        early = np.full(self.last + 1, np.nan)
        if self.trajectory.settings.exact or self.last + 1 < self.lately:
            return early
        means = np.convolve(self.tail, np.full(self.lately, 1 / self.lately), "valid")
        return np.concatenate([early[: self.lately - 1], means])

    @property
    def is_thin(self) -> Array:
        """At which generations a tail that was there at first has been thin of late
        `(last + 1,)`."""
        thin: Array = (self.tail_lately < THIN) & (self.tail_lately > 0) & (self.tail[0] >= THIN)
        return thin

    @property
    def silent(self) -> int:
        """How many samples there have been since."""
        since = self.last + 1 if self.tail_last is None else self.last - self.tail_last
        return self.trajectory.settings.samples * since

    @property
    def reach(self) -> Array:
        """The share of the real data within the model's reach, as a share of what generation 0
        reached `(last + 1,)`; NaN where it was not measured."""
        coverage = self.metric("coverage")
        return coverage / coverage[0] if coverage[0] > 0 else np.full(len(coverage), np.nan)

    @property
    def known_groups(self) -> int:
        """How many groups the data have; 0 where nobody knows."""
        return int(METRICS["modes"]().real(self.trajectory.settings.truth) or 0)

    @property
    def reached_groups(self) -> Array:
        """How many of them each output reaches `(last + 1,)`."""
        return self.metric("modes")

    @property
    def groups_lost(self) -> int:
        """How many have been missing in each of the last ten generations, at least."""
        lately = self.reached_groups[-PATIENCE:]
        if self.known_groups < 2 or self.last < PATIENCE or np.isnan(lately).any():
            return 0
        return max(self.known_groups - int(lately.max()), 0)

    @property
    def groups_missing(self) -> bool:
        """Whether the latest output reaches fewer than all."""
        return self.known_groups > 1 and bool(self.reached_groups[-1] < self.known_groups)

    @property
    def is_elsewhere(self) -> Array:
        """At which generations the shape, or the place, is not that of the real data any more,
        whatever the variance `(last + 1,)`."""
        lost: Array = self.reach < REACHED
        return lost


def course(trajectory: Trajectory) -> Course:
    """Of a run that has at least its generation 0."""
    return Course(trajectory, trajectory.length - 1)


def digits(share: float) -> str:
    """What is gone where so much is left, in percent with as many digits as tell it apart from
    everything."""
    if share >= 1e-4:
        after = max(0, -math.floor(math.log10(100 * share)))
        return f"{100 * (1 - share):.{after}f}%"
    return ""
