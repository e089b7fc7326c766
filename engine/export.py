"""What a run found, as text that other programs read."""

import csv
import json
from collections.abc import Iterable
from typing import IO, Any

import numpy as np

from engine.metrics import METRICS
from engine.settings import to_dict
from engine.trajectory import Trajectory


def write_csv(file: IO[str], lineages: Iterable[Trajectory]) -> None:
    """One row a lineage and generation, one column a metric, empty where it does not apply."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["lineage", "generation", *METRICS])
    for number, trajectory in enumerate(lineages):
        columns = [trajectory.metrics[name][: trajectory.length] for name in METRICS]
        for index, row in enumerate(zip(*columns, strict=True)):
            writer.writerow([number, index, *map(_written, row)])


def summary(trajectory: Trajectory) -> dict[str, Any]:
    """Settings, where they were computed, and every metric, `null` where it does not apply."""
    length = trajectory.length
    return {
        "settings": to_dict(trajectory.settings),
        "provenance": trajectory.provenance,
        "generations": length - 1,
        "metrics": {
            name: [None if np.isnan(v) else float(v) for v in values[:length]]
            for name, values in trajectory.metrics.items()
        },
    }


def write_json(file: IO[str], lineages: Iterable[Trajectory]) -> None:
    """A list of summaries, one a lineage."""
    json.dump([summary(trajectory) for trajectory in lineages], file, indent=1)
    file.write("\n")


def _written(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value))
