"""Everything about a run, or a comparison, in one ZIP file that explains itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engine import Ensemble
from engine.jobs import TrajectoryJob
from view.captions import names
from view.captions.names import told_apart
from view.export import run_files
from view.export.report import report
from view.letters import has_formulas, in_text
from view.uploaded_files import outwards

UNPACKED = (".npz", ".html", ".png")
"""Files that hardly become smaller: what they hold is packed or random already."""

README = """\
COPY OF A COPY

{runs}
Each of these was computed by the engine of Copy of a Copy, with the versions and on the processor
below. The last digits depend on both.

ON THE DASHBOARD
Add this to its address: {link}

FILES
{files}
{left_out}
TO COMPUTE THE NUMBERS AGAIN
With Copy of a Copy on this machine, in the folder of these files:
    PYTHONPATH=/path/to/copy-of-a-copy python {script}
It overwrites the tables named in it, with the same bytes where the versions are the same, and the
processor is of the same kind.
{elsewhere}
VERSIONS AND PROCESSOR
{versions}
"""

TABLE = "every metric: a row each generation"
UPLOADED = "the file that was uploaded"
FORMULAS = (
    "the file that was uploaded; a spreadsheet may take what begins with = + - or @ in its header "
    "for formulas: open it as text"
)
SAME = "to the last digit on the same kind of processor"

MOST_ROWS = 100_000
"""So many rows the table of all lineages may have, to be written in a few seconds."""

LEFT_OUT = (
    "\nThe table of all lineages, {rows:,} rows, is too long for this: it is offered by itself.\n"
)

File = tuple[str, str, bytes]
"""A file's name, what it is, and what it holds."""


def everything(
    runs: Sequence[TrajectoryJob], ensemble: Ensemble | None, link: str, where: str = ""
) -> bytes:
    """The bytes of the ZIP; equal for equal files, whenever they are packed. The `link` is what the
    page adds to the dashboard's address, `where` all of it."""
    return packed(
        _files(runs, ensemble, where), lambda listed: readme(runs, ensemble, listed, link)
    )


def packed(files: Iterable[File], readme: Callable[[Mapping[str, str]], str]) -> bytes:
    """Files as the bytes of a ZIP, beside a README that is told of each what it is."""
    there, listed = BytesIO(), {}
    with ZipFile(there, "w") as archive:
        for name, what, data in files:
            _put(archive, name, data)
            listed[name] = what
        _put(archive, "README.txt", readme(listed).encode())
    return there.getvalue()


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    how = ZIP_STORED if name.endswith(UNPACKED) else ZIP_DEFLATED
    archive.writestr(ZipInfo(name), data, how)


def _files(runs: Sequence[TrajectoryJob], ensemble: Ensemble | None, where: str) -> Iterator[File]:
    """One after the other, so that none need be kept once it is packed."""
    page = "players and charts; opens in any browser, without a connection"
    yield "report.html", page, report(runs, ensemble, where).encode()
    again = f"computes each run's table again, {SAME}"
    yield run_files.SCRIPT, again, run_files.runs_script(runs).encode()
    for name, run in zip(names.file_names(runs), runs, strict=True):
        yield from _run(name, run)
    if ensemble is not None:
        yield from _lineages(ensemble)
    brought = dict(file for run in runs for file in run_files.uploaded(run.settings).items())
    for name, data in brought.items():
        yield name, FORMULAS if has_formulas(data) else UPLOADED, data


def _run(name: str, run: TrajectoryJob) -> Iterator[File]:
    yield f"{name}.csv", TABLE, run_files.metrics_csv(run.trajectory).encode()
    chosen = "the settings, and the versions and the processor that computed the run"
    yield f"{name}.json", chosen, run_files.settings_json(run).encode()
    recorded = "everything recorded; engine.load reads it, and numpy.load"
    yield f"{name}.npz", recorded, run_files.whole_run(run)


def _lineages(ensemble: Ensemble) -> Iterator[File]:
    name = names.lineages_name(ensemble.settings)
    if _rows(ensemble) <= MOST_ROWS:
        what = "every metric of every lineage: a row each generation"
        yield f"{name}.csv", what, run_files.lineages_csv(ensemble).encode()
    if ensemble.complete:
        again = f"computes the table of all lineages again, {SAME}"
        yield f"{name}.py", again, run_files.lineages_script(ensemble).encode()


def _rows(ensemble: Ensemble) -> int:
    return int(ensemble.lengths.sum())


def readme(
    runs: Sequence[TrajectoryJob], ensemble: Ensemble | None, files: Mapping[str, str], link: str
) -> str:
    """What each run was, what each file is, and how to compute it all again."""
    files_of, made = names.file_names(runs), runs[0].trajectory.provenance
    rows = _rows(ensemble) if ensemble else 0
    return README.format(
        runs="\n".join(_about(*one) for one in zip(files_of, told_apart(runs), runs, strict=True)),
        link=link,
        files=in_lines(files),
        left_out=LEFT_OUT.format(rows=rows) if rows > MOST_ROWS else "",
        script=run_files.SCRIPT,
        elsewhere=_elsewhere(runs),
        versions=_listed({k: v for k, v in made.items() if k not in ("began", "seconds")}),
    )


def in_lines(files: Mapping[str, str]) -> str:
    """Each file's name, and what it is."""
    width = max(map(len, files))
    return "\n".join(f"{name:<{width}}  {what}" for name, what in files.items())


def _elsewhere(runs: Sequence[TrajectoryJob]) -> str:
    said = run_files.elsewhere(*(run.settings for run in runs))
    return f"{said}\n" if said else ""


def _about(name: str, said: str, run: TrajectoryJob) -> str:
    rows, planned = run.trajectory.length, run.settings.generations + 1
    cut = f"    ended after {rows} of {planned} generations\n" if rows < planned else ""
    return f"{name}: {in_text(said)}\n{_listed(outwards(run.settings))}\n{cut}"


def _listed(values: Mapping[str, object]) -> str:
    return "\n".join(f"    {name}: {in_text(str(value))}" for name, value in values.items())
