"""What people have kept of earlier versions goes on working, and gives the same numbers."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
import pytest

from engine import Trajectory, load
from engine.__main__ import main
from engine.recording import write_csv
from engine.recording.processor import processor
from tests.before.make import decoded
from view.entrance.addresses import led

ROOT = Path(__file__).parents[1]
BEFORE = sorted(path.parent for path in (ROOT / "tests/before").glob("*/processor.txt"))

NETWORKS = {"vae", "digits", "transformer"}
SINGULAR = {"digits-mixture"}
"""A hundred pictures of 64 pixels: covariances with zeros among their eigenvalues. Of such a zero
rounding leaves some 1e-16, and rows are drawn by its square root, 1e-8."""
POINTS = SINGULAR | {"bottleneck"}
"""Ten rows for three clouds, likewise: some are as narrow as rounding."""

CLOSE = 1e-9
"""How far, relatively, numbers of another kind of processor may be."""
CLOSE_IF_NETWORK = 1e-5
"""Its numbers have seven digits; so few generations of so few steps pass them on."""
CLOSE_IF_SINGULAR = 4e-4
"""What twelve generations of fitting make of 1e-8."""
VAST, CLOSE_IF_VAST = 1e6, 1e-6
"""What a square adds once a density is narrow; as narrow as rounding, its power of ten is all that
is determined."""


def kept(name: str) -> list[Any]:
    """What every earlier version has kept in a file of this name, with its folder."""
    found = [(folder, one) for folder in BEFORE for one in json.loads((folder / name).read_text())]
    return [pytest.param(folder, one, id=f"{folder.name}-{one}"[:60]) for folder, one in found]


def same_processor(folder: Path) -> bool:
    """Whether this processor computes as the one did that has kept these."""
    return (folder / "processor.txt").read_text().strip() == " ".join(processor().values())


def columns(text: str, names: list[str]) -> list[list[str]]:
    """The cells of a table, row by row, in these columns: later versions may have more."""
    return [[row[name] for name in names] for row in csv.DictReader(io.StringIO(text))]


def agree(folder: Path, name: str, found: str) -> None:
    """To the last byte where one may expect it, else but for rounding."""
    expected = (folder / f"{name}.csv").read_text()
    if same_processor(folder):
        names = next(csv.reader(io.StringIO(expected)))
        ours, theirs = columns(found, names), columns(expected, names)
        assert ours == theirs, f"{name} gives other numbers than it did in {folder.name}"
    else:
        close(name, found, expected)


def close(name: str, found: str, expected: str) -> None:
    """But for what rounding makes of such an experiment."""
    names = next(csv.reader(io.StringIO(expected)))
    ours, theirs = (
        np.array([[float(cell or "nan") for cell in row] for row in columns(text, names)])
        for text in (found, expected)
    )
    assert ours.shape == theirs.shape, f"{name} has other rows than it had"
    near = CLOSE_IF_NETWORK if name in NETWORKS else CLOSE
    near = CLOSE_IF_SINGULAR if name in SINGULAR else near
    vast = (ours > VAST) & (theirs > VAST)
    if name in POINTS:
        powers = np.log10(ours[vast]), np.log10(theirs[vast])
        np.testing.assert_allclose(*powers, atol=1, rtol=0, err_msg=name)
    else:
        np.testing.assert_allclose(ours[vast], theirs[vast], rtol=CLOSE_IF_VAST, err_msg=name)
    ours[vast] = theirs[vast] = VAST
    np.testing.assert_allclose(ours, theirs, rtol=near, atol=near, err_msg=name)


def table(trajectory: Trajectory) -> str:
    """What the command line writes of a run."""
    text = io.StringIO()
    write_csv(text, [trajectory])
    return text.getvalue()


@pytest.mark.parametrize(("folder", "link"), kept("links.json"))
def test_links_mean_what_they_meant(folder: Path, link: dict[str, Any]) -> None:
    """Also where the page has another address now: the old one leads there."""
    there = led(f"/{link['page']}", urlencode(link["query"])) or ""
    query = dict(parse_qsl(urlsplit(there).query)) or link["query"]
    assert decoded(link["page"], query) | {"query": link["query"]} == link


@pytest.mark.parametrize(("folder", "name"), kept("commands.json"))
def test_command_lines_give_the_same_numbers(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = json.loads((folder / "commands.json").read_text())[name]
    words = [word for option in options.items() for word in option]
    assert main(["run", *words, "--workers", "0", "--csv", "-"]) == 0
    agree(folder, name, capsys.readouterr().out)


@pytest.mark.parametrize("path", [p for f in BEFORE for p in sorted(f.glob("*.npz"))], ids=str)
def test_recorded_runs_are_read_and_go_on(path: Path) -> None:
    recorded = load(path)
    agree(path.parent, path.stem, table(recorded))
    shorter = recorded.extended()
    assert shorter.complete and table(shorter) == table(recorded)
    longer = recorded.extended(15)
    for _ in longer.follow():
        pass
    assert longer.complete
    anew = Trajectory(longer.settings)
    for _ in anew.follow():
        pass
    if same_processor(path.parent):
        assert table(longer) == table(anew), "going on is not the same as having run so long"
    else:
        close(path.stem, table(longer), table(anew))


@pytest.mark.parametrize("folder", BEFORE, ids=lambda folder: folder.name)
def test_exported_scripts_still_run(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "again.txt", tmp_path / "again.py")
    subprocess.run(
        [sys.executable, "-W", "error", "again.py"],
        cwd=tmp_path,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    agree(folder, "again", (tmp_path / "again.csv").read_text())
