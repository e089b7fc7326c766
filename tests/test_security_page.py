"""What the page on security says of bounds is what the code has, and what it names is there."""

import re
import tomllib
from pathlib import Path

import pytest

from engine.data import corpus, csv_text
from engine.jobs.store import UNFINISHED
from engine.knobs import knobs_of
from engine.neural.huggingface import OFFERED
from engine.settings import NUMBERS_AT_MOST, Settings
from engine.words import LONGEST
from view.classroom import classroom, routes, school
from view.controls.own_file import BYTES_A_VISITOR
from view.sections.link_warnings import NOTICES
from view.sections.run import PATIENCE
from view.uploaded_files import KEPT_SECONDS, place_of

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/security.md").read_text()
SERVER = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
KNOBS = knobs_of(Settings)
HOUR = 3600

BOUNDS = {
    "an uploaded file": f"{SERVER['server']['maxUploadSize']} MB",
    "samples a generation; generations": (
        f"{KNOBS['samples'].high:,}; {KNOBS['generations'].high:,}"
    ),
    "a training set": f"{NUMBERS_AT_MOST:,} numbers",
    "jobs that wait or are at work": f"{UNFINISHED};",
    "results of all visitors in memory, and what computing the others may take": "1/4 of",
    "files of one visitor": f"{BYTES_A_VISITOR / 1e6:.0f} MB",
    "a run that starts without being asked": f"{PATIENCE:.0f} s",
    "classes; pupils in one; how long": f"{school.CLASSES}; {classroom.PUPILS}; four hours",
    "what a phone says to a class": f"{routes.BYTES:,} bytes",
}


@pytest.mark.parametrize("what", BOUNDS)
def test_a_bound_is_the_codes(what: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(what)} \| (.*?) \|", PAGE, re.MULTILINE)
    assert row.startswith(BOUNDS[what])


def test_every_bound_is_compared() -> None:
    rows = set(re.findall(r"^\| ([^|]+) \| [^|]*\d", PAGE, re.MULTILINE))
    assert rows - {"runs that are computed at once"} == set(BOUNDS)


def test_other_numbers_are_the_codes() -> None:
    said = " ".join(PAGE.split())
    assert classroom.SECONDS == 4 * HOUR and KEPT_SECONDS == 24 * HOUR
    assert corpus.BYTES_AT_MOST == csv_text.LARGEST_FILE == 5_000_000
    assert f"of which there are {len(school.LETTERS) ** school.LENGTH:,}" in said
    assert f"{['', '', '', '', '', 'Five'][NOTICES]} notices quote {LONGEST} letters" in said
    assert f"the first {len(place_of(b'').stem)} digits of the SHA-256" in said
    assert f"wait for up to {['', '', '', 'three'][int(routes.PATIENCE)]} seconds" in said
    assert OFFERED in said


def test_the_servers_options_are_as_it_says() -> None:
    assert SERVER["server"]["address"] == "localhost"
    assert SERVER["server"]["enableCORS"] and SERVER["server"]["enableXsrfProtection"]
    assert SERVER["client"]["showErrorDetails"] == "type"


def test_what_it_names_is_there() -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", PAGE)
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    within = [name for name in named if not name.startswith(("~", "/", "__"))]
    assert len(within) > 10 and len(links) >= 3
    for name in within:
        assert (ROOT / name).exists(), name
    for link in links:
        assert (ROOT / "docs" / link).exists(), link
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text()
