"""A run as the player wants it: clouds, components and the curves beside them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine import METRICS, Trajectory
from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.distributions.mixture import Mixture
from engine.jobs import TrajectoryJob
from engine.metrics import shown
from engine.protocols import Place, Shown, Truth, Unit, data_of
from engine.protocols.reference import fixed_sample
from view.captions.claim import joined
from view.captions.names import title_of
from view.captions.progress import headway
from view.modalities import captions, modality_of
from view.modalities.lazy_array import LazyArray
from view.modalities.region import body_of
from view.player.source import Bars, Gallery, Series
from view.uploaded_files import outwards

SHOWN_POINTS = 1000
MARGIN = 0.12

MARKS = (10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500)
"""Generations at which a film tells anew what it has come to, also where nothing has turned."""


VERSIONS = ("copy-of-a-copy", "python", "numpy", "numba", "torch")


class PlayerSource:
    """A run as a `Recording`: two dimensions, and as many points as help."""

    def __init__(self, run: TrajectoryJob, points_at_most: int = SHOWN_POINTS) -> None:
        self._modality = modality_of(run.settings.truth)
        self._run = run
        self._rows = points_at_most if self._modality.points else 0
        self._trajectory: Trajectory = run.trajectory
        self.run, self.continues = run.name, run.continues
        self.title, self.recorded = title_of(run.settings), run.recorded
        self.total = run.settings.generations + 1
        self.samples = run.settings.samples
        self.dims = min(run.settings.dimensions, 2)
        self.axes = run.settings.truth.axes[: self.dims]
        self.view = view_of(run.settings.truth)

    @property
    def story(self) -> Sequence[tuple[int, str]]:
        """What is said of it as it goes by: the headline of each moment, from its generation on,
        and of a run that has ended what one has seen at its end."""
        if not self._run.finished:
            return self._told()
        kept, name = self._run.pieces, ("told", self.length)
        if name not in kept:
            kept[name] = json.dumps(self._told()).encode()
        return [(since, words) for since, words in json.loads(kept[name])]

    @property
    def made(self) -> Sequence[tuple[str, str]]:
        """The settings, and the versions and the processor that computed it."""
        chosen = outwards(self._run.settings)
        said = [(name, str(value)) for name, value in chosen.items()]
        return [*said, ("computed with", _computed_with(self._trajectory.provenance))]

    def _told(self) -> list[tuple[int, str]]:
        trajectory = self._trajectory.until(self.length - 1)
        last = max(trajectory.length - 1, 0)
        told = captions.retold(trajectory, [*(mark for mark in MARKS if mark < last), last])
        if self._run.finished and trajectory.complete:
            told[last] = joined(captions.ending(trajectory))
        return sorted(told.items())

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
        """Metric name to its values `(g,)`; of a curve that is measured in round generations alone,
        as it was last measured."""
        found = self._trajectory.metrics
        sparse = [one.name for one in self.series if METRICS[one.name].sparse]
        return {**found, **{name: _held(found[name]) for name in sparse}}

    @property
    def points(self) -> Array:
        """What each generation said `(g, rows, 1 or 2)`."""
        total, rows, _ = self._trajectory.outputs.shape
        shape = (total, min(rows, self._rows), self.dims)
        return LazyArray.of(shape, self._points)

    def _points(self, index: Any) -> Array:
        return self._trajectory.output(index)[..., : self._rows, : self.dims]

    @property
    def real(self) -> Array:
        """As many real rows `(rows, 1 or 2)`, of a stream that no run uses."""
        return fixed_sample(self._run.settings.truth)[: self.points.shape[1], : self.dims]

    @property
    def body(self) -> Sequence[Array]:
        """Outlines of where real data are, but for their tail."""
        return body_of(self._run.settings.truth) if self._modality.points else ()

    @property
    def labels(self) -> Array | None:
        """The component that most likely said each row `(g, rows)`."""
        if self.weights is None:
            return None
        return LazyArray.of(self.points.shape[:2], self._labels)

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
        return self._modality.moments

    @property
    def galleries(self) -> Sequence[Gallery]:
        """Where rows are pictures, the walls that they are hung on."""
        return self._modality.galleries(self._trajectory)

    @property
    def bars(self) -> Bars | None:
        """Where rows are symbols, how often each comes up."""
        return self._modality.bars(self._trajectory)

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
        return self._trajectory.record.get("weights") if self._modality.points else None

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


def _computed_with(made: Mapping[str, Any]) -> str:
    """The versions that the numbers depend on, and the processor, as far as they were recorded."""
    versions = [f"{name} {made[name]}" for name in VERSIONS if name in made]
    on = f" on {made['processor']}" if "processor" in made else ""
    return f"{', '.join(versions)}{on}"


def charts(truth: Truth) -> tuple[Series, ...]:
    """The curves that metrics show beside the film of such data."""
    return tuple(_series(name, row, truth) for name, row in shown(Place.FILM, data_of(truth)))


def _series(name: str, row: Shown, truth: Truth) -> Series:
    metric = METRICS[name]
    level = metric().real(truth) if row.level else None
    return Series(name, row.label, row.scale, metric.unit is Unit.SHARE, level, row.level)


@remembered(64)
def view_of(truth: Truth) -> tuple[float, float, float, float]:
    """The box in which a run is shown: all but the farthest thousandth of the truth, and air."""
    sample = fixed_sample(truth)[:, :2]
    low, high = np.quantile(sample, [0.0005, 0.9995], axis=0)
    air = MARGIN * np.maximum(high - low, np.spacing(np.abs(low).max()) * 1e3)
    low, high = low - air, high + air
    vertical = (low[1], high[1]) if len(low) > 1 else (0.0, 1.0)
    return float(low[0]), float(high[0]), float(vertical[0]), float(vertical[1])


def _held(values: Array) -> Array:
    """Each value until the next one is known."""
    known = np.where(np.isnan(values), 0, np.arange(len(values)))
    return values[np.maximum.accumulate(known)]
