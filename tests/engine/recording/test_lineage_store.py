"""What has run need not run again, whatever happens to who wrote it down."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine import BadSpec, Settings, settings
from engine.recording import lineage_store
from engine.recording.lineage_store import LineageStore, key, usual_place

ROOT = Path(__file__).parents[3]
MADE = settings(truth="normal", model="gaussian", policy="replace", samples=20, generations=12)
KILLS = 10


def numbers(seed: int) -> list[float]:
    """What became of a lineage, which can be told from its seed."""
    return [seed + 0.5, float("nan"), float("inf"), 1 / (seed + 1)]


def same(found: dict[int, list[float]]) -> None:
    for seed, values in found.items():
        assert repr(values) == repr(numbers(seed))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "lineages.sqlite"


def filled(file: Path, seeds: range, made: Settings = MADE) -> None:
    store = LineageStore(file)
    for seed in seeds:
        store.put(made, "fate", seed, numbers(seed))
    store.close()


def test_what_was_put_is_found_to_the_last_digit(file: Path) -> None:
    filled(file, range(5, 9))
    store = LineageStore(file)
    found = store.get(MADE, "fate", [4, 5, 7, 8])
    assert set(found) == {5, 7, 8}
    same(found)
    assert not store.get(MADE, "other", [5]) and not store.get(MADE, "fate", [])
    assert not store.get(replace(MADE, samples=21), "fate", [5])
    assert set(store.get(replace(MADE, seed=99), "fate", [5])) == {5}, "seeds are told apart alone"
    store.close()
    assert not store.get(MADE, "fate", [5]), "and after the end nothing is known"


def test_numbers_of_another_version_or_machine_are_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = key(MADE, "fate")
    for name, value in (
        ("NUMBERS", 2),
        ("versions", lambda: {"blas": "another"}),
        ("_stamps", lambda _: (("table.csv", 1, 2),)),
    ):
        with monkeypatch.context() as context:
            context.setattr(lineage_store, name, value)
            lineage_store._key.cache_clear()
            assert key(MADE, "fate") != first
    lineage_store._key.cache_clear()
    assert key(MADE, "fate") == first


def test_a_changed_table_is_another_experiment(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b\n" + "1,2\n2,4\n3,5\n" * 5)
    made = settings(truth=f"table:file={table}", model="gaussian", policy="replace", samples=20)
    first = key(made, "fate")
    table.write_text("a,b\n" + "1,2\n2,4\n3,7\n" * 6)
    assert key(made, "fate") != first


def test_two_write_at_once(file: Path) -> None:
    one, other = LineageStore(file), LineageStore(file)
    for seed in range(0, 400, 2):
        one.put(MADE, "fate", seed, numbers(seed))
        one.flush()
        other.put(MADE, "fate", seed + 1, numbers(seed + 1))
        other.flush()
    assert len(one.get(MADE, "fate", range(400))) == len(other.get(MADE, "fate", range(400))) == 400
    one.close()
    other.close()
    assert not one.broken.startswith("'") and file.exists()


KILLED = """
import os, random, signal, sys, time
from engine.recording.lineage_store import LineageStore, _unpacked as unpacked
from tests.engine.recording.test_lineage_store import MADE, numbers, same

def write(file, seed):
    store = LineageStore(file)
    while True:
        store.put(MADE, "fate", seed, numbers(seed))
        store.flush()
        seed += 2

file, there, chance = sys.argv[1], 0, random.Random(3)
for kill in range(int(sys.argv[2])):
    writers = []
    for odd in (0, 1):
        writers.append(os.fork())
        if not writers[-1]:
            write(file, 2 * kill * 10**6 + odd)
    time.sleep(chance.uniform(0.0, 0.2))
    for writer in writers:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    store = LineageStore(file)
    rows = store._file.execute("SELECT seed, numbers FROM lineages").fetchall()
    found = {seed: unpacked(values) for seed, values in rows}
    same(found)
    assert store._file.execute("PRAGMA integrity_check").fetchone() == ("ok",), store.broken
    assert len(found) >= there
    there = len(found)
    store.close()
assert there > 10
"""


@pytest.mark.slow
def test_whoever_writes_may_be_killed_at_any_moment(file: Path) -> None:
    """Ten times two that write at once, in a process that may fork: it has no threads."""
    command = [sys.executable, "-W", "ignore", "-c", KILLED, str(file), str(KILLS)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_it_stays_within_bounds_and_the_longest_unused_make_room(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = 2**17
    store, others = LineageStore(file, bound), replace(MADE, samples=50)
    monkeypatch.setattr(lineage_store, "_today", lambda: 100)
    for seed in range(500):
        store.put(MADE, "fate", seed, numbers(seed))
    store.flush()
    monkeypatch.setattr(lineage_store, "_today", lambda: 101)
    assert len(store.get(MADE, "fate", range(100))) == 100, "these are used again"
    monkeypatch.setattr(lineage_store, "_today", lambda: 100)
    for seed in range(5000):
        store.put(others, "fate", seed, numbers(seed))
        if seed % 500 == 0:
            store.flush()
    store.flush()
    left = store.get(MADE, "fate", range(500))
    store.close()
    assert file.stat().st_size <= bound and set(range(100)) <= left.keys() and len(left) <= 500
    again = LineageStore(file, bound)
    assert again.get(others, "fate", range(5000))
    again.close()


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\xff" * 5000, b"no database " * 500])
def test_what_is_no_store_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(content)
    with pytest.raises(BadSpec, match="cannot keep lineages: file is not a database"):
        LineageStore(file)
    assert file.read_bytes() == content


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.sqlite"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE lineages (name)")
    other.close()
    content = file.read_bytes()
    with pytest.raises(BadSpec, match="is the file of another program; name another one"):
        LineageStore(file)
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadSpec, match="cannot keep lineages"):
        LineageStore(tmp_path / "file" / "lineages.sqlite")


def test_one_that_breaks_costs_what_it_holds_and_nothing_else(file: Path) -> None:
    filled(file, range(50))
    store = LineageStore(file)
    store._file.execute("DROP TABLE lineages")
    store.put(MADE, "fate", 1, numbers(1))
    store.flush()
    assert "keeps nothing any more: no such table" in store.broken
    store.put(MADE, "fate", 2, numbers(2))
    assert store.get(MADE, "fate", [2]) == {}
    store.close()


@pytest.mark.parametrize(
    ("platform", "environment", "end"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x/copy-of-a-copy/lineages.sqlite"),
        ("linux", {}, "/.cache/copy-of-a-copy/lineages.sqlite"),
        ("darwin", {}, "/Library/Caches/copy-of-a-copy/lineages.sqlite"),
        ("win32", {"LOCALAPPDATA": "/a"}, "/a/copy-of-a-copy/lineages.sqlite"),
    ],
)
def test_the_usual_place_is_the_users_own(
    platform: str, environment: dict[str, str], end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert usual_place(environment).as_posix().endswith(end)
