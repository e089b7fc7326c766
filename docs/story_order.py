"""In which order things are lost: `python -m docs.story_order [PRESET ...]`.

Whether the tail goes before half of the variance does, in how many lineages of each preset of
clouds: what its page says of the order is then said of the one lineage that it shows.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from docs.typical_seeds import LINEAGES, Metrics
from engine import PRESETS, Settings
from engine.analysis.survival import HALF, tail_lost_at
from engine.arrays import Array
from engine.jobs import ProcessScheduler, Scheduler, cores, streamed
from engine.protocols import Data, data_of


@dataclass(frozen=True)
class Order:
    """When each lineage, that of the preset first, has lost its tail, and half of its variance
    `(R,)`; infinity: never."""

    name: str
    tail: Array
    half: Array

    @property
    def tail_first(self) -> int:
        """How many have lost their tail before half of their variance."""
        return int((self.tail < self.half).sum())

    def __str__(self) -> str:
        middle = [np.quantile(each, 0.5, method="lower") for each in (self.tail, self.half)]
        own = f"its own at {self.tail[0]:g} and {self.half[0]:g}"
        return (
            f"{self.name}: the tail is lost at {middle[0]:g}, half the variance at {middle[1]:g} "
            f"(the middle ones of {len(self.tail)}; {own}); the tail goes first in "
            f"{self.tail_first} of them"
        )


def ordered(name: str, shown: Settings, scheduler: Scheduler, lineages: int = LINEAGES) -> Order:
    """So many lineages, beginning with the one that is shown."""
    seen = streamed(scheduler, shown, lineages, lambda number, length: None)
    passed = np.array([_passages(each.metrics, shown.samples) for each in seen])
    return Order(name, *passed.T)


def _passages(metrics: Metrics, samples: int) -> tuple[float, float]:
    variance = metrics["variance"]
    half = np.flatnonzero(variance < HALF * variance[0])
    lost = tail_lost_at(metrics["tail_mass"], samples)
    return np.inf if lost is None else lost, float(half[0]) if len(half) else np.inf


def clouds() -> Iterator[tuple[str, Settings]]:
    """The presets whose tail can go."""
    for name, preset in PRESETS.items():
        chosen = preset.settings
        if data_of(chosen.truth) is Data.NUMBERS and not chosen.model.network:
            yield name, chosen


def main(names: list[str]) -> None:
    """One line a preset."""
    scheduler = ProcessScheduler(cores())
    for name, shown in clouds():
        if not names or name in names:
            print(ordered(name, shown, scheduler), flush=True)
    scheduler.close()


if __name__ == "__main__":
    main(sys.argv[1:])
