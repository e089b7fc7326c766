"""What a visitor takes home is the run: to the byte, to the last digit, and without a server."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import MODELS, PRESETS, Settings, Trajectory, from_dict, load, settings, to_dict
from engine.__main__ import main
from engine.jobs import JobState, TrajectoryJob
from engine.knobs import name_of, parse
from engine.protocols import TextTruth
from tests.support.statistics import quick
from view import uploaded_files
from view.export.report import report
from view.export.run_files import metrics_csv, settings_json, whole_run

LONG = ("digits-", "text")
LIKE = ("digits-", "vae")
"""Presets whose reports hold just as much as those of `digits` and of `two-moons`."""

SOME = 40
"""Samples a generation that are enough to tell two runs apart."""

Done = Callable[..., TrajectoryJob]
Shortened = Callable[..., Settings]
LARGEST_REPORT = 5_500_000
"""Bytes of one with the charts in it, of which 2 million are the library that draws them."""


def lightly(chosen: Settings) -> Settings:
    """The same with a network that learns in a moment."""
    if not chosen.model.network:
        return chosen
    return replace(chosen, model=parse(quick(name_of(chosen.model)), MODELS, "model"))


def commanded(chosen: Settings, file: Path) -> bytes:
    """What the command line writes for these settings."""
    given = [part for key, value in to_dict(chosen).items() for part in (f"--{key}", str(value))]
    assert main(["run", *given, "--csv", str(file)]) == 0
    return file.read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.long] if name.startswith(LONG) else [])
        for name in PRESETS
    ],
)
def test_the_metrics_are_those_of_the_command_line(done: Done, tmp_path: Path, name: str) -> None:
    chosen = lightly(replace(PRESETS[name].settings, generations=10, samples=SOME, seed=3))
    assert metrics_csv(done(chosen).trajectory).encode() == commanded(chosen, tmp_path / "a.csv")


@pytest.mark.slow
def test_another_process_writes_the_same_to_its_output(done: Done) -> None:
    command = [sys.executable, "-m", "engine", "run", "--preset", "paper", "--seed", "3"]
    written = subprocess.run(
        [*command, "--generations", "50", "--csv", "-"], capture_output=True, check=True
    )
    chosen = replace(PRESETS["paper"].settings, generations=50, seed=3)
    assert metrics_csv(done(chosen).trajectory).encode() == written.stdout


def test_the_settings_make_the_same_run(shortened: Shortened, done: Done) -> None:
    chosen = shortened(policy="fresh:share=0.3", seed=7)
    about = json.loads(settings_json(done(chosen)))
    assert from_dict(about["settings"]) == chosen
    assert "numpy" in about["provenance"]


def test_the_whole_run_loads_as_it_was(shortened: Shortened, done: Done) -> None:
    run = done(shortened(seed=9))
    loaded = load(io.BytesIO(whole_run(run)))
    assert loaded.settings == run.settings and loaded.complete
    for name, values in run.trajectory.metrics.items():
        np.testing.assert_array_equal(loaded.metrics[name], values)
    np.testing.assert_array_equal(loaded.outputs, run.trajectory.outputs)


def test_a_part_of_a_run_can_be_taken_home_too(shortened: Shortened) -> None:
    run = TrajectoryJob(Trajectory(shortened()))
    steps = run.trajectory.follow()
    for _ in range(5):
        next(steps)
    steps.close()
    run.state = JobState.CANCELLED
    assert len(metrics_csv(run.trajectory).splitlines()) == 1 + 5
    assert load(io.BytesIO(whole_run(run))).length == 5
    assert "<canvas" in report([run])


def outside(page: str) -> list[str]:
    """Everything in a page that a browser would fetch from elsewhere."""
    named = re.findall(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s"'<>)]*""", page)
    return [address for address in named if "www.w3.org" not in address]


def test_the_report_asks_nobody(done: Done) -> None:
    without_data = re.sub(r"[A-Za-z0-9+/=]{200,}", "", report([done()]))
    assert outside(without_data) == []
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=""", without_data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(
            preset.settings, id=name, marks=[pytest.mark.long] if name.startswith(LIKE) else []
        )
        for name, preset in PRESETS.items()
        if not isinstance(preset.settings.truth, TextTruth)
    ]
    + [settings(truth="ring", model="gmm:components=10,start=previous", policy="replace")],
)
def test_the_report_is_small_enough_to_send(done: Done, chosen: Settings) -> None:
    size = len(report([done(lightly(chosen))]).encode())
    assert size < LARGEST_REPORT, f"{size / 1e6:.2f} MB"


def test_nothing_says_where_a_table_lay(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploaded_files, "FOLDER", tmp_path)
    rows = "\n".join(f"{i % 7},{i % 5}" for i in range(60))
    file = uploaded_files.keep(f"<b>bold</b>,$x$\n{rows}\n".encode())
    chosen = settings(
        truth=f"table:file={file}", model="gaussian", policy="replace", samples=60, generations=12
    )
    run = done(chosen)
    about, page = settings_json(run), report([run])
    assert str(tmp_path) not in about + page
    assert "<b>bold" not in page
