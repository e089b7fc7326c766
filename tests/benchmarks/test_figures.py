"""What benchmarks say, write and end with; and the table that is drawn of it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks._figures import Figure, at_least, at_most, less_than_ours, more_than_ours, report
from benchmarks._machine import PACKAGES, machine
from benchmarks._table import table

SOON = Figure("a picture", 0.42, "s", at_most(0.5), more_than_ours("Plotly", 6.3, 0.42))
SLOW = Figure("pictures", 10300.0, "a second", peer=less_than_ours("loop", 10.0, 5.0, at_least(2)))
PLAIN = Figure("rest", 0.1, "ms")


def measure(quick: bool) -> Iterator[Figure]:
    """A short way finds less."""
    yield SLOW
    if not quick:
        yield SOON


def test_a_figure_says_whether_it_is_good_enough() -> None:
    assert str(SOON) == "ok     a picture: 0.42 s (at most 0.5); Plotly 6.3: 15 times"
    assert str(SLOW).startswith("MISSED pictures: 10,300 a second; loop 10: 0.5 times (at least 2)")
    assert PLAIN.met and not Figure("a picture", 0.6, "s", at_most(0.5)).met


@pytest.mark.parametrize(("options", "status"), [([], 1), (["--quick"], 0)])
def test_what_is_missed_ends_with_1_but_for_the_quick_way(
    options: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["pace.py", "--json", str(file), *options])
    assert report(measure, "About paces.") == status
    found = json.loads(file.read_text())
    assert list(found) == ["pictures", "a picture"][: 2 - len(options)]
    assert found["pictures"] == {
        "value": 10300.0,
        "unit": "a second",
        "limits": "",
        "peer": {"name": "loop", "value": 10.0, "ratio": 0.5, "limits": "at least 2"},
        "met": False,
    }


def test_the_table_has_whatever_is_held_against_something() -> None:
    found = {"pace": {figure.what: figure.numbers for figure in (SLOW, PLAIN, SOON)}}
    assert table(found).splitlines()[2:] == [
        "| `benchmarks.pace`: pictures | 10,300 a second | loop 10 a second | 0.5 |",
        "| a picture | 0.42 s | Plotly 6.3 s | 15 |",
    ]


def test_a_machine_says_what_figures_depend_on() -> None:
    told = machine()
    assert told["model"] and told["processor"] and told["python"] and told["blas"]
    assert set(told["packages"]) == set(PACKAGES)  # type: ignore[call-overload]
