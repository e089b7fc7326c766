"""Every benchmark runs, in its quick way, and says what it found in one shape."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import NAMES

ROOT = Path(__file__).parents[2]
FEW_PROCESSES = {"COPY_WORKERS": "0"}
"""What servers compute they compute in threads: here, nobody asks how fast."""

IN_A_BROWSER = {"busy_server", "classroom", "first_visit", "map_page", "player"}
FIGURE = {"value", "unit", "limits", "peer", "met"}
PEER = {"name", "value", "ratio", "limits"}


def figures(name: str, file: Path) -> dict[str, dict[str, Any]]:
    """What a benchmark writes. Its process is its own: it brings a browser, or counts cores."""
    command = [sys.executable, "-m", f"benchmarks.{name}", "--quick", "--json", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | FEW_PROCESSES)
    found: dict[str, dict[str, Any]] = json.loads(file.read_text())
    return found


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.browser if n in IN_A_BROWSER else ()) for n in NAMES],
)
def test_a_benchmark_runs_and_finds_numbers(name: str, tmp_path: Path) -> None:
    found = figures(name, tmp_path / "figures.json")
    assert found
    for what, figure in found.items():
        assert what and figure.keys() == FIGURE and figure["unit"], what
        peer = figure["peer"]
        numbers = [figure["value"]]
        if peer:
            assert peer.keys() == PEER and peer["name"], what
            numbers += [peer["value"], peer["ratio"]]
        assert all(math.isfinite(number) and number > 0 for number in numbers), what
