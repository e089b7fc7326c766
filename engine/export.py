"""What a run found, as text that other programs read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count, repeat
from typing import IO, Any

import numpy as np

from engine.metrics import METRICS
from engine.protocols import Array
from engine.settings import to_dict
from engine.trajectory import Trajectory

Writer = Callable[[Trajectory], None]
"""Writes one more lineage, so that none need be kept for longer than it takes."""


def write_csv(file: IO[str], lineages: Iterable[Trajectory]) -> None:
    """One row a lineage and generation, one column a metric, empty where it does not apply."""
    with csv_writer(file) as write:
        for trajectory in lineages:
            write(trajectory)


@contextmanager
def csv_writer(file: IO[str]) -> Iterator[Writer]:
    """The header with the first lineage, then the rows of one lineage after the other."""
    rows, numbers = csv.writer(file, lineterminator="\n"), count()

    def write(trajectory: Trajectory) -> None:
        number, found = next(numbers), columns(trajectory)
        if number == 0:
            rows.writerow(["lineage", "generation", *found])
        for index, row in enumerate(zip(*found.values(), strict=True)):
            rows.writerow([number, index, *map(_written, row)])

    yield write


def columns(trajectory: Trajectory) -> dict[str, Array]:
    """Every number that is measured, `(g,)`, by its name; one a class is named `shares.7`."""
    found: dict[str, Array] = {}
    for name, values in trajectory.metrics.items():
        measured = values[: trajectory.length]
        if METRICS[name].by_class:
            classes = getattr(trajectory.settings.truth, "classes", ())
            found |= {f"{name}.{c}": measured[:, i] for i, c in enumerate(classes)}
        else:
            found[name] = measured
    return found


@contextmanager
def json_writer(file: IO[str]) -> Iterator[Writer]:
    """A list of summaries, one a lineage; it is closed also when the work is interrupted."""
    file.write("[")
    separators = chain(["\n"], repeat(",\n"))

    def write(trajectory: Trajectory) -> None:
        file.write(next(separators) + json.dumps(summary(trajectory), indent=1))

    try:
        yield write
    finally:
        file.write("\n]\n")


def summary(trajectory: Trajectory) -> dict[str, Any]:
    """Settings, where they were computed, and every metric, `null` where it does not apply."""
    length = trajectory.length
    return {
        "settings": to_dict(trajectory.settings),
        "provenance": trajectory.provenance,
        "generations": length - 1,
        "metrics": {
            name: [float(v) if np.isfinite(v) else None for v in values]
            for name, values in columns(trajectory).items()
        },
    }


def _written(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value))
