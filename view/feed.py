"""A run as the player wants it: clouds, components and the curves beside them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np

from engine import METRICS, PRESETS, Settings, Trajectory
from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.jobs import TrajectoryJob
from engine.metrics import shown
from engine.protocols import ImageTruth, Place, Shown, SymbolTruth, Truth, Unit, data_of
from engine.protocols.reference import fixed_sample
from view import heaps
from view.galleries import galleries
from view.headway import headway
from view.lazy import Lazy
from view.links import preset_of
from view.player.recording import Bars, Gallery, Series

SHOWN_POINTS = 1000
MARGIN = 0.12
MOMENTS, PICTURE_MOMENTS = (0, 50, 100, 150, 200, 350, 2000), (0, 1, 2, 5, 10, 20, 2000)
"""The generations of the paper's figures (S23), and those on the way to them."""


class Feed:
    """A run as a `view.player.recording.Recording`: two dimensions, and as many points as help."""

    def __init__(self, run: TrajectoryJob, points_at_most: int = SHOWN_POINTS) -> None:
        self._pictured = isinstance(run.settings.truth, ImageTruth)
        self._symbolic = isinstance(run.settings.truth, SymbolTruth)
        self._run = run
        self._rows = 0 if self._pictured or self._symbolic else points_at_most
        self._trajectory: Trajectory = run.trajectory
        self.run, self.continues = run.name, run.continues
        self.title = title_of(run.settings)
        self.total = run.settings.generations + 1
        self.samples = run.settings.samples
        self.dims = min(run.settings.dimensions, 2)
        self.axes = run.settings.truth.axes[: self.dims]
        self.view = view_of(run.settings.truth)

    @property
    def status(self) -> str:
        """queued, running, done, cancelled or failed."""
        return self._run.state

    @property
    def headway(self) -> str:
        """How far it is, in words; empty where nothing more will come."""
        return "" if self._run.finished else headway(self._run)

    @property
    def length(self) -> int:
        """Generations recorded so far."""
        return self._trajectory.length

    @property
    def measured(self) -> Mapping[str, Array]:
        """Metric name to its values `(g,)`."""
        return self._trajectory.metrics

    @property
    def points(self) -> Array:
        """What each generation said `(g, rows, 1 or 2)`."""
        total, rows, _ = self._trajectory.outputs.shape
        shape = (total, min(rows, self._rows), self.dims)
        return cast(Array, Lazy(shape, self._points))

    def _points(self, index: Any) -> Array:
        return self._trajectory.output(index)[..., : self._rows, : self.dims]

    @property
    def labels(self) -> Array | None:
        """The component that most likely said each row `(g, rows)`."""
        if self.weights is None:
            return None
        return cast(Array, Lazy(self.points.shape[:2], self._labels))

    def _labels(self, index: Array) -> Array:
        shape = (len(index), *self.points.shape[1:2])
        return np.array([self._assigned(at) for at in index], np.uint8).reshape(shape)

    def _assigned(self, at: int) -> Array:
        record = self._trajectory.record
        mixture = Mixture(record["weights"][at], record["means"][at], record["covariances"][at])
        return mixture.assign(self._trajectory.output(at)[: self._rows])

    @property
    def series(self) -> Sequence[Series]:
        """The curves beside the cloud, the pictures or the bars."""
        return charts(self._run.settings.truth)

    @property
    def moments(self) -> Sequence[int]:
        """The generations of the film strip: those of the paper's figures."""
        if self._symbolic:
            return heaps.MOMENTS
        return PICTURE_MOMENTS if self._pictured else MOMENTS

    @property
    def galleries(self) -> Sequence[Gallery]:
        """Where rows are pictures, the walls that they are hung on."""
        return galleries(self._trajectory)

    @property
    def bars(self) -> Bars | None:
        """Where rows are symbols, how often each comes up."""
        return heaps.bars(self._trajectory)

    @property
    def lattice(self) -> Array | None:
        """The lines `(g, lines, points, 2)` that a decoder reaches in the plane."""
        lines = self._trajectory.record.get("manifold")
        if lines is None or lines.shape[-1] != 2 or not lines[0].size:
            return None
        return lines if lines.ndim == 4 else lines[:, None]

    @property
    def weights(self) -> Array | None:
        """`(g, components)`, or None where the model has no components, or shows pictures."""
        return None if self._pictured else self._trajectory.record.get("weights")

    @property
    def means(self) -> Array | None:
        """`(g, components, 1 or 2)`."""
        means = self._trajectory.record.get("means")
        return None if means is None else means[..., : self.dims]

    @property
    def covariances(self) -> Array | None:
        """`(g, components, 1 or 2, 1 or 2)`."""
        covariances = self._trajectory.record.get("covariances")
        return None if covariances is None else covariances[..., : self.dims, : self.dims]


def charts(truth: Truth) -> tuple[Series, ...]:
    """The curves that metrics show beside the film of such data."""
    return tuple(_series(name, row, truth) for name, row in shown(Place.FILM, data_of(truth)))


def _series(name: str, row: Shown, truth: Truth) -> Series:
    metric = METRICS[name]
    level = metric().real(truth) if row.level else None
    return Series(name, row.label, row.scale, metric.unit is Unit.SHARE, level, row.level)


def title_of(settings: Settings) -> str:
    """The experiment's name and its seed, or what data it is, what learns it, and what it reads."""
    name = preset_of(settings)
    labels = settings.truth.label, settings.model.label, settings.policy.label
    return f"{PRESETS[name].label if name else ', '.join(labels)}, seed {settings.seed}"


@lru_cache(maxsize=64)
def view_of(truth: Truth) -> tuple[float, float, float, float]:
    """The box in which a run is shown: all but the farthest thousandth of the truth, and air."""
    sample = fixed_sample(truth)[:, :2]
    low, high = np.quantile(sample, [0.0005, 0.9995], axis=0)
    air = MARGIN * np.maximum(high - low, np.spacing(np.abs(low).max()) * 1e3)
    low, high = low - air, high + air
    vertical = (low[1], high[1]) if len(low) > 1 else (0.0, 1.0)
    return float(low[0]), float(high[0]), float(vertical[0]), float(vertical[1])
