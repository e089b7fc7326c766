"""A map by the command line: one row a cell, resumable, whole or not at all."""

import csv
import io
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from engine import settings
from engine.__main__ import main
from engine.jobs import InlineScheduler, MapJob
from engine.map import Map, Plane, axis, map_csv

ROOT = Path(__file__).parents[2]
KILLS = 10
AXES = ["--x", "samples=10:40:3", "--y", "policy.fresh.rows=0,2", "--generations", "30"]
LONGER = ["--x", "samples=20:300:6", "--y", "policy.fresh.rows=0,1,2,5", "--generations", "300"]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def told(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[str, str]:
    """What it writes to standard output and to standard error."""
    assert main(["map", "--workers", "0", *options]) == 0
    found = capsys.readouterr()
    return found.out, found.err


def test_one_row_a_cell(capsys: pytest.CaptureFixture[str]) -> None:
    written, err = told(capsys, *AXES, "--lineages", "3", "--store", "none")
    lines = written.splitlines()
    assert lines[0] == (
        "samples,rows,lineages,kept,low,high,median,lost_tail,first_below_half,source"
    )
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [(row["samples"], row["rows"]) for row in rows] == [
        (samples, real) for real in ("0", "2") for samples in ("10", "20", "40")
    ]
    assert {row["source"] for row in rows} == {"runs"} and {row["lineages"] for row in rows} == {
        "3"
    }
    for row in rows:
        assert float(row["low"]) <= int(row["kept"]) / 3 <= float(row["high"])
        assert (float(row["median"]) >= 0.5) == (int(row["kept"]) >= 2)
    assert "6 of 6 cells, 0 lineages left" in err and "store" not in err


def test_the_page_and_the_command_give_the_same_cells(capsys: pytest.CaptureFixture[str]) -> None:
    written, _ = told(capsys, *AXES, "--lineages", "3", "--preset", "small-class")
    base = settings(
        truth="normal", model="gaussian", policy="replace", samples=50, generations=30, seed=0
    )
    job = MapJob(Map(Plane(base, axis(AXES[1], base), axis(AXES[3], base), 3)))
    scheduler, file = InlineScheduler(), io.StringIO()
    scheduler.submit(job)
    assert scheduler.wait(job)
    map_csv(file, job.map)
    assert file.getvalue() == written


def test_what_has_run_is_not_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, err = told(capsys, *AXES)
    place = tmp_path / "cache/copy-of-a-copy/lineages.sqlite"
    assert f"engine: finished lineages are kept in {place}"[:60] in err and place.exists()
    assert "have run before" not in err
    again, err = told(capsys, *AXES)
    assert again == first and "engine: 54 lineages have run before" in err
    _, err = told(capsys, *AXES, "--lineages", "12")
    assert "engine: 54 lineages have run before" in err
    file = tmp_path / "own.sqlite"
    _, err = told(capsys, *AXES, "--store", str(file))
    assert file.exists() and "before" not in err and "kept" not in err


def test_a_store_that_cannot_be_is_done_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cache").write_text("")
    _, err = told(capsys, *AXES, "--lineages", "1")
    assert "cannot keep lineages: " in err and "; nothing is kept" in err


def test_the_law_alone_is_there_without_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    written, _ = told(capsys, *AXES, "--lineages", "0")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == 6 and {row["source"] for row in rows} == {"law"}
    assert {row["lineages"] for row in rows} == {"1000"} and {row["lost_tail"] for row in rows} == {
        ""
    }


def test_cells_that_fail_are_named_and_the_others_are_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--model", "kde", "--policy", "accumulate", "--lineages", "1"]
    written, err = told(
        capsys, *options, "--x", "samples=10,20000", "--y", "generations=10,20,1000"
    )
    rows = list(csv.DictReader(io.StringIO(written)))
    empty = [row for row in rows if row["lineages"] == "0"]
    assert [(row["samples"], row["generations"]) for row in empty] == [("20000", "1000")]
    assert set(list(empty[0].values())[3:]) == {""}
    assert "engine: nothing is known with samples=20000, generations=1000: the last gen" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--x sample=1:2:3", "no number is called sample; did you mean samples?"),
        ("--x samples", "say where samples stops"),
        ("--y policy.fresh.rows=1,a", "policy.fresh.rows=a is not a whole number"),
        ("--y samples=10,20", "both axes turn samples"),
        ("--lineages 1001", "lineages=1001 is outside 0 to 1000"),
        ("--preset xyz", "no preset is called xyz"),
        ("--workers 1000", "workers=1000 is outside 0 to 256"),
        ("--csv /nowhere/map.csv", "/nowhere/map.csv cannot be written"),
        ("--stor none --colour", "unrecognized arguments: --colour"),
        ("--lineages 0 --truth blobs --model gmm", "the map is empty: no law is known"),
        (
            "--x generations=2000 --model kde --policy accumulate --y samples=9999",
            "the map is empty",
        ),
    ],
)
def test_a_slip_ends_with_one_clear_line(
    options: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["map", "--store", "none", *options.split()]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"engine: {said}") and captured.err.count("\n") == 1


def test_the_store_is_no_other_programs_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("notes " * 99)
    assert main(["map", *AXES, "--store", str(file)]) == 2
    assert "cannot keep lineages: file is not a database" in capsys.readouterr().err


def test_a_file_is_whole_or_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "map.csv"
    told(capsys, *AXES, "--csv", str(file))
    assert [path.name for path in tmp_path.glob("map*")] == ["map.csv"]
    assert len(file.read_text().splitlines()) == 7


@pytest.mark.long
def test_killed_at_random_moments_it_goes_on_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected, _ = told(capsys, *LONGER, "--store", "none")
    file, chance, known = tmp_path / "map.csv", random.Random(2), 0
    command = [sys.executable, "-m", "engine", "map", *LONGER, "--workers", "2"]
    command += ["--csv", str(file), "--store", str(tmp_path / "lineages.sqlite")]
    for kill in range(KILLS):
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, bufsize=0) as process:
            assert process.stderr
            said = _counting(process.stderr) if kill % 3 else b""
            time.sleep(chance.uniform(0.0, 1.0))
            process.kill()
            said += process.stderr.read()
        known = _known(said, known)
        assert not file.exists() or file.read_text() == expected
        assert not list(tmp_path.glob("*.partial*"))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert _known(done.stderr, known) > 0
    assert file.read_text() == expected


def _counting(err: IO[bytes]) -> bytes:
    """What it says until it is seen to count."""
    said = b""
    while len(set(re.findall(rb", (\d+) lineages left", said))) < 2 and (more := err.read(1)):
        said += more
    return said


def _known(said: bytes, before: int) -> int:
    """How many lineages had run before, as far as it came to say so; never fewer than before."""
    found = re.search(rb"engine: ([\d,]+) lineages have run before", said)
    known = int(found[1].replace(b",", b"")) if found else before
    assert known >= before
    return known
