"""Without a screen the same settings give the same numbers, and a slip one clear line."""

import csv
import io
import json
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest

import engine.__main__ as command_line
from engine import (
    METRICS,
    MODELS,
    POLICIES,
    PRESETS,
    TRUTHS,
    Trajectory,
    from_dict,
    load,
    settings,
    to_dict,
)
from engine.__main__ import main
from engine.export import columns
from engine.knobs import knobs_of
from engine.trajectory import LIBRARIES

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


def test_no_lineage_outlives_its_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows are in the file before the next one starts, and its arrays are gone: two thousand
    take no more memory than one. Outputs are not even recorded."""
    living: weakref.WeakSet[Trajectory] = weakref.WeakSet()
    seen: list[tuple[int, int]] = []
    record = command_line._record
    table, summaries = tmp_path / "all.csv", tmp_path / "all.json"

    def watched(trajectory: Trajectory, label: str) -> None:
        living.add(trajectory)
        seen.append((len(living), trajectory.outputs.nbytes))
        record(trajectory, label)

    monkeypatch.setattr(command_line, "_record", watched)
    assert (
        main(["run", *SHORT, "--lineages", "9", "--csv", str(table), "--json", str(summaries)]) == 0
    )
    assert max(count for count, _ in seen) <= 2, "the one being written, and the next"
    assert {size for _, size in seen} == {0}
    assert len(rows(table.read_text())) == 9 * 13
    assert len(json.loads(summaries.read_text())) == 9


def test_what_is_finished_is_kept_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = command_line._record
    table, summaries = tmp_path / "all.csv", tmp_path / "all.json"

    def stopped(trajectory: Trajectory, label: str) -> None:
        if label.startswith("lineage 3"):
            raise KeyboardInterrupt
        record(trajectory, label)

    monkeypatch.setattr(command_line, "_record", stopped)
    command = ["run", *SHORT, "--lineages", "9", "--csv", str(table), "--json", str(summaries)]
    assert main(command) == 130
    assert "stopped" in capsys.readouterr().err
    assert len(rows(table.read_text())) == 2 * 13
    assert len(json.loads(summaries.read_text())) == 2


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
    found = command_line._settings(command_line._parser().parse_args(command))
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
        ("walk", "argument run | enough | list: invalid choice: 'walk'"),
        ("", "the following arguments are required: run | enough | list"),
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
    assert capsys.readouterr().err.startswith("engine: [Errno 2] No such file or directory")


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
        assert command_line._settings(asked) == preset.settings


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
    assert running.wait() == 0
    assert "Error" not in complaints and "engine:" not in complaints
