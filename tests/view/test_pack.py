"""One file holds everything, explains itself, and computes its own numbers again."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from engine import POLICIES, PRESETS, Ensemble, Settings, Trajectory, load, settings
from engine.__main__ import main
from engine.jobs import TrajectoryJob
from engine.knobs import parse
from engine.recording import LINES
from tests.engine.evidence import follow, quick
from tests.view.gates import worked_off
from view import uploaded_files
from view.captions import names
from view.export import run_files, zip_file
from view.export.zip_file import everything

Done = Callable[..., TrajectoryJob]
Shortened = Callable[..., Settings]
ROOT = Path(__file__).parents[2]
LINK = "/?samples=60"


def brief(preset: str, generations: int = 12, **values: object) -> Settings:
    chosen = replace(PRESETS[preset].settings, generations=generations, seed=3)
    return replace(chosen, **{"samples": 60} | values)  # type: ignore[arg-type]


def own_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(uploaded_files, "FOLDER", folder)
    rows = "\n".join(f"{i % 7},{i % 5},{i % 3}" for i in range(60))
    file = uploaded_files.keep(f"\"one, two\",b 'c',other\n{rows}\n".encode())
    truth = f"table:file={file},scale=yes"
    return settings(truth=truth, model="gaussian", policy="replace", samples=60, generations=12)


def unpacked(data: bytes, folder: Path) -> dict[str, bytes]:
    """The files, also in a folder in which no table is left."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        if name.endswith(".csv") and not uploaded_files._NAME.fullmatch(name):
            (folder / name).unlink()
    return files


def executed(script: Path) -> None:
    """In a process of its own, from another folder, with the engine on its path."""
    command = [sys.executable, "-W", "error", str(script)]
    subprocess.run(command, check=True, cwd="/", env=os.environ | {"PYTHONPATH": str(ROOT)})


def reproduced(runs: Sequence[TrajectoryJob], folder: Path) -> None:
    files = unpacked(everything(runs, None, LINK), folder)
    script = files[run_files.SCRIPT].decode()
    assert len(script.splitlines()) <= LINES
    executed(folder / run_files.SCRIPT)
    for name, run in zip(names.file_names(runs), runs, strict=True):
        shown = run_files.metrics_csv(run.trajectory).encode()
        assert files[f"{name}.csv"] == shown, "what the page's own button gives"
        assert (folder / f"{name}.csv").read_bytes() == shown, name


@pytest.mark.slow
def test_the_script_of_a_comparison_writes_every_table_again(done: Done, tmp_path: Path) -> None:
    fork = parse("schedule:first=replace,then=fresh:share=0.5,at=5", POLICIES, "policy")
    kinds = [
        brief("three-blobs"),
        brief("three-blobs", exact=True),
        brief("three-blobs", policy=fork),
        brief("die"),
    ]
    reproduced([done(chosen) for chosen in kinds], tmp_path)


@pytest.mark.slow
def test_so_does_that_of_pictures_texts_and_a_table_of_ones_own(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = [
        brief("digits-mixture"),
        brief("text", generations=10, samples=40),
        own_table(tmp_path / "server", monkeypatch),
    ]
    reproduced([done(chosen) for chosen in kinds], tmp_path / "taken")


@pytest.mark.slow
def test_a_run_that_was_lengthened_and_one_that_was_cut_short(done: Done, tmp_path: Path) -> None:
    longer = TrajectoryJob(Trajectory(brief("three-blobs", 200)))
    longer.adopt(done(brief("three-blobs", 100)))
    assert worked_off(longer).continues
    cut = TrajectoryJob(Trajectory(brief("three-blobs", 150, seed=8)))
    steps = cut.trajectory.follow()
    for _ in range(130):
        next(steps)
    steps.close()
    reproduced([longer, cut], tmp_path)
    name = names.file_names([longer, cut])[1]
    assert len((tmp_path / f"{name}.csv").read_text().splitlines()) == 1 + 130


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["three-blobs", "digits-mixture"])
def test_lineages_are_those_of_the_command_line_and_of_their_script(
    preset: str, tmp_path: Path
) -> None:
    chosen = brief(preset)
    ensemble = Ensemble(chosen, 3)
    follow(ensemble)
    table = run_files.lineages_csv(ensemble).encode()
    given = ["run", "--preset", preset, "--generations", "12", "--samples", "60", "--seed", "3"]
    assert main([*given, "--lineages", "3", "--csv", str(tmp_path / "commanded.csv")]) == 0
    assert (tmp_path / "commanded.csv").read_bytes() == table
    script = tmp_path / "again.py"
    script.write_text(run_files.lineages_script(ensemble))
    executed(script)
    assert (tmp_path / f"{names.file_name(chosen)}-lineages.csv").read_bytes() == table


def test_the_readme_names_settings_seed_versions_link_and_files(
    done: Done, shortened: Shortened, tmp_path: Path
) -> None:
    run = done(shortened(policy="fresh:share=0.3", seed=77))
    files = unpacked(everything([run], None, LINK), tmp_path)
    readme = files["README.txt"].decode()
    made = run.trajectory.provenance
    for word in (
        "fresh:share=0.3",
        "seed: 77",
        LINK,
        "copy-of-a-copy: ",
        *files.keys() - {"README.txt"},
    ):
        assert word in readme
    for name in ("python", "numpy", "numba", "system", "machine", "processor", "blas"):
        assert f"{name}: {made[name]}" in readme
    assert {Path(name).suffix for name in files} == {
        ".txt",
        ".html",
        ".py",
        ".csv",
        ".json",
        ".npz",
    }


def test_the_readme_says_where_a_network_drifts_apart(
    done: Done, shortened: Shortened, tmp_path: Path
) -> None:
    mixture, network = done(), done(shortened(model=quick("vae")))
    for runs, said in (([mixture], 0), ([mixture, network], 1)):
        readme = unpacked(everything(runs, None, LINK), tmp_path)["README.txt"].decode()
        assert readme.count(run_files.ELSEWHERE) == said
        assert "\n\n\n" not in readme


def test_equal_runs_are_packed_alike(done: Done) -> None:
    run = done()
    assert everything([run], None, LINK) == everything([run], None, LINK)


def test_an_uploaded_file_goes_along_and_nothing_says_where_it_lay(
    done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = done(own_table(tmp_path, monkeypatch))
    path = Path(run.settings.truth.file)  # type: ignore[attr-defined]
    files = unpacked(everything([run], None, LINK), tmp_path / "taken")
    assert files[path.name] == path.read_bytes()
    (line,) = [
        line for line in files["README.txt"].decode().splitlines() if line.startswith(path.name)
    ]
    assert line.endswith("the file that was uploaded")
    assert str(tmp_path).encode() not in b"".join(files.values())
    monkeypatch.chdir(tmp_path / "taken")
    (whole,) = Path().glob("*.npz")
    assert load(whole).settings.truth == replace(run.settings.truth, file=path.name)  # type: ignore[type-var]


def test_lineages_go_along(done: Done, shortened: Shortened, tmp_path: Path) -> None:
    ensemble = Ensemble(shortened(), 2)
    follow(ensemble, 0)
    name = names.lineages_name(ensemble.settings)
    some = unpacked(everything([done()], ensemble, LINK), tmp_path)
    assert len(some[f"{name}.csv"].splitlines()) == 1 + 13
    assert f"{name}.py" not in some, "a script would compute more than is there"
    follow(ensemble, 1)
    assert f"{name}.py" in unpacked(everything([done()], ensemble, LINK), tmp_path)


def test_a_table_that_is_too_long_stays_out_and_the_readme_says_so(
    done: Done, shortened: Shortened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensemble = Ensemble(shortened(), 2)
    follow(ensemble)
    name = names.lineages_name(ensemble.settings)
    monkeypatch.setattr(zip_file, "MOST_ROWS", 2 * 13)
    files = unpacked(everything([done()], ensemble, LINK), tmp_path)
    assert f"{name}.csv" in files and b"too long" not in files["README.txt"]
    monkeypatch.setattr(zip_file, "MOST_ROWS", 2 * 13 - 1)
    files = unpacked(everything([done()], ensemble, LINK), tmp_path)
    assert f"{name}.csv" not in files and f"{name}.py" in files
    assert b"26 rows, is too long" in files["README.txt"]


def test_names_tell_runs_apart_and_suit_every_system(done: Done, shortened: Shortened) -> None:
    runs = [done(shortened(policy=policy)) for policy in ("replace", "accumulate")]
    found = names.file_names(runs)
    assert len(set(found)) == 2
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in found)
