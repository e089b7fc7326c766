"""What is compiled is kept where it can be, and where it cannot, nobody is kept from computing."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba import config

from engine import own_folder
from engine.numerics import compiling

ROOT = Path(__file__).parents[3]
NO_PLACE = """
import sys
from numba.core.caching import CacheImpl, UserProvidedCacheLocator
CacheImpl._locator_classes = [UserProvidedCacheLocator]  # neither checkout nor home
{before}
from engine import own_folder
from engine.numerics import compiling, means
kernels = [each for each in vars(means).values() if hasattr(each, "py_func")]
print(own_folder.OWN, *{{str(each.stats.cache_path) for each in kernels}})
"""

NO_FOLDERS = """
import pathlib
def full(*_, **__):
    raise OSError(28, "No space left on device")
pathlib.Path.mkdir = full
"""


def doubled() -> Any:
    @compiling.exact
    def kernel(x):  # type: ignore[no-untyped-def]
        return x + x

    return kernel


def without_a_place(tmp_path: Path, before: str = "") -> tuple[list[str], str]:
    """What a process says that may write beside no source and in no home, and what it logs."""
    environment = {name: value for name, value in os.environ.items() if "NUMBA" not in name}
    done = subprocess.run(
        [sys.executable, "-c", NO_PLACE.format(before=before)],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(), done.stderr


def test_at_last_it_is_kept_in_the_processes_own_folder(tmp_path: Path) -> None:
    (own, *places), said = without_a_place(tmp_path)
    assert Path(own).parent == tmp_path
    assert places and all(place.startswith(f"{own}/kernels/") for place in places)
    assert said.count("\n") == 1 and f"is kept in {own}/kernels" in said
    assert [*tmp_path.iterdir()] == [], "it goes with the process"


def test_without_any_place_it_is_not_kept_and_that_is_said_once(tmp_path: Path) -> None:
    (_, *places), said = without_a_place(tmp_path, NO_FOLDERS)
    assert places == ["None"]
    assert said.count("\n") == 1 and "every start compiles it anew" in said


def test_who_is_started_finds_what_was_compiled(tmp_path: Path) -> None:
    more = "import atexit, os; atexit.register(lambda: print(os.environ['NUMBA_CACHE_DIR']))"
    (own, *rest), _ = without_a_place(tmp_path, more)
    assert rest[-1] == f"{own}/kernels"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place for what is compiled."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))  # numba may ask the environment again
    return tmp_path


def test_a_full_disk_keeps_nobody_from_computing(
    place: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numba.core.caching.IndexDataCacheFile._save_data", full)
    compiling._tell.cache_clear()
    for value in (1.5, 2):  # two types, compiled one by one
        assert doubled()(value) == 2 * value
    assert len(caplog.messages) == 1 and "(No space left on device)" in caplog.messages[0]
    assert not [*place.rglob("*.nbc")]


@pytest.mark.parametrize("harm", [b"", b"\x80", b"no pickle"])
def test_what_is_damaged_there_is_compiled_anew(harm: bytes, place: Path) -> None:
    assert np.array_equal(doubled()(np.ones(2)), [2, 2])
    for kept in place.rglob("*.nb?"):
        kept.write_bytes(harm)
    assert np.array_equal(doubled()(np.ones(2)), [2, 2])


def test_both_are_the_same_folder() -> None:
    assert compiling.FOLDER.parent == own_folder.OWN
