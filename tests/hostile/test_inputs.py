"""Files that hurt: too large, without an end, or not what they say they are; each one sentence."""

import io
import json
import os
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import BadTrajectory, Trajectory, load, save, settings
from engine.data.corpus import read_text
from engine.data.csv_table import read_table
from engine.truths.table import Table
from engine.truths.text import Text
from tests.support.harm import SEEDS, Tries, harmed, harmed_bytes
from tests.support.hostile import hostile, refusal
from view import uploaded_files
from view.controls.own_text import _readable

MEGABYTES = 2**20
TRIED, FILES = 100, 200


def recorded(**chosen: Any) -> bytes:
    """A run that is whole, as a file."""
    trajectory, file = Trajectory(settings(**chosen)), io.BytesIO()
    list(trajectory.follow())
    save(trajectory, file)
    return file.getvalue()


@pytest.fixture(scope="module")
def saved() -> bytes:
    """Thirty samples of two moons."""
    return recorded(
        truth="moons", model="gmm", policy="accumulate", samples=30, generations=20, seed=3
    )


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
    "other means in the last model": ("pause.learned.means", np.zeros((3, 2))),
    "another last model's means": ("pause.learned.means", np.zeros((3, 5))),
    "a last model that is no number": ("pause.learned.covariances", np.full((3, 2, 2), np.nan)),
    "a first model of other data": ("pause.first.means", np.zeros((3, 1))),
    "another first model's covariances": ("pause.first.covariances", np.ones((1, 2, 2))),
    "covariances of fewer dimensions": ("pause.first.covariances", np.ones((3, 1, 1))),
    "a count that is a word": ("pause.training.origin.own", "word"),
    "a count that is no number": ("pause.training.origin.real", np.nan),
    "a count of many": ("pause.training.origin.older", np.zeros(3, int)),
    "rows of rows": ("pause.training.rows", np.ones((1, 60, 2))),
    "words that were read": ("pause.training.rows", np.full((60, 2), "a")),
    "fewer samples at last": ("pause.output", np.zeros((29, 2))),
    "more classes": ("metric.variance", np.zeros((21, 4))),
}


@pytest.mark.parametrize("what", ODD)
def test_what_is_not_of_the_run_is_refused(what: str, saved: bytes) -> None:
    name, values = ODD[what]
    with pytest.raises(BadTrajectory):
        load(with_member(saved, name, held(values)))


@pytest.fixture(scope="module")
def network() -> bytes:
    """A network that has learned something."""
    return recorded(
        truth="ring", model="vae:steps=300", policy="replace", samples=200, generations=10, seed=3
    )


NETWORK = (
    *(f"coder.{part}.{layer}" for part in ("encoder", "decoder") for layer in ("inner", "outer")),
    "coder.log_noise",
)
FORGED: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "other": lambda own: np.random.default_rng(0).normal(0, 1, own.shape).astype(own.dtype),
    "infinite": lambda own: np.full_like(own, np.inf),
    "turned": lambda own: np.ascontiguousarray(-own),
}


def forged(saved: bytes, member: str, way: str) -> io.BytesIO:
    """The same file with other numbers of the same shape in one place."""
    with zipfile.ZipFile(io.BytesIO(saved)) as file:
        own = np.lib.format.read_array(io.BytesIO(file.read(f"{member}.npy")))
    return with_member(saved, member, held(FORGED[way](own)))


@pytest.mark.parametrize("way", FORGED)
@pytest.mark.parametrize("name", NETWORK[1:])
def test_a_network_that_is_not_the_runs_is_refused(name: str, way: str, network: bytes) -> None:
    """By what the run shows of it, and by its loss: its next generation takes long, and is not
    tried. A first layer of the encoder that does as well as the run's is as good."""
    assert load(io.BytesIO(network)).pause
    with pytest.raises(BadTrajectory, match="the file's"):
        load(forged(network, f"pause.learned.{name}", way))


@pytest.mark.parametrize("name", NETWORK)
@pytest.mark.parametrize("which", ["learned", "first"])
def test_a_network_that_is_not_of_numbers_is_refused(name: str, which: str, network: bytes) -> None:
    with pytest.raises(BadTrajectory, match="not of numbers"):
        load(forged(network, f"pause.{which}.{name}", "infinite"))


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
    """A network's next generation takes long, and is not tried where a file is read either."""
    if found.pause and not found.settings.model.network:
        assert len(list(found.extended(21).follow())) in range(1, 23)


RUNS = (
    {"truth": "moons", "model": "gmm", "policy": "accumulate"},
    {"truth": "dice", "model": "frequency", "policy": "fresh"},
    {"truth": "normal:dimensions=1", "model": "kde", "policy": "subsample"},
    {"truth": "normal", "model": "gaussian", "policy": "schedule", "exact": True},
    {"truth": "ring", "model": "vae:steps=20", "policy": "replace"},
)


@pytest.fixture(scope="module")
def runs() -> list[bytes]:
    """Runs of several kinds, as files."""
    return [recorded(samples=12, generations=10, seed=3, **chosen) for chosen in RUNS]


@pytest.mark.parametrize("seed", SEEDS)
def test_recorded_runs_that_were_harmed_are_refused_or_go_on(
    seed: int, runs: list[bytes], tries: Callable[[int, str], Tries]
) -> None:
    trying = tries(seed, "recorded runs")
    for _ in range(TRIED):
        whole = trying.chance.choice(runs)
        how, data = trying.chance.choice([damaged, inner])(whole, trying.chance)
        with trying.one(how, data[:200]):
            said = refusal(lambda data=data: goes_on(load(io.BytesIO(data))))
            assert len(said) < 300 and "\n" not in said


def inner(saved: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A file in which one array is another one, and all else is as it was."""
    with zipfile.ZipFile(io.BytesIO(saved)) as file:
        name = chance.choice(file.namelist()).removesuffix(".npy")
        array = np.lib.format.read_array(io.BytesIO(file.read(f"{name}.npy")))
    if name == "about":
        how, about = harmed(chance, str(array))
        return f"settings: {how}", with_member(saved, name, held(about)).getvalue()
    how = chance.choice([*ARRAYS])
    return how, with_member(saved, name, held(ARRAYS[how](array))).getvalue()


ARRAYS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "one row less": lambda array: array[:-1] if array.ndim else array,
    "one row more": lambda array: np.concatenate([array, array[-1:]]) if array.ndim else array,
    "one axis more": lambda array: array[None],
    "no rows": lambda array: array[:0] if array.ndim else array,
    "no numbers": lambda array: np.full(array.shape, np.nan),
    "the largest": lambda array: np.full(array.shape, np.finfo(float).max),
    "minus one": lambda array: np.full(array.shape, -1.0),
    "words": lambda array: np.full(array.shape, "word"),
    "parts": lambda array: np.full(array.shape, 0.5),
    "another type": lambda array: np.zeros(array.shape, "complex64"),
}


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


def table(chance: random.Random) -> bytes:
    """A table as programs write them, with words of others in it now and then."""
    comma = chance.choice([",", ";", "\t", "|"])
    names = chance.sample([*"abcdefg", *hostile()], 3)
    rows = [
        [repr(chance.gauss(0, 9)), str(chance.randrange(9)), chance.choice("xyz")] for _ in "1" * 30
    ]
    lines = (
        comma.join(f'"{cell}"' if comma in cell else cell for cell in row) for row in [names, *rows]
    )
    text = chance.choice(["\n", "\r\n"]).join(lines)
    return text.encode(chance.choice(["utf-8", "utf-16", "cp1252"]), "replace")


def written(chance: random.Random) -> bytes:
    """A text that is long enough to be read."""
    words = ["one", "two", "three", "four", "five", *chance.sample(hostile(), 5)]
    return " ".join(chance.choices(words, k=800)).encode("utf-8", "replace")


@pytest.mark.parametrize("seed", SEEDS)
def test_files_are_kept_whole_or_refused(
    seed: int,
    tries: Callable[[int, str], Tries],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a visitor uploads them: a table or a text, or what is neither."""
    folder = tmp_path / "kept"
    monkeypatch.setattr(uploaded_files, "FOLDER", folder)
    trying, before = tries(seed, "files"), dict[str, bytes]()
    for _ in range(FILES):
        chance = trying.chance
        kind, ending, read = chance.choice(
            [("table", ".csv", read_table), ("text", ".txt", _readable)]
        )
        made = table(chance) if chance.random() < 0.6 else written(chance)
        how, data = harmed_bytes(chance, made)
        with trying.one(f"{kind}, {how}", data):
            said = refusal(partial(_keep, before, data, ending, read))
            assert "\n" not in said and len(said) < 300
            assert {path.name: path.read_bytes() for path in folder.glob("*")} == before


def _keep(
    kept: dict[str, bytes], data: bytes, ending: str, read: Callable[[bytes], object]
) -> None:
    """Have a file kept, and read as a page reads it."""
    path = uploaded_files.keep(data, ending, read)
    kept[path.name] = data
    if ending == ".csv":
        refusal(lambda: Table(file=str(path)).whole.usual())
        refusal(lambda: Table(file=str(path)).columns)
    else:
        assert Text(file=str(path)).symbols
