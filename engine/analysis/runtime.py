"""What a run will take on this machine, told from its first generations before it starts."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from math import inf
from statistics import median

from engine.progress import Progress
from engine.protocols import VariableCost
from engine.recording import Trajectory
from engine.settings import Settings

MEASURED = 8
"""Generations that are computed at most, and thrown away, to tell what the others will cost."""

ENOUGH = 0.3
"""Seconds of measuring after which the next generation would tell no more."""

FEW = 0.1
"""Share of a fit's steps from which alone nothing certain can be told."""

_PATIENCE = 1.0
"""Seconds after which a single fit is not waited for."""


def forecast(settings: Settings) -> float:
    """Seconds that a whole run will take on this machine at rest, within a factor of about three:
    whatever else it does just now, what counts is the processor's time (of a network, which several
    threads may train, the clock's).

    The first generation pays for the yardstick; the rest cost in proportion to the rows that they
    read, at the median pace: a hiccup of the machine must not make a short run seem long. A fit
    that takes longer than a second tells by its steps; where those are few, it is asked again, for
    the first steps of a process are slow.
    """
    seconds, steps = _measured(settings)
    return seconds if steps >= FEW else min(seconds, _measured(settings)[0])


def _measured(settings: Settings) -> tuple[float, float]:
    """The forecast, and what share of a fit was done when it ran out of time (1 if it did not)."""
    trajectory = Trajectory(replace(settings, generations=10))
    progress = Progress(patience=_PATIENCE)
    clock = time.perf_counter if settings.model.network else time.thread_time
    first = clock()
    paces: list[float] = []
    begun = start = inf
    done = 1.0
    for generation in trajectory.follow(progress):
        now = clock()
        if generation:
            paces.append((now - begun) / rows(settings, generation))
        begun, start = now, min(start, now)
        if generation + 1 == MEASURED or (now - start > ENOUGH and paces):
            break
    else:
        step = progress.step
        seconds = (clock() - first) * step.total / max(step.done, 1)
        paces = [seconds / rows(settings, trajectory.length)]
        done = step.done / max(step.total, 1)
    return median(paces) * _read_before(settings)[-1], done


def remaining(settings: Settings, length: int, seconds: float) -> float:
    """Seconds for what is left of a run whose first `length` generations took so many."""
    read = _read_before(settings)
    return seconds * (read[-1] - read[length]) / read[length]


@lru_cache(maxsize=64)
def _read_before(settings: Settings) -> tuple[int, ...]:
    """The rows that are read before each generation, and in all: whoever waits for a run is told
    again and again how long it still takes, and so is everyone who looks on."""
    return 0, *accumulate(map(_reads(settings), range(settings.generations + 1)))


def rows(settings: Settings, generation: int) -> int:
    """What a generation reads, as often as it does; where moments suffice, older rows are not read
    again."""
    return _reads(settings)(generation)


def _reads(settings: Settings) -> Callable[[int], int]:
    """The same for any of them: whether a model says how often is dear to find out."""
    model, policy, samples = settings.model, settings.policy, settings.samples
    if model.moments_suffice:
        return lambda _: samples
    if not isinstance(model, VariableCost):
        return lambda generation: policy.rows_read(generation, samples)
    return lambda generation: model.passes(generation) * policy.rows_read(generation, samples)
