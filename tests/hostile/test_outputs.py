"""A file is written whole or not at all, whoever closes what, and nothing that is read is lost."""

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.__main__ import main

ROOT = Path(__file__).parents[2]
SHORT = ["--truth", "normal", "--model", "gaussian", "--samples", "20", "--generations", "12"]
BEFORE = "what was here before\n"
TABLE = "a,b\n" + "".join(f"{i % 7},{i % 5}\n" for i in range(60))
HEADER = "lineage,generation,"


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command line in which `engine` is the engine, as bash reads it."""
    engine = f"{shlex.quote(sys.executable)} -m engine"
    return subprocess.run(
        ["bash", "-c", line.replace("engine run", f"{engine} run {' '.join(SHORT)}")],
        cwd=folder,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=120,
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a table, other names for it, and two files of before."""
    (tmp_path / "same.csv").write_text(TABLE)
    (tmp_path / "link.csv").symlink_to("same.csv")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "same.csv")
    for name in ("mine.csv", "mine.json"):
        (tmp_path / name).write_text(BEFORE)
    (tmp_path / "folder").mkdir()
    return tmp_path


REFUSED = {
    "its own input": "--truth table:file=same.csv --csv same.csv",
    "its input by a link": "--truth table:file=same.csv --csv link.csv",
    "its input by another name": "--truth table:file=same.csv --json ./hard.csv",
    "its input, as a whole run": "--truth table:file=link.csv --npz same.csv",
    "no such folder": "--csv mine.csv --json nowhere/x",
    "a folder": "--csv mine.csv --npz folder",
    "one file for two": "--csv mine.csv --json mine.csv",
    "one new file for two": "--csv new --json ./new",
    "one new file for all": "--csv new --npz folder/../new",
    "refused in generation 0": "--csv mine.csv --json mine.json --model vae:likelihood=bernoulli",
    "a table without numbers": "--truth table:file=mine.json --csv mine.csv",
    "a name too long": f"--csv mine.csv --json {'x' * 300}",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_has_touched_nothing(
    what: str, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(files)
    there = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    assert main(["run", *SHORT, *REFUSED[what].split(), "--workers", "0"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("engine: ") and said.count("\n") == 1, said
    assert {path: path.read_bytes() for path in files.iterdir() if path.is_file()} == there


def test_a_file_of_before_is_replaced_as_a_whole(files: Path) -> None:
    (files / "mine.csv").chmod(0o640)
    (files / "there.csv").symlink_to("mine.csv")
    done = shell("engine run --csv there.csv", files)
    assert done.returncode == 0, done.stderr
    assert (files / "there.csv").is_symlink()
    assert (files / "mine.csv").read_text().startswith(HEADER)
    assert (files / "mine.csv").stat().st_mode & 0o777 == 0o640
    assert not [*files.glob("*.partial*")]


WHOLE = {
    "progress that nobody reads": "engine run --csv h.csv 2>&1 | head -c 1; exit ${PIPESTATUS[0]}",
    "no errors": "engine run --csv h.csv 2>&-",
    "no errors and no output": "engine run --csv h.csv >&- 2>&-",
    "no input": "engine run --csv h.csv <&-",
    "errors that are full": "engine run --csv h.csv 2>/dev/full",
    "output by another name": "engine run --csv - > h.csv 2>&-",
    "into a pipe": "engine run --csv /dev/stdout | cat > h.csv; exit ${PIPESTATUS[0]}",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", WHOLE)
def test_it_ends_well_and_the_numbers_are_whole(what: str, tmp_path: Path) -> None:
    done = shell(WHOLE[what], tmp_path)
    lines = (tmp_path / "h.csv").read_text().splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0].startswith(HEADER) and len(lines) == 14
    assert "Traceback" not in done.stderr


NOT_WHOLE = {
    "no output": ("engine run --csv - >&-", "standard output is closed"),
    "no output by default": ("engine run >&-", "standard output is closed"),
    "output that is full": ("engine run > /dev/full", "No space left"),
    "a file that is full": ("engine run --csv /dev/full", "No space left"),
    "full, and no errors": ("engine run > /dev/full 2>&-", ""),
    "full, as are the errors": ("engine run > /dev/full 2>/dev/full", ""),
    "nobody reads": ("engine run --lineages 400 | true; exit ${PIPESTATUS[0]}", ""),
    "refused, with full errors": ("engine run --seed x 2>/dev/full", ""),
    "output added to its input": (
        "engine run --truth table:file=same.csv >> same.csv",
        "is read by this run",
    ),
    "one file for two": ("engine run --csv - --json both > both", "another output"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", NOT_WHOLE)
def test_it_does_not_end_well_where_something_is_not_written(what: str, files: Path) -> None:
    line, sentence = NOT_WHOLE[what]
    done = shell(line, files)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
    assert (files / "same.csv").read_text() == TABLE


@pytest.mark.slow
@pytest.mark.parametrize("how", ["--json f.json", "--json - > f.json"])
def test_what_ctrl_c_leaves_is_not_taken_for_the_whole(how: str, tmp_path: Path) -> None:
    long = "--lineages 500 --samples 5000 --generations 200 --workers 0"
    name, _, led = how.removeprefix("--json ").partition(" > ")
    command = [sys.executable, "-m", "engine", "run", *SHORT[:4], *long.split(), "--json", name]
    with (tmp_path / (led or "nothing")).open("w") as file:
        running = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=file,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert running.stderr
        said = ""
        while "lineage 3 of" not in said:
            said += running.stderr.read(1) or pytest.fail(f"it ended, and said {said}")
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        running.stderr.close()
    assert led or not (tmp_path / "f.json").exists()
    for path in tmp_path.iterdir():
        if path.name != "nothing":
            with pytest.raises(json.JSONDecodeError):
                json.loads(path.read_text())
