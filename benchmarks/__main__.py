"""Every benchmark in turn, with the machine that it ran on, or the README's table of them."""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks._machine import machine
from benchmarks._table import table

FOLDER = Path(__file__).parent
LATEST = FOLDER / "latest.json"
NAMES = sorted(path.stem for path in FOLDER.glob("[!_]*.py"))


def main() -> int:
    """Measure and write, or only show what was written; 1 where something was not good enough."""
    asked = _asked()
    if asked.table:
        print(table(json.loads(asked.json.read_text())["benchmarks"]))
        return 0
    about = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine()}
    found, status = {}, 0
    for name in NAMES:
        print(f"\nbenchmarks.{name}", flush=True)
        figures, missed = _measured(name, ["--quick"] if asked.quick else [])
        found[name] = figures
        status |= missed
    text = json.dumps(about | {"benchmarks": found}, indent=2, ensure_ascii=False)
    asked.json.write_text(text + "\n")
    return status


def _measured(name: str, options: list[str]) -> tuple[dict[str, Any], int]:
    """In a process of its own; one that fails has no figures."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(file), *options]
        ended = subprocess.run(command, check=False).returncode
        return (json.loads(file.read_text()) if file.exists() else {}), int(ended != 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small way that takes a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", default=LATEST, help="the figures")
    parser.add_argument("--table", action="store_true", help="measure nothing, show a table of it")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
