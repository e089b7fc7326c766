"""What a run found, as text that other programs read."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, count, repeat
from typing import IO, Any, Protocol

import numpy as np

from engine.arrays import Array
from engine.metrics import METRICS
from engine.recording.trajectory import versions
from engine.settings import Settings, to_dict


class Measured(Protocol):
    """A recorded run, or a lineage of which only the metrics are known."""

    @property
    def settings(self) -> Settings: ...
    @property
    def length(self) -> int: ...
    @property
    def metrics(self) -> Mapping[str, Array]: ...


Writer = Callable[[Measured], None]
"""Writes one more lineage, so that none need be kept for longer than it takes."""


def write_csv(file: IO[str], lineages: Iterable[Measured]) -> None:
    """One row a lineage and generation, one column a metric, empty where it does not apply."""
    with csv_writer(file) as write:
        for lineage in lineages:
            write(lineage)


@contextmanager
def csv_writer(file: IO[str]) -> Iterator[Writer]:
    """The header with the first lineage, then the rows of one lineage after the other."""
    rows, numbers = csv.writer(file, lineterminator="\n"), count()

    def write(lineage: Measured) -> None:
        number, found = next(numbers), columns(lineage)
        if number == 0:
            rows.writerow(["lineage", "generation", *found])
        for index, row in enumerate(zip(*found.values(), strict=True)):
            rows.writerow([number, index, *map(_written, row)])

    yield write


def columns(lineage: Measured) -> dict[str, Array]:
    """Every number that is measured, `(g,)`, by its name; one a class is named `shares.7`."""
    found: dict[str, Array] = {}
    for name, values in lineage.metrics.items():
        measured = values[: lineage.length]
        if METRICS[name].by_class:
            classes = getattr(lineage.settings.truth, "classes", ())
            found |= {f"{name}.{c}": measured[:, i] for i, c in enumerate(classes)}
        else:
            found[name] = measured
    return found


@contextmanager
def json_writer(file: IO[str]) -> Iterator[Writer]:
    """A list of summaries, one a lineage; it stays open where the work is interrupted, so that
    nobody takes what is there for the whole."""
    file.write("[")
    separators = chain(["\n"], repeat(",\n"))

    def write(lineage: Measured) -> None:
        file.write(next(separators) + json.dumps(summary(lineage), indent=1))

    yield write
    file.write("\n]\n")


def summary(lineage: Measured) -> dict[str, Any]:
    """Settings, what the last digits depend on, and every metric, `null` where it does not apply:
    nothing that two equal runs would differ in."""
    return {
        "settings": to_dict(lineage.settings),
        "provenance": versions(),
        "generations": lineage.length - 1,
        "metrics": {
            name: [float(v) if np.isfinite(v) else None for v in values]
            for name, values in columns(lineage).items()
        },
    }


def _written(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value))
