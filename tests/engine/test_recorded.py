"""Runs that come with the program are whole, small, and what a live run gives."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from docs.recorded_runs import OUTPUT_BYTES, worth_it
from engine import PRESETS, Trajectory
from engine.jobs import InlineScheduler, JobState, JobStore, SharedScheduler, TrajectoryJob
from engine.recorded import FOLDER, is_recorded, recorded
from engine.recording.trajectory import versions

NAMES = sorted(worth_it())
QUICK = {"text", "text-words", "digits-mixture"}
HOURLY = {"text-gpt", "text-gpt-fresh"}

COMPARED = ("python", "machine", "processor", "blas", "numpy", "numba", "torch")
"""What the last digits depend on (docs/decisions/0030)."""


def marked(name: str) -> Any:
    longer = pytest.mark.hours if name in HOURLY else pytest.mark.long
    marks = [] if name in QUICK else [longer]
    return pytest.param(name, marks=marks)


def test_there_is_one_of_each_and_no_other() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.npz")) == NAMES
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 10e6


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_is_whole_and_says_what_made_it(name: str) -> None:
    chosen = PRESETS[name].settings
    assert is_recorded(chosen) and not is_recorded(replace(chosen, seed=chosen.seed + 1))
    found = recorded(chosen)
    assert found.complete and found.settings == chosen
    assert found.outputs.nbytes <= OUTPUT_BYTES and found.outputs.shape[1] >= 64
    assert {*COMPARED, "began", "seconds", "copy-of-a-copy"} <= found.provenance.keys()


def elsewhere(made: Mapping[str, Any]) -> list[str]:
    here = versions()
    return [name for name in COMPARED if made[name] != here[name]]


@pytest.mark.parametrize("name", [marked(name) for name in NAMES])
def test_a_live_run_gives_the_same_numbers(name: str) -> None:
    kept = recorded(PRESETS[name].settings)
    if differs := elsewhere(kept.provenance):
        pytest.skip(f"it was recorded with another {', '.join(differs)}")
    live = Trajectory(PRESETS[name].settings, OUTPUT_BYTES)
    list(live.follow())
    for metric, values in kept.metrics.items():
        np.testing.assert_array_equal(live.metrics[metric], values, metric)
    for part, values in kept.record.items():
        np.testing.assert_array_equal(live.record[part], values, part)
    np.testing.assert_array_equal(live.outputs, kept.outputs)


def test_nobody_computes_what_is_recorded() -> None:
    scheduler = InlineScheduler()
    store = JobStore(SharedScheduler(scheduler, scheduler, scheduler), 2**30, 0.0)
    chosen = PRESETS["text-words"].settings
    job = TrajectoryJob(recorded(chosen), recorded=True)
    assert store.watch("somebody", "0", job.key, lambda: job) is job
    assert job.state == JobState.DONE and job.error == ""
    assert not store.has(chosen.key), "a live run is another job"
    store.close()
