"""A run as a script: a few lines that compute its numbers again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.settings import ROLES

LINES = 30
"""No script of up to four tables is longer."""

SCRIPT = '''\
"""Computes {files} again beside this file: to the last digit on the same kind of processor.

PYTHONPATH=/path/to/copy-of-a-copy python {name}
"""
import os
from itertools import islice
from engine import Trajectory, csv_writer, settings

os.chdir(os.path.dirname(os.path.abspath(__file__)))
{same}
{tables}
for name, seeds, rows, own in TABLES:
    with open(name, "w", encoding="utf-8", newline="") as file, csv_writer(file) as write:
        for seed in seeds:
            trajectory = Trajectory(settings(**SAME, **own, seed=seed), output_bytes=0)
            steps = trajectory.follow()
            list(islice(steps, rows))
            steps.close()
            write(trajectory)
'''


@dataclass(frozen=True)
class Table:
    """A file of numbers to be written again, and the settings as `to_dict` makes them.

    `rows` generations of each lineage, of which the first has the settings' seed. A file that
    the settings name is looked for beside the script.
    """

    file: str
    settings: Mapping[str, Any]
    rows: int
    lineages: int = 1

    @property
    def own(self) -> dict[str, Any]:
        """What determines it besides the seed."""
        return {key: value for key, value in self.settings.items() if key != "seed"}


def script_of(name: str, tables: Sequence[Table]) -> str:
    """The text of a Python script, to be saved under this name, that needs only the engine."""
    first = tables[0].own
    same = {k: v for k, v in first.items() if all(t.own[k] == v for t in tables)}
    return SCRIPT.format(
        name=name,
        files=" and ".join(t.file for t in tables) if len(tables) < 3 else "the tables",
        same=_listed("SAME = dict(", list(_lines(same)), ")"),
        tables=_listed("TABLES = [", [_row(table, same) for table in tables], "]"),
    )


def _lines(same: Mapping[str, Any]) -> Iterator[str]:
    """A line for each of data, model and policy, and one for all numbers."""
    numbers = [f"{key}={value!r}" for key, value in same.items() if key not in ROLES]
    yield from (f"{role}={same[role]!r}," for role in ROLES if role in same)
    if numbers:
        yield f"{', '.join(numbers)},"


def _row(table: Table, same: Mapping[str, Any]) -> str:
    own = ", ".join(f"{k}={v!r}" for k, v in table.own.items() if k not in same)
    seed = table.settings["seed"]
    seeds = f"range({seed}, {seed + table.lineages})"
    return f"({table.file!r}, {seeds}, {table.rows}, dict({own})),"


def _listed(opening: str, lines: Sequence[str], closing: str) -> str:
    return "\n".join([opening, *(f"    {line}" for line in lines), closing])
