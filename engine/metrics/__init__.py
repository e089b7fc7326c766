"""What is listened for: one file a metric."""

from collections.abc import Iterable

from engine.catalogue import catalogue
from engine.measures import Data, Place, Shown
from engine.protocols import Metric

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
