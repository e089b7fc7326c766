"""A process has a folder of its own in the temporary directory, and leaves nothing there."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine import own_folder

MAKE = (
    "from engine.own_folder import OWN, made; made(OWN / 'uploads'); "
    "(OWN / 'uploads/table.csv').touch(); print(OWN); "
)


def process(tmp_path: Path, more: str = "") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return subprocess.run(
        [sys.executable, "-c", MAKE + more],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_goes_with_its_process(tmp_path: Path) -> None:
    look = "import os; print(oct(os.stat(OWN).st_mode), os.listdir(OWN / 'uploads'))"
    one, other = (process(tmp_path, look).stdout.splitlines() for _ in range(2))
    assert Path(one[0]).parent == tmp_path and one[0] != other[0]
    assert one[1] == other[1] == "0o40700 ['table.csv']"
    assert [*tmp_path.iterdir()] == []


def test_one_that_was_killed_is_tidied_up_after_by_the_next(tmp_path: Path) -> None:
    """Not before it is no more, and by nobody who knows nothing of it."""
    (tmp_path / "copy-of-a-copy-of-somebody").mkdir(mode=0o700)
    look = "import os, signal, subprocess, sys; print(sorted(os.listdir(OWN.parent)), flush=True); "
    again = f"subprocess.run([sys.executable, '-c', {MAKE + look!r}]); "
    killed = process(tmp_path, look + again + "os.kill(os.getpid(), signal.SIGKILL)")
    own, mine, other, both = killed.stdout.splitlines()
    assert killed.returncode == -9 and Path(own).name in mine
    assert Path(own).name in both and Path(other).name in both
    after = process(tmp_path, look).stdout.splitlines()
    assert Path(own).name not in after[1] and "of-somebody" in after[1]


def test_a_child_that_is_forked_does_not_remove_it(tmp_path: Path) -> None:
    fork = "import os; child = os.fork(); child or exit(); os.wait(); print(OWN.exists())"
    assert process(tmp_path, fork).stdout.split()[-1] == "True"


@pytest.mark.parametrize("mode", [0o777, 0o750, 0o701])
def test_what_others_may_look_into_is_not_taken(mode: int, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(mode)
    with pytest.raises(PermissionError, match="not a folder of ours alone"):
        own_folder.made(tmp_path / "open")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_another_users_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    os.chown(tmp_path / "theirs", 12345, 12345)
    with pytest.raises(PermissionError):
        own_folder.made(tmp_path / "theirs")


def test_it_is_made_again_where_somebody_has_tidied_up(tmp_path: Path) -> None:
    made = own_folder.made(tmp_path / "kept")
    made.rmdir()
    assert stat.S_IMODE(own_folder.made(made).stat().st_mode) == 0o700
