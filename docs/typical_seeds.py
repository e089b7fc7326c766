"""Whether the seeds that one sees first are typical: `python -m docs.typical_seeds [NAME ...]`.

For each preset and each step of the lesson, where what its default lineage comes to lies among many
others: typical is what lies between their 10th and 90th percentile.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine import PRESETS, Settings
from engine.arrays import Array
from engine.jobs import ProcessScheduler, Scheduler, cores, streamed
from engine.protocols import Data, data_of
from engine.recorded import is_recorded, recorded

LINEAGES, OF_A_NETWORK = 256, 32
"""How many lineages there are to compare with: seeds 0 and on."""

LOW, HIGH = 0.1, 0.9
"""Between these quantiles a lineage is typical."""

Metrics = Mapping[str, Array]


@dataclass(frozen=True)
class Placed:
    """What the default lineage comes to, `own`, and what many do `(lineages,)`."""

    name: str
    number: str
    own: float
    many: Array

    @property
    def typical(self) -> bool:
        """Whether it lies between the quantiles, both included."""
        low, high = np.quantile(self.many, [LOW, HIGH])
        return bool(low <= self.own <= high)

    @property
    def below(self) -> float:
        """The share of the others that lie below it."""
        return float((self.many < self.own).mean())

    @property
    def above(self) -> float:
        """The share of the others that lie above it."""
        return float((self.many > self.own).mean())

    def __str__(self) -> str:
        low, middle, high = np.quantile(self.many, [LOW, 0.5, HIGH])
        word = "typical" if self.typical else "NOT TYPICAL"
        return (
            f"{self.name}: {self.number} {self.own:.4g}; of {len(self.many)} lineages a tenth lies "
            f"below {low:.4g}, half below {middle:.4g}, nine in ten below {high:.4g}: {word}"
        )


def kept(metrics: Metrics) -> float:
    """The share of generation 0's variance that is left at the end."""
    variance = metrics["variance"]
    return float(variance[-1] / variance[0])


def halved(metrics: Metrics) -> float:
    """The first generation with less than half of generation 0's variance; one more than there are
    where none has."""
    variance = metrics["variance"]
    fewer = np.flatnonzero(variance < variance[0] / 2)
    return float(fewer[0] if len(fewer) else len(variance))


def last(metric: str) -> Callable[[Metrics], float]:
    """The last value of a metric that was measured; NaN where it does not apply."""

    def found(metrics: Metrics) -> float:
        values = metrics[metric][np.isfinite(metrics[metric])]
        return float(values[-1]) if len(values) else np.nan

    return found


def settled(metrics: Metrics) -> float:
    """The generation from which on as few symbols are left as at the end."""
    left = metrics["surviving"]
    return float(np.argmax(left == left[-1]))


NUMBERS: Mapping[Data, Mapping[str, Callable[[Metrics], float]]] = {
    Data.NUMBERS: {
        "variance left": kept,
        "half gone at generation": halved,
        "groups left": last("modes"),
    },
    Data.PICTURES: {"variance left": kept, "coverage": last("coverage")},
    Data.SYMBOLS: {"symbols left": last("surviving"), "since generation": settled},
    Data.TEXT: {"words left": last("surviving"), "perplexity": last("perplexity")},
}
"""What the headlines are about, by the kind of data."""


def placed(name: str, first: Settings, scheduler: Scheduler, lineages: int = 0) -> Iterator[Placed]:
    """Where the lineage with the settings' own seed lies, by each of its numbers."""
    count = lineages or (OF_A_NETWORK if first.model.network else LINEAGES)
    wanted = NUMBERS[data_of(type(first.truth))]
    measured = [each.metrics for each in streamed(scheduler, replace(first, seed=0), count, _quiet)]
    alone = _first_seen(first, scheduler)
    for number, read in wanted.items():
        many = np.array([read(metrics) for metrics in measured])
        if np.isfinite(many).all():
            yield Placed(name, number, read(alone), many)


def _first_seen(first: Settings, scheduler: Scheduler) -> Metrics:
    """Of the recording, where there is one: a network computes otherwise on another processor."""
    if is_recorded(first):
        return recorded(first).metrics
    (alone,) = streamed(scheduler, first, 1, _quiet)
    return alone.metrics


def _quiet(number: int, length: int) -> None:
    """Nobody waits."""


def looked_at() -> Iterator[tuple[str, Settings]]:
    """Every preset, and every run with which a step of the lesson begins."""
    from view.lesson.steps import STEPS

    for name, preset in PRESETS.items():
        yield name, preset.settings
    for number, step in enumerate(STEPS, 1):
        for at, run in enumerate(step.runs(step.defaults), 1):
            yield f"step {number}, {step.title}, run {at}", run


def main(names: list[str]) -> int:
    """One line a number; 1 where a seed is not typical."""
    scheduler = ProcessScheduler(cores())
    odd = 0
    for name, first in looked_at():
        if not names or any(name == each or name.startswith(f"{each}, ") for each in names):
            for one in placed(name, first, scheduler):
                print(one, flush=True)
                odd += not one.typical
    scheduler.close()
    return int(odd > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
