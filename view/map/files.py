"""What a visitor can take away of a map: table, settings, pictures, a script, or all at once."""

import json
from collections.abc import Iterator, Mapping
from io import StringIO

from engine.map import Map, Plane, map_csv
from engine.map.axis import Axis, stops
from engine.recording import versions
from engine.settings import ROLES, to_dict
from view.export.zip_file import SAME, File, in_lines, packed
from view.map import captions
from view.map.picture import map_png, map_svg
from view.map.report import map_report
from view.map.shown import Shown

SCRIPT = "map.py"

_SCRIPT = '''\
"""Computes map.csv again beside this file: to the last digit on the same kind of processor.

PYTHONPATH=/path/to/copy-of-a-copy python map.py
"""
import os
from engine import settings
from engine.jobs import MapJob, ProcessScheduler, cores
from engine.map import Map, Plane, axis, map_csv

BASE = settings(
{base}
)
X = "{x}"
Y = "{y}"

if __name__ == "__main__":
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    job = MapJob(Map(Plane(BASE, axis(X, BASE), axis(Y, BASE), lineages={lineages})))
    workers = ProcessScheduler(cores())
    workers.submit(job)
    workers.wait(job)
    workers.close()
    with open("map.csv", "w", encoding="utf-8", newline="") as file:
        map_csv(file, job.map)
'''

README = """\
COPY OF A COPY

A map: {x} to the right, {y} upwards,
{cells:,} squares with {lineages} lineages each. {edge}

{known:,} of them had run when this was packed{law}.

ON THE DASHBOARD
{link}

FILES
{files}

TO COMPUTE THE NUMBERS AGAIN
With Copy of a Copy on this machine, in the folder of these files:
    PYTHONPATH=/path/to/copy-of-a-copy python {script}
It overwrites map.csv, with the same bytes where all squares had run, the versions are the same, and
the processor is of the same kind.

SETTINGS
{settings}
"""


def table_csv(shown: Shown) -> str:
    """The table that the command line writes; of squares that have not run, what the law says."""
    text, cells = StringIO(), Map(shown.plane)
    cells.fates, cells.failed = dict(shown.runs), dict(shown.failed)
    cells.laws = dict(shown.laws)
    map_csv(text, cells)
    return text.getvalue()


def map_script(plane: Plane) -> str:
    """A script that writes the table again, of no more than 30 lines."""
    base = to_dict(plane.base)
    lines = [f"    {role}={base[role]!r}," for role in ROLES]
    numbers = ", ".join(f"{name}={value!r}" for name, value in base.items() if name not in ROLES)
    return _SCRIPT.format(
        base="\n".join([*lines, f"    {numbers},"]),
        x=_spec(plane.x),
        y=_spec(plane.y),
        lineages=plane.lineages,
    )


def _spec(side: Axis) -> str:
    return f"{side.name}={stops(side.values)}"


def map_json(plane: Plane) -> str:
    """What determines it, and the versions that compute it."""
    return json.dumps(_chosen(plane) | {"provenance": versions()}, indent=1)


def _chosen(plane: Plane) -> dict[str, object]:
    settings = {name: str(value) for name, value in to_dict(plane.base).items()}
    axes = {"x": _spec(plane.x), "y": _spec(plane.y), "lineages": plane.lineages}
    return axes | {"settings": settings}


def map_pack(shown: Shown, measure: str, link: str) -> bytes:
    """All of it in one ZIP that explains itself."""
    return packed(_files(shown, measure, link), lambda listed: _readme(shown, listed, link))


def _files(shown: Shown, measure: str, link: str) -> Iterator[File]:
    yield (
        "map.csv",
        "a row each square, as `python -m engine map` has it",
        table_csv(shown).encode(),
    )
    page = "squares that say what is left; opens in any browser, without a connection"
    report = map_report(shown, measure, link, settings_of(shown.plane))
    yield "report.html", page, report.encode()
    drawn = "the squares with sentence, legend and address"
    yield "map.svg", drawn, map_svg(shown, measure, link).encode()
    yield "map.png", drawn, map_png(shown, measure, link)
    yield (
        "map.json",
        "the settings, and the versions and the processor",
        map_json(shown.plane).encode(),
    )
    yield SCRIPT, f"computes map.csv again, {SAME}", map_script(shown.plane).encode()


def _readme(shown: Shown, files: Mapping[str, str], link: str) -> str:
    plane = shown.plane
    return README.format(
        x=captions.name_of_axis(plane.x.name),
        y=captions.name_of_axis(plane.y.name),
        cells=len(plane.cells),
        lineages=plane.lineages,
        edge=captions.edge(plane, shown.whole).words if shown.whole else "",
        known=len(shown.runs),
        law="; of the others the law speaks" if shown.laws.keys() - shown.runs.keys() else "",
        link=link,
        files=in_lines(files),
        script=SCRIPT,
        settings="\n".join(f"    {name}: {value}" for name, value in settings_of(plane).items()),
    )


def settings_of(plane: Plane) -> dict[str, object]:
    """What determines a map, each by its name."""
    chosen = _chosen(plane)
    settings = chosen.pop("settings")
    assert isinstance(settings, dict)
    return chosen | settings
