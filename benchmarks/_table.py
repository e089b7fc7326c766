"""The README's table of figures."""

from collections.abc import Iterator
from typing import Any

from benchmarks._figures import written

HEAD = "| what | here | its peer | ratio |\n|---|---|---|---|"
Figures = dict[str, dict[str, Any]]


def table(benchmarks: dict[str, Figures]) -> str:
    """Whatever was held against somebody, or against a limit."""
    rows = (row for name, figures in benchmarks.items() for row in _rows(name, figures))
    return "\n".join([HEAD, *rows])


def _rows(name: str, figures: Figures) -> Iterator[str]:
    said = f"`benchmarks.{name}`: "
    for what, found in figures.items():
        if found["peer"] or found["limits"]:
            yield _row(said + what, found)
            said = ""


def _row(what: str, found: dict[str, Any]) -> str:
    unit, peer = found["unit"], found["peer"]
    cells = [what, f"{written(found['value'])} {unit}"]
    if peer:
        cells += [f"{peer['name']} {written(peer['value'])} {unit}", written(peer["ratio"])]
    else:
        cells += ["", ""]
    return f"| {' | '.join(cells)} |"
