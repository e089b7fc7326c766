"""Any command line is done, or answered in one sentence that a terminal shows as letters."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.__main__ import main
from engine.words import UNSEEN
from tests.support.harm import SEEDS, Tries, harmed
from tests.support.hostile import hostile

TRIED = 300
BEFORE = json.loads((Path(__file__).parents[1] / "before/0.1.0/commands.json").read_text())
SLOW = ("text", "vae", "digits", "digits-mixture", "transformer")
COMMANDS = [line for name, line in BEFORE.items() if name not in SLOW]
SMALL = ["--samples", "6", "--generations", "10", "--workers", "0"]
SPECS = ("normal", "blobs", "dice", "gaussian", "gmm", "replace", "fresh", "table", "text", "opt")
OPTIONS = ("preset", "truth", "model", "policy", "seed", "lineages", "exact")


def line(chance: random.Random) -> tuple[str, list[str]]:
    """A command line, and of which kind it is."""
    how = chance.choice(["words", "specs", "options", "files"])
    said, spec = chance.choice(hostile()), chance.choice(SPECS)
    knob = chance.choice(["name", "file", "x", "share", "components", said])
    asked = {
        "words": f"--{chance.choice(OPTIONS)}={said}",
        "specs": f"--{chance.choice(OPTIONS[1:4])}={spec}:{knob}={said}",
        "options": said,
        "files": f"--{chance.choice(['csv', 'json', 'npz'])}=nowhere/{said}",
    }
    return how, [*SMALL, asked[how]]


def sound(chance: random.Random) -> list[str]:
    """A command line as people type it, with files to write, some of which are there."""
    typed = [word for pair in chance.choice(COMMANDS).items() for word in pair]
    if chance.random() < 0.3:
        typed += ["--truth", "table:file=input.csv", "--lineages", chance.choice(["1", "2", "0"])]
    places = [
        "new",
        "mine.csv",
        "input.csv",
        "./input.csv",
        "folder",
        "folder/new",
        "nowhere/x",
        "-",
    ]
    for option in chance.sample(["--csv", "--json", "--npz"], chance.choice([0, 1, 1, 2])):
        typed += [option, chance.choice(places)]
    return typed


def mistyped(chance: random.Random) -> tuple[str, list[str]]:
    """The same with a word that is harmed, left out, said twice, or in another place."""
    typed, how = sound(chance), chance.choice(["as it is", "harm", "out", "twice", "elsewhere"])
    at = chance.randrange(len(typed))
    if how == "harm":
        how, typed[at] = harmed(chance, typed[at])
    elif how == "out":
        del typed[at]
    elif how == "twice":
        typed.insert(at, typed[at])
    elif how == "elsewhere":
        typed.insert(chance.randrange(len(typed)), typed.pop(at))
    return how, [*typed, *SMALL]


TABLE = "a,b\n" + "".join(f"{i % 7},{i % 5}\n" for i in range(60))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody types, with a table and a file of before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPY_MODELS", "")  # the hub is not asked
    return tmp_path


def fresh(folder: Path) -> dict[Path, bytes]:
    """As it is before each line: whatever is in it."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "input.csv").write_text(TABLE)
    (folder / "mine.csv").write_text("what was here before\n")
    (folder / "folder").mkdir()
    return held(folder)


def held(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_line_is_done_or_answered(
    seed: int,
    files: Path,
    capsys: pytest.CaptureFixture[str],
    tries: Callable[[int, str], Tries],
) -> None:
    trying = tries(seed, "command lines")
    for _ in range(TRIED):
        before = fresh(files)
        how, asked = trying.chance.choice([line, mistyped])(trying.chance)
        with trying.one(how, asked):
            status = main(["run", *asked])
            answered(status, capsys.readouterr(), before, held(files))


def answered(status: int, said: Any, before: dict[Path, bytes], after: dict[Path, bytes]) -> None:
    """Done, and every file whole; or refused in one sentence, and no file touched."""
    assert status in (0, 2)
    assert not [path for path in after if ".partial" in path.name]
    if status:
        assert after == before and not said.out
        lines = [one for one in said.err.split("\n")[:-1] if "has no effect" not in one]
        own = [one for one in lines if "\r" not in one and one.startswith("engine: ")]
        assert own and len(own[-1]) < 1000 and not UNSEEN.search(own[-1]), said.err
    for path in after.keys() - before.keys():
        assert after[path], "it is not empty"
