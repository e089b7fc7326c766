"""Any command line is done, or answered in one sentence that a terminal shows as letters."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.words import UNSEEN
from tests.support.hostile import hostile

TRIED = 200
SMALL = ["--samples", "6", "--generations", "10", "--workers", "0"]
SPECS = ("normal", "blobs", "dice", "gaussian", "gmm", "replace", "fresh", "table", "text", "opt")
OPTIONS = ("preset", "truth", "model", "policy", "seed", "lineages", "exact")


def line(chance: random.Random) -> tuple[str, list[str]]:
    """A command line, and of which kind it is."""
    how = chance.choice(["words", "specs", "options", "files"])
    said, spec = chance.choice(hostile()), chance.choice(SPECS)
    if how == "words":
        return how, [f"--{chance.choice(OPTIONS)}={said}"]
    if how == "specs":
        knob = chance.choice(["name", "file", "x", "share", "components", said])
        return how, [f"--{chance.choice(OPTIONS[1:4])}={spec}:{knob}={said}"]
    if how == "options":
        return how, [said]
    return how, [f"--{chance.choice(['csv', 'json', 'npz'])}=nowhere/{said}"]


def test_any_line_is_done_or_answered(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.chdir(tmp_path)
    chance, tried = random.Random(3), Counter[str]()
    for _ in range(TRIED):
        how, asked = line(chance)
        tried[f"command lines ({how})"] += 1
        status = main(["run", *SMALL, *asked])
        written = capsys.readouterr()
        assert status in (0, 2), asked
        if status:
            said = [each for each in written.err.splitlines() if "has no effect" not in each]
            assert len(said) == 1 and said[0].startswith("engine: "), asked
            assert len(said[0]) < 1000 and not UNSEEN.search(said[0]), asked
            assert not written.out, asked
        assert not [*tmp_path.iterdir()], asked
    record_property("hostile", dict(tried))
