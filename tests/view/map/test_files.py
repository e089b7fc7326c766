"""What is taken away of a map: the table, its script, the pictures, and the ZIP of all of it."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image, ImageColor

from engine.jobs import InlineScheduler, MapJob
from engine.map import DEFAULT, Map, Plane, axis, laws
from engine.recording import LINES
from tests.support.without_rights import ROOT
from view.letters import in_html
from view.map import captions
from view.map.drawing import FAILED
from view.map.files import SCRIPT, map_pack, map_script, settings_of, table_csv
from view.map.pens import FINE
from view.map.picture import map_png, map_svg
from view.map.report import map_report
from view.map.shown import Shown, ink
from view.say.__main__ import main as say

LINK = "http://localhost/map?x=<odd>"


@pytest.fixture(scope="module")
def run() -> Shown:
    """A small map whose squares have run, but for one that cannot."""
    plane = Plane(
        DEFAULT, axis("samples=10,40", DEFAULT), axis("policy.fresh.rows=0,2", DEFAULT), 3
    )
    job, scheduler = MapJob(Map(plane)), InlineScheduler()
    scheduler.submit(job)
    scheduler.wait(job)
    return Shown.of(job.map, dict(laws(plane)))


def test_a_short_script_writes_the_table_again(run: Shown, tmp_path: Path) -> None:
    script = tmp_path / SCRIPT
    script.write_text(map_script(run.plane))
    assert len(script.read_text().splitlines()) <= LINES
    subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (tmp_path / "map.csv").read_text() == table_csv(run)


def test_the_drawing_has_every_square_in_its_colour(run: Shown) -> None:
    svg = ET.fromstring(map_svg(run, "kept", LINK))
    tag = "{http://www.w3.org/2000/svg}"
    drawn = [each.get("fill") for each in svg.iter(f"{tag}rect")][1:]
    assert drawn == [ink(run.laws[cell].share) for cell in run.plane.cells]
    assert len(list(svg.iter(f"{tag}circle"))) == 4, "a dot on each square: its runs"
    said = " ".join(str(each.text) for each in svg.iter(f"{tag}text"))
    assert "keep half" in said and LINK in said and "Samples a generation" in said


def test_the_picture_is_the_drawing_in_pixels(run: Shown) -> None:
    svg = ET.fromstring(map_svg(run, "kept", LINK))
    image = Image.open(BytesIO(map_png(run, "kept", LINK)))
    assert image.size == tuple(
        round(float(svg.get(side, 0)) * FINE) for side in ("width", "height")
    )
    for square, cell in zip(
        list(svg.iter("{http://www.w3.org/2000/svg}rect"))[1:], run.plane.cells, strict=True
    ):
        corner = tuple(round((float(square.get(side, 0)) + 4) * FINE) for side in ("x", "y"))
        assert image.getpixel(corner) == ImageColor.getrgb(ink(run.laws[cell].share))


def test_a_square_that_failed_is_crossed_out_in_pictures_too(run: Shown) -> None:
    cells = Map(run.plane)
    cells.fates.update({at: fates for at, fates in run.runs.items() if at != (1, 1)})
    cells.fail((1, 1), "no room")
    failed = Shown.of(cells, run.laws)
    whole, svg = (map_svg(one, "kept", LINK) for one in (run, failed))
    assert whole.count("<rect") - svg.count("<rect") == 1 and svg.count(f'stroke="{FAILED}"') == 2
    assert map_png(failed, "kept", LINK) != map_png(run, "kept", LINK)


def test_the_pack_explains_itself(run: Shown) -> None:
    with ZipFile(BytesIO(map_pack(run, "kept", LINK))) as pack:
        names = pack.namelist()
        readme = pack.read("README.txt").decode()
        assert pack.read("map.csv").decode() == table_csv(run)
    assert names == [
        "map.csv",
        "report.html",
        "map.svg",
        "map.png",
        "map.json",
        SCRIPT,
        "README.txt",
    ]
    assert all(name in readme for name in names[:-1])
    assert (
        LINK in readme and "4 squares with 3 lineages" in readme and "4 of them had run" in readme
    )
    assert map_pack(run, "kept", LINK) == map_pack(run, "kept", LINK)


def test_the_report_is_one_file_that_says_every_square(run: Shown) -> None:
    report = map_report(run, "kept", LINK, settings_of(run.plane))
    assert "src=" not in report and report.count("<link") == 0 and "import " not in report
    assert (
        f'href="{in_html(LINK)}"' in report and captions.edge(run.plane, run.whole).words in report
    )
    (told,) = re.findall(r'id="map">(.*)</script>', report)
    data = json.loads(told)
    assert data["said"] == [captions.spoken(run.at(cell)) for cell in run.plane.cells]
    assert data["drawing"].count("<circle") == 4
    assert report.count("<tr><td>") == 4 and "policy.fresh.rows=0,2" in report


def test_what_a_square_says_ends_no_script_of_the_report(run: Shown) -> None:
    cells = Map(run.plane)
    cells.fail((0, 0), "</script><b>no</b>")
    report = map_report(Shown.of(cells, {}), "kept", LINK)
    assert report.count("</script>") == 2 and "<b>" not in report


def test_what_a_map_says_is_printed(run: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    x, y = "samples=10,40", "policy.fresh.rows=0,2"
    assert say(["--page", "map", "--x", x, "--y", y, "--lineages", "3"]) == 0
    assert captions.edge(run.plane, run.whole).words in capsys.readouterr().out.splitlines()
    assert say(["--page", "map", "--x", "sampels=1,2"]) == 2
    assert "no number is called" in capsys.readouterr().err
