"""Without a screen the same settings give the same numbers, and a slip one clear line."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine.__main__ as command_line
from engine import (
    METRICS,
    MODELS,
    POLICIES,
    PRESETS,
    TRUTHS,
    Ensemble,
    Settings,
    Trajectory,
    from_dict,
    load,
    settings,
    to_dict,
)
from engine.__main__ import main
from engine.console import GONE
from engine.jobs import stream
from engine.knobs import knobs_of
from engine.recording import columns
from engine.recording.trajectory import LIBRARIES

SHORT = ["--truth", "normal", "--model", "gaussian", "--samples", "20", "--generations", "12"]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command writes to stdout."""
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by their columns."""
    return list(csv.DictReader(io.StringIO(text)))


def recorded(**values: object) -> Trajectory:
    """The same run on record."""
    plain = {"truth": "normal", "model": "gaussian", "policy": "replace"}
    made = settings(**plain | {"samples": 20, "generations": 12} | values)
    trajectory = Trajectory(made)
    list(trajectory.follow())
    return trajectory


def test_one_row_a_generation_and_one_column_a_metric(capsys: pytest.CaptureFixture[str]) -> None:
    written = told(capsys, "run", *SHORT)
    single = [name for name, metric in METRICS.items() if not metric.by_class]
    assert written.splitlines()[0] == ",".join(["lineage", "generation", *single])
    assert "\r" not in written
    found = rows(written)
    assert [row["generation"] for row in found] == [str(at) for at in range(13)]
    assert {row["lineage"] for row in found} == {"0"}
    expected = recorded()
    for name in single:
        values = [float(row[name] or "nan") for row in found]
        np.testing.assert_array_equal(values, expected.metrics[name], name)


def test_twice_the_same_command_gives_the_same_file(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["run", *SHORT, "--model", "gmm", "--lineages", "2"]
    assert told(capsys, *command) == told(capsys, *command)
    assert told(capsys, *command) != told(capsys, *command, "--seed", "1")


def test_where_a_metric_does_not_apply_the_cell_is_empty(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = rows(told(capsys, "run", "--truth", "iris", "--model", "kde", *SHORT[4:]))
    assert {(row["l2"], row["modes"]) for row in found} == {("", "")}
    assert all(row["variance"] for row in found)


def test_lineages_follow_each_other_from_the_seed_on(capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(told(capsys, "run", *SHORT, "--lineages", "4", "--seed", "5"))
    assert [(row["lineage"], row["generation"]) for row in found] == [
        (str(lineage), str(at)) for lineage in range(4) for at in range(13)
    ]
    for lineage in range(4):
        expected = recorded(seed=5 + lineage).metrics["variance"]
        mine = [float(row["variance"]) for row in found if row["lineage"] == str(lineage)]
        np.testing.assert_array_equal(mine, expected)


def test_no_batch_outlives_its_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are in the file before the one after the next starts, and its arrays are gone: a
    hundred thousand lineages take no more memory than some."""
    living: weakref.WeakSet[Ensemble] = weakref.WeakSet()
    seen: list[int] = []

    class Watched(Ensemble):
        def __init__(self, first: Settings, count: int) -> None:
            super().__init__(first, count)
            living.add(self)
            seen.append(len(living))

    monkeypatch.setattr(stream, "BATCH", 2)
    monkeypatch.setattr(stream, "Ensemble", Watched)
    table, summaries = tmp_path / "all.csv", tmp_path / "all.json"
    outputs = ["--csv", str(table), "--json", str(summaries)]
    assert main(["run", *SHORT, "--lineages", "19", "--workers", "0", *outputs]) == 0
    assert len(seen) == 10 and max(seen) <= 3, "the one being written, the next, and no other"
    assert len(rows(table.read_text())) == 19 * 13
    assert len(json.loads(summaries.read_text())) == 19


def test_what_is_finished_is_kept_under_a_name_that_says_so_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table, summaries = tmp_path / "all.csv", tmp_path / "all.json"

    def stopped(*asked: Any) -> Iterator[Any]:
        yield from islice(stream.streamed(*asked), 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "streamed", stopped)
    command = ["run", *SHORT, "--lineages", "9", "--csv", str(table), "--json", str(summaries)]
    assert main([*command, "--workers", "0"]) == 130
    said = capsys.readouterr().err
    assert "stopped" in said and f"{table}.partial" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "all.csv.partial",
        "all.json.partial",
    ]
    assert len(rows((tmp_path / "all.csv.partial").read_text())) == 2 * 13
    begun = (tmp_path / "all.json.partial").read_text()
    with pytest.raises(json.JSONDecodeError):
        json.loads(begun)
    assert len(json.loads(f"{begun}]")) == 2


@pytest.mark.parametrize(
    "kind",
    [
        [],
        ["--model", "gmm"],
        pytest.param(["--truth", "digits", "--model", "gmm"], marks=pytest.mark.long),
    ],
)
def test_the_files_are_the_same_to_the_byte_however_many_work(
    tmp_path: Path, kind: list[str]
) -> None:
    """Twelve lineages, that several share a task."""
    written = []
    for workers in ("0", "1", "2"):
        names = [tmp_path / f"{workers}{end}" for end in (".csv", ".json", ".npz")]
        outputs = ["--csv", str(names[0]), "--json", str(names[1]), "--npz", str(names[2])]
        command = ["run", *SHORT, *kind, "--lineages", "12", "--workers", workers]
        assert main([*command, *outputs]) == 0
        written.append([name.read_bytes() for name in names[:2]])
    assert written[0] == written[1] == written[2]
    assert load(tmp_path / "0.npz").complete


@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_ends_it_soon_and_quietly_and_leaves_no_process(workers: str) -> None:
    """As a terminal does it: all processes in the foreground hear it."""
    root = Path(__file__).parents[2]
    long = ["--samples", "5000", "--generations", "200", "--lineages", "4000"]
    command = [sys.executable, "-m", "engine", "run", *SHORT[:4], *long, "--workers", workers]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=root, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as running:
        assert running.stdout and running.stderr
        assert running.stdout.readline().startswith("lineage,generation,")
        working = children(running.pid)
        assert len(working) == int(workers)
        os.killpg(running.pid, signal.SIGINT)
        began = time.monotonic()
        assert running.wait(30) == 130 and time.monotonic() - began < 10
        said = running.stderr.read().replace("\r", "\n").splitlines()
        assert [line for line in said if line and not line.startswith("lineage ")] == [
            "engine: stopped"
        ]
        assert not [pid for pid in working if Path(f"/proc/{pid}").exists()]


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


@pytest.mark.parametrize("workers", ["-1", "many", "1000"])
def test_so_many_workers_there_are_not(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SHORT, "--workers", workers]) == 2
    assert capsys.readouterr().err.startswith(f"engine: workers={workers} is ")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_what_cannot_run_is_one_line(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["run", *SHORT, "--model", "vae:likelihood=bernoulli,steps=1", "--lineages", "3"]
    assert main([*command, "--workers", workers]) == 2
    said = capsys.readouterr().err
    assert said.startswith("engine: ") and "bernoulli" in said and said.count("\n") == 1


def test_json_says_what_was_run_where_and_what_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["run", "--truth", "iris", "--model", "kde", *SHORT[4:], "--lineages", "2"]
    found = json.loads(told(capsys, *command, "--json", "-"), parse_constant=pytest.fail)
    assert [one["settings"]["seed"] for one in found] == [0, 1]
    for one in found:
        expected = recorded(truth="iris", model="kde", seed=one["settings"]["seed"])
        assert from_dict(one["settings"]) == expected.settings
        assert one["generations"] == 12
        assert set(LIBRARIES) < set(one["provenance"])
        assert list(one["metrics"]) == list(columns(expected))
        for name, numbers in columns(expected).items():
            values = np.array([np.nan if v is None else v for v in one["metrics"][name]])
            np.testing.assert_array_equal(values, numbers, name)


def test_npz_holds_the_whole_first_lineage(tmp_path: Path) -> None:
    path = tmp_path / "first"
    assert main(["run", *SHORT, "--lineages", "2", "--npz", str(path)]) == 0
    found, expected = load(path), recorded()
    assert found.complete
    np.testing.assert_array_equal(found.outputs, expected.outputs)
    np.testing.assert_array_equal(found.metrics["variance"], expected.metrics["variance"])


def test_progress_goes_where_numbers_do_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SHORT, "--lineages", "2"]) == 0
    captured = capsys.readouterr()
    assert "lineage 2 of 2: generation 12 of 12\n" in captured.err
    assert "generation 12 of" not in captured.out


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_is_where_one_starts(name: str) -> None:
    """What is not said again stays as the preset has it."""
    command = ["run", "--preset", name, "--generations", "10", "--samples", "40"]
    found = command_line.settings_of(command_line._parser().parse_args(command))
    assert to_dict(found) == to_dict(PRESETS[name].settings) | {"generations": 10, "samples": 40}


def test_a_preset_runs(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["run", "--preset", "iris", "--generations", "10", "--json", "-"]
    found = json.loads(told(capsys, *command))[0]
    assert found["settings"] == to_dict(PRESETS["iris"].settings) | {"generations": 10}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("run --model gmm:components=99", "model gmm: components=99 is outside 1 to 10"),
        (
            "run --model gmm:component=2",
            "model gmm has no knob component; did you mean components?",
        ),
        ("run --model gmn", "no model is called gmn; did you mean gmm?"),
        ("run --truth blob", "no truth is called blob; did you mean blobs?"),
        ("run --policy keep", "no policy is called keep; there are accumulate, "),
        ("run --samples 1", "samples=1 is outside 2 to 100000"),
        ("run --samples many", "samples=many is not a whole number"),
        ("run --generations 1e9", "generations=1e9 is outside 10 to 2000"),
        ("run --seed 9223372036854775808", "seed=9223372036854775808 is outside 0 to 90071992547"),
        ("run --seed -1", "seed=-1 is outside 0 to 9007199254740991"),
        ("run --seed 9007199254740991 --lineages 2", "seed=9007199254740992 is outside 0 to "),
        ("run --lineages 0", "lineages=0 is outside 1 to 100000"),
        ("run --lineages two", "lineages=two is not a whole number"),
        ("run --preset three-blob", "no preset is called three-blob; did you mean three-blobs?"),
        ("run --preset xyz", f"no preset is called xyz; there are {', '.join(PRESETS)}"),
        ("run --policy accumulate --model kde --samples 100000", "the last generation would "),
        ("run --truth table", "file is empty; name a file"),
        ("run --truth table:file=nowhere.csv", "nowhere.csv: there is no such file"),
        ("run --csv - --json -", "csv and json cannot both go to -"),
        ("run --colour red", "unrecognized arguments: --colour red"),
        ("run --samples", "argument --samples: expected one argument"),
        ("walk", "argument run | enough | map | list: invalid choice: 'walk'"),
        ("", "the following arguments are required: run | enough | map | list"),
    ],
)
def test_a_slip_ends_with_one_clear_line(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments.split()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"engine: {said}")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("output", ["--csv", "--json"])
def test_a_file_that_cannot_be_written_is_known_before_anything_runs(
    output: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *SHORT, output, str(tmp_path / "nowhere" / "file")]) == 2
    said = capsys.readouterr().err
    assert said.endswith("cannot be written: No such file or directory\n") and said.count("\n") == 1


def test_the_list_shows_every_kind_and_every_knob(capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, "list")
    roles = {"truth": TRUTHS, "model": MODELS, "policy": POLICIES, "metric": METRICS}
    for role, kinds in roles.items():
        for name, kind in kinds.items():
            assert f"{role} {name}: {kind.label}\n" in listed
            for knob, declared in knobs_of(kind).items():
                assert f"    {knob}=" in listed
                assert declared.help in listed
    for name, preset in PRESETS.items():
        assert f"preset {name}: {preset.look}\n" in listed


def test_what_the_list_shows_of_a_preset_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, "list").splitlines()
    for name, preset in PRESETS.items():
        at = lines.index(f"preset {name}: {preset.look}")
        shown = ["run", *lines[at + 1].split(), "--json", "-"]
        asked = command_line._parser().parse_args(shown)
        assert command_line.settings_of(asked) == preset.settings


def test_help_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["--help"], ["run", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(command)
        assert left.value.code == 0
    assert "--lineages" in capsys.readouterr().out


@pytest.mark.slow
def test_it_runs_as_a_module_and_minds_no_closed_pipe() -> None:
    """`python -m engine run | head` ends without a word about the pipe."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "engine", "run", *SHORT, "--lineages", "400"]
    running = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout and running.stderr
    assert running.stdout.readline().startswith("lineage,generation,")
    running.stdout.close()
    complaints = running.stderr.read()
    running.stderr.close()
    assert running.wait() == GONE, "not all was written"
    assert "Error" not in complaints and "engine:" not in complaints


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--policy fresh:share=0.01", "policy fresh: share=0.01 has no effect: 1% of 20 samples "),
        ("--policy bottleneck:rows=50", "policy bottleneck: rows=50 has no effect: all 20 samples"),
        ("--policy schedule:at=50", "policy schedule: at=50 has no effect: the turn lies after"),
        ("--truth blobs:count=1,radius=3", "truth blobs: radius=3.0 has no effect: one blob alone"),
        ("--truth blobs:count=1", ""),
        ("--policy fresh:share=0.05", ""),
    ],
)
def test_a_knob_without_effect_says_why(
    options: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *SHORT, *options.split(), "--workers", "0"]) == 0
    captured = capsys.readouterr()
    found = [line for line in captured.err.splitlines() if "has no effect" in line]
    assert any(line.startswith(f"engine: {said}") for line in found) if said else not found
    assert "has no effect" not in captured.out
