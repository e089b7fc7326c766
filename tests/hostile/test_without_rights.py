"""Who may write nothing, and has a full temporary folder, is told so in a sentence, and runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import without_rights

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    bool(without_rights.missing()), reason=without_rights.missing() or "it can be tried"
)
FULL = "what is compiled cannot be kept|there is no place for what is compiled"


def engine(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, in a folder that cannot be written."""
    (folder / "full").mkdir()
    return subprocess.run(
        [*without_rights.command(folder / "full"), sys.executable, "-m", "engine", *arguments],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder / "full")},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_a_run_is_computed(tmp_path: Path) -> None:
    said = ["--truth", "dice", "--model", "frequency", "--generations", "10", "--samples", "20"]
    done = engine(tmp_path, "run", *said, "--csv", "-")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 12
    assert re.search(FULL, done.stderr, re.IGNORECASE), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("to", ["here.csv", "/tmp/here.csv", "{full}/here.csv"])
def test_a_file_that_cannot_be_written_is_one_sentence(to: str, tmp_path: Path) -> None:
    said = ["--truth", "dice", "--model", "frequency", "--generations", "10", "--samples", "20"]
    done = engine(tmp_path, "run", *said, "--csv", to.format(full=tmp_path / "full"))
    assert done.returncode == 2
    own = [line for line in done.stderr.splitlines() if line.startswith("engine: ")]
    assert own and "Traceback" not in done.stderr, done.stderr


@pytest.mark.long
def test_what_has_to_be_compiled_is_compiled(tmp_path: Path) -> None:
    said = ["--truth", "blobs", "--model", "gmm", "--generations", "10", "--samples", "20"]
    done = engine(tmp_path, "run", *said, "--lineages", "9", "--workers", "2", "--csv", "-")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 9 * 11 + 1
    assert "Traceback" not in done.stderr
