"""Files that hurt: too large, without an end, or not what they say they are; each one sentence."""

import io
import json
import os
import random
import time
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine import BadTrajectory, Trajectory, load, save, settings
from engine.data.corpus import read_text
from engine.data.csv_table import read_table
from tests.support.hostile import hostile, refusal

MEGABYTES = 2**20
TRIED = 200


@pytest.fixture(scope="module")
def saved() -> bytes:
    """A run that is whole, as a file."""
    made = settings(
        truth="moons", model="gmm", policy="accumulate", samples=30, generations=20, seed=3
    )
    trajectory, file = Trajectory(made), io.BytesIO()
    list(trajectory.follow())
    save(trajectory, file)
    return file.getvalue()


def with_member(saved: bytes, name: str, member: bytes | None, packed: bool = False) -> io.BytesIO:
    """The same file, another array in it; None leaves it out."""
    file, how = io.BytesIO(), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(saved)) as old, zipfile.ZipFile(file, "w", how) as new:
        held = {each: old.read(each) for each in old.namelist()} | {f"{name}.npy": member}
        for each, data in held.items():
            if data is not None:
                new.writestr(each, data)
    file.seek(0)
    return file


def declaring(shape: tuple[int, ...], kind: str = "<f8", data: bytes = b"") -> bytes:
    """What says that it is an array of this shape, and is as long as its data."""
    file = io.BytesIO()
    header = {"descr": kind, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue() + data


def held(values: object) -> bytes:
    file = io.BytesIO()
    np.save(file, np.asarray(values))
    return file.getvalue()


LARGE: dict[str, Callable[[bytes], io.BytesIO]] = {
    "nothing, of width 200,000": lambda saved: with_member(
        saved, "record.means", declaring((0, 200_000))
    ),
    "one row of many, in zeros": lambda saved: with_member(
        saved, "record.means", held(np.zeros((21, 10**6))), packed=True
    ),
    "more than there is": lambda saved: with_member(saved, "record.means", declaring((21, 10**9))),
    "outputs": lambda saved: with_member(saved, "outputs", declaring((21, 10**8, 2), "<f4")),
    "no outputs of many": lambda saved: with_member(saved, "outputs", declaring((0, 10**8, 2))),
    "a description": lambda saved: with_member(saved, "about", held("x" * 10**7), packed=True),
    "what was read last": lambda saved: with_member(
        saved, "pause.training.rows", declaring((10**10, 2))
    ),
    "what was said last, in zeros": lambda saved: with_member(
        saved, "pause.output", held(np.zeros(50_000_000)), packed=True
    ),
    "words": lambda saved: with_member(saved, "pause.learned.floor", declaring((), "<U900000000")),
    "objects": lambda saved: with_member(saved, "record.means", declaring((21,), "|O")),
    "negative": lambda saved: with_member(saved, "record.means", declaring((21, -1))),
}


@pytest.mark.parametrize("what", LARGE)
def test_what_is_too_large_is_refused_before_memory_is_taken(what: str, saved: bytes) -> None:
    file = LARGE[what](saved)
    tracemalloc.start()
    try:
        assert refusal(lambda: load(file))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 30 * MEGABYTES, f"{most / MEGABYTES:,.0f} MB were taken"


ODD: dict[str, tuple[str, object]] = {
    "an output that is no number": ("outputs", np.full((21, 30, 2), np.nan, np.float32)),
    "a centre that is no number": ("centres", np.full((21, 2), np.nan)),
    "a mean that is no number": ("record.means", np.full((21, 3, 2), np.nan)),
    "fewer than no rows": ("origins", np.full((21, 3), -1)),
    "parts of rows": ("origins", np.full((21, 3), 0.5)),
    "words for means": ("record.means", np.full((21, 3, 2), "a")),
    "a mean less in the last model": ("pause.learned.means", np.zeros((2, 2))),
    "another last model's means": ("pause.learned.means", np.zeros((3, 5))),
    "a last model that is no number": ("pause.learned.covariances", np.full((3, 2, 2), np.nan)),
    "a first model of other data": ("pause.first.means", np.zeros((3, 1))),
    "fewer samples at last": ("pause.output", np.zeros((29, 2))),
    "more classes": ("metric.variance", np.zeros((21, 4))),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_not_of_the_run_is_refused(what: str, saved: bytes) -> None:
    name, values = ODD[what]
    with pytest.raises(BadTrajectory):
        load(with_member(saved, name, held(values)))


def test_what_is_sound_is_read_and_goes_on(saved: bytes) -> None:
    """Also as another program may have packed it."""
    for packed in (False, True):
        found = load(with_member(saved, "metric.charm", held(np.zeros(21)), packed))
        assert found.complete and len(list(found.extended(25).follow())) == 5


def damaged(saved: bytes, chance: random.Random) -> tuple[str, bytes]:
    """The file with some harm done to it, and of which kind."""
    data, at = bytearray(saved), chance.randrange(len(saved))
    how = chance.choice(["cut", "bytes", "zeros", "header", "settings"])
    if how == "cut":
        return how, bytes(data[:at])
    if how == "bytes":
        for each in chance.sample(range(len(data)), 20):
            data[each] = chance.randrange(256)
    elif how == "zeros":
        data[at : at + 200] = bytes(len(data[at : at + 200]))
    elif how == "header":
        found = data.find(b"'shape': (", at)
        data[found + 10 : found + 12] = str(chance.randrange(10, 99)).encode()
    else:
        about = {
            "format": chance.choice(hostile()),
            "settings": {"truth": chance.choice(hostile())},
        }
        return how, with_member(saved, "about", held(json.dumps(about))).getvalue()
    return how, bytes(data)


def goes_on(found: Trajectory) -> None:
    if found.pause:
        assert len(list(found.extended(21).follow())) in range(1, 23)


def test_recorded_runs_that_were_harmed_are_refused_or_go_on(
    saved: bytes, record_property: Callable[[str, object], None]
) -> None:
    chance, tried = random.Random(7), Counter[str]()
    for _ in range(TRIED):
        how, data = damaged(saved, chance)
        tried[f"recorded runs ({how})"] += 1
        said = refusal(lambda data=data: goes_on(load(io.BytesIO(data))))
        assert len(said) < 300 and "\n" not in said
    record_property("hostile", dict(tried))


@pytest.fixture
def endless(tmp_path: Path) -> dict[str, Path]:
    """What is no file of words, or more of one than anybody reads."""
    sparse = tmp_path / "sparse.txt"
    with sparse.open("wb") as file:
        file.truncate(20 * 10**9)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    names = ["/dev/zero", "/dev/null", "/proc/kmsg", "/proc/self/mem", "/dev/stdin"]
    return {"sparse": sparse, "pipe": tmp_path / "pipe", "folder": tmp_path} | {
        name: Path(name) for name in names
    }


@pytest.mark.parametrize("read", [read_text, read_table])
def test_what_has_no_end_is_one_sentence_at_once(
    read: Callable[[str], object], endless: dict[str, Path]
) -> None:
    for what, path in endless.items():
        began = time.monotonic()
        said = refusal(lambda path=path: read(str(path)))
        assert "\n" not in said and len(said) < 200, what
        assert said or not read(str(path)), what
        assert time.monotonic() - began < 1, what
    with pytest.raises(BadTrajectory):
        load(endless["pipe"])
    with pytest.raises(BadTrajectory):
        load(endless["sparse"])
    with pytest.raises(BadTrajectory):
        load("/dev/zero")


def test_tables_of_any_bytes_are_read_or_refused(
    record_property: Callable[[str, object], None],
) -> None:
    chance, tried = random.Random(11), Counter[str]()
    for _ in range(TRIED):
        names = chance.sample(hostile(), 2)
        rows = "\n".join(f"{chance.random()},{chance.random()}" for _ in range(5))
        data = bytearray(f"{','.join(names)}\n{rows}\n".encode("utf-8", "replace"))
        for each in chance.sample(range(len(data)), chance.choice([0, 0, 3])):
            data[each] = chance.randrange(256)
        tried["tables"] += 1
        said = refusal(lambda data=data: read_table(bytes(data)).chosen())
        assert "\n" not in said and len(said) < 300
    record_property("hostile", dict(tried))
