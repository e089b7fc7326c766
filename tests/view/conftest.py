"""Trajectories with a course made to measure, and finished runs that are short."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from engine import Settings, Trajectory
from engine.jobs import TrajectoryJob
from tests.support import blocking_model as gates
from tests.support.app import NAVIGATION, at, run
from tests.support.jobs import gate, make, short, shortened
from view import state, uploaded_files
from view.sections import fold
from view.state.presses import hear_every_press

__all__ = ["gate", "make", "shortened"]

PACKAGES = cache(manifest_scanner.scan_component_manifests)
"""What installed packages bring for pages. Streamlit asks them all for each page that is tested,
which takes as long as the page, and they stay the same."""


def invented(
    variance: Sequence[float],
    *,
    tail: Sequence[float] | float = 0.05,
    modes: Sequence[float] | float = 1.0,
    floored: Sequence[float] | float = 0.0,
    **values: object,
) -> Trajectory:
    """A trajectory with these curves, which no model has drawn."""
    chosen = short(generations=max(len(variance) - 1, 10), **{"samples": 200} | values)
    trajectory = Trajectory(chosen)
    trajectory.length = n = len(variance)
    rows = {"variance": variance, "tail_mass": tail, "modes": modes}
    for name, row in rows.items():
        trajectory.metrics[name][:n] = row
    said = np.random.default_rng(1).standard_normal(trajectory.outputs.shape[1:])
    trajectory.outputs[:n] = np.sqrt(np.asarray(variance))[:, None, None] * said
    trajectory.record["floored"] = np.zeros(chosen.generations + 1)
    trajectory.record["floored"][:n] = floored
    return trajectory


@pytest.fixture(scope="session")
def invent() -> Callable[..., Trajectory]:
    return invented


@pytest.fixture(scope="session")
def done() -> Callable[..., TrajectoryJob]:
    """A run that has been worked off on the spot."""

    def worked(chosen: Settings | None = None) -> TrajectoryJob:
        return gates.worked_off(TrajectoryJob(Trajectory(chosen or short())))

    return worked


@pytest.fixture
def open_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """The dashboard at one of its pages, with a link's query; what it has begun ends with it.

    Its sections are open. What is in `st.cache_data` stays: it follows from the settings that it is
    kept under, and what a network's run will take is measured for a second or two.
    """
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", PACKAGES)
    monkeypatch.setattr(uploaded_files, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(fold, "OPEN_AT_FIRST", True)
    monkeypatch.setenv("COPY_WORKERS", "0")
    hear_every_press()

    def opened(page: str = "drift", **query: str) -> AppTest:
        app = AppTest.from_file(NAVIGATION, default_timeout=120)
        app.query_params.update(query)
        return run(at(app, page))

    yield opened
    state.store().clear()
    st.cache_resource.clear()
