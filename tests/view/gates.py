"""A model that learns one generation and waits at a gate with the others."""

import threading
import time
from collections.abc import Callable
from typing import ClassVar, TypeVar

from engine import Ensemble, Settings, Trajectory, settings
from engine.analysis.real_data_search import RealDataSearch
from engine.distributions.mixture import Mixture, gaussian
from engine.jobs import (
    EnsembleJob,
    InlineScheduler,
    Job,
    JobStore,
    SearchJob,
    TrajectoryJob,
    ensemble_key,
    search_key,
)
from engine.knobs import kind, knob
from engine.training_set import TrainingSet

PATIENCE = 20.0
OPEN = threading.Event()
FITS: list[int] = []
"""How many rows each fit has read."""


@kind("Waits at a gate")
class Gated:
    """Learns one generation, the others once the gate is open, and none after so many rows."""

    moments_suffice: ClassVar[bool] = True
    network: ClassVar[bool] = False
    number: int = knob(0, 0, 1000, label="Number", help="Makes settings differ.")
    rows: int = knob(10**6, 0, 10**6, label="Rows", help="What it reads before it breaks.")

    def fit(self, rng: object, training: TrainingSet, previous: object) -> Mixture:
        if training.moments.count > self.rows:
            raise ArithmeticError("the matrix said no")
        if previous is not None:
            assert OPEN.wait(PATIENCE)
        FITS.append(training.moments.count)
        return gaussian(training.moments.mean, training.moments.scatter / training.moments.count)


def gated(number: int = 0, **values: object) -> Settings:
    small = {"truth": "normal", "policy": "replace", "samples": 10, "generations": 20}
    return settings(**{"model": Gated(number=number)} | small | values)


def breaking(rows: int, **values: object) -> Settings:
    return gated(model=Gated(rows=rows), **{"policy": "accumulate"} | values)


Kind = TypeVar("Kind", bound=Job)


def jobs(store: JobStore, kind: type[Kind]) -> list[Kind]:
    """All of this kind, the oldest first."""
    return [job for job in store._jobs.values() if isinstance(job, kind)]


def worked_off(run: TrajectoryJob) -> TrajectoryJob:
    """On the spot."""
    scheduler = InlineScheduler()
    scheduler.submit(run)
    scheduler.wait(run)
    return run


def show(store: JobStore, viewer: str, settings: Settings, slot: str = "0") -> TrajectoryJob:
    return store.watch(viewer, slot, settings.key, lambda: TrajectoryJob(Trajectory(settings)))


def show_many(store: JobStore, viewer: str, settings: Settings, count: int) -> EnsembleJob:
    key = ensemble_key(settings, count)
    return store.watch(viewer, "lineages", key, lambda: EnsembleJob(Ensemble(settings, count)))


def show_search(store: JobStore, viewer: str, settings: Settings, policy: str) -> SearchJob:
    key = search_key(settings, policy)
    return store.watch(viewer, "search", key, lambda: SearchJob(RealDataSearch(settings, policy)))


def until(condition: Callable[[], object]) -> None:
    """Wait for what another thread is about to do."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.005)
