"""Everything about a run, or a comparison, in one ZIP file that explains itself."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engine import Ensemble
from view import copies
from view.comparison import told_apart
from view.reports import report
from view.runs import Run

UNPACKED = (".npz", ".html")
"""Files that hardly become smaller: what they hold is packed or random already."""

README = """\
COPY OF A COPY

{runs}
Each of these was computed by the engine of Copy of a Copy, with the versions below. The last
digits depend on these versions.

ON THE DASHBOARD
Add this to its address: {link}

FILES
{files}

TO COMPUTE THE NUMBERS AGAIN
With Copy of a Copy on this machine, in the folder of these files:
    PYTHONPATH=/path/to/copy-of-a-copy python {script}
It overwrites the tables named in it, with the same bytes where the versions are the same.

VERSIONS
{versions}
"""

WHAT = {
    "report.html": "players and charts; opens in any browser, without a connection",
    copies.SCRIPT: "computes each run's table again, to the last digit",
    "-lineages.py": "computes the table of all lineages again, to the last digit",
    "-lineages.csv": "every metric of every lineage: a row each generation",
    ".csv": "every metric: a row each generation",
    ".json": "the settings, and the versions that computed the run",
    ".npz": "everything recorded; engine.load reads it, and numpy.load",
}
"""What a file is, by how its name ends; else it was uploaded."""


def everything(runs: Sequence[Run], ensemble: Ensemble | None, link: str) -> bytes:
    """The bytes of the ZIP; equal for equal files, whenever they are packed."""
    files = dict(_files(runs, ensemble))
    files = {"README.txt": readme(runs, list(files), link).encode()} | files
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, data in files.items():
            how = ZIP_STORED if name.endswith(UNPACKED) else ZIP_DEFLATED
            archive.writestr(ZipInfo(name), data, how)
    return packed.getvalue()


def _files(runs: Sequence[Run], ensemble: Ensemble | None) -> Iterator[tuple[str, bytes]]:
    yield "report.html", report(runs, ensemble).encode()
    yield copies.SCRIPT, copies.runs_script(runs).encode()
    for name, run in zip(copies.names(runs), runs, strict=True):
        yield f"{name}.csv", copies.metrics_csv(run.trajectory).encode()
        yield f"{name}.json", copies.settings_json(run).encode()
        yield f"{name}.npz", copies.whole_run(run)
    if ensemble is not None:
        name = f"{copies.name(ensemble.settings)}-lineages"
        yield f"{name}.csv", copies.lineages_csv(ensemble).encode()
        if ensemble.complete:
            yield f"{name}.py", copies.lineages_script(ensemble).encode()
    for run in runs:
        yield from copies.uploaded(run.settings).items()


def readme(runs: Sequence[Run], files: Sequence[str], link: str) -> str:
    """What each run was, what each file is, and how to compute it all again."""
    names, made = copies.names(runs), runs[0].trajectory.provenance
    width = max(map(len, files))
    return README.format(
        runs="\n".join(_about(*one) for one in zip(names, told_apart(runs), runs, strict=True)),
        link=link,
        files="\n".join(f"{name:<{width}}  {_what(name)}" for name in files),
        script=copies.SCRIPT,
        versions=_listed({k: v for k, v in made.items() if k not in ("began", "seconds")}),
    )


def _about(name: str, said: str, run: Run) -> str:
    rows, planned = run.trajectory.length, run.settings.generations + 1
    cut = f"    ended after {rows} of {planned} generations\n" if rows < planned else ""
    return f"{name}: {said}\n{_listed(copies.outwards(run.settings))}\n{cut}"


def _what(name: str) -> str:
    uploaded = "the file that was uploaded"
    return next((what for ending, what in WHAT.items() if name.endswith(ending)), uploaded)


def _listed(values: Mapping[str, object]) -> str:
    return "\n".join(f"    {name}: {value}" for name, value in values.items())
