"""What is listened for: one file a metric.

`METRICS` has them by name, `shown` tells which of them a place begins with. A new metric is a new
file with one frozen dataclass, which also says its unit, its data and where it is shown
(docs/extending.md).
"""

from collections.abc import Iterable

from engine.catalogue import catalogue
from engine.protocols import Data, Metric, Place, Shown

METRICS: dict[str, type[Metric]] = catalogue(__name__, __path__)


def shown(place: Place, data: Data) -> list[tuple[str, Shown]]:
    """What metrics show at a place of such data, in their order, each with the metric's name."""
    found = [
        (name, row)
        for name, metric in METRICS.items()
        for row in metric.shown
        if row.place is place and data in row.data
    ]
    return sorted(found, key=lambda each: each[1].order)


def first_shown(place: Place, data: Data, names: Iterable[str]) -> str:
    """The one of several metrics that is shown first at a place; of none, the first of all."""
    among = list(names)
    return next((name for name, _ in shown(place, data) if name in among), among[0])
