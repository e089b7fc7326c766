"""What a run will take on this machine, told from its first generations before it starts."""

import time
from dataclasses import replace

from engine.settings import Settings
from engine.trajectory import Trajectory

MEASURED = 3
"""Generations that are computed, and thrown away, to tell what the others will cost."""


def forecast(settings: Settings) -> float:
    """Seconds that a whole run will take, within a factor of about two.

    Three generations are timed, the first of which pays for the yardstick; the rest cost in
    proportion to the rows that they read.
    """
    steps = Trajectory(replace(settings, generations=10)).follow()
    next(steps)
    start = time.perf_counter()
    for _ in range(MEASURED - 1):
        next(steps)
    seconds = time.perf_counter() - start
    steps.close()
    read = [_rows(settings, t) for t in range(settings.generations + 1)]
    return seconds * sum(read) / sum(read[1:MEASURED])


def _rows(settings: Settings, generation: int) -> int:
    """What a generation reads; where moments suffice, older rows are not read again."""
    if settings.model.moments_suffice:
        return settings.samples
    return settings.policy.rows_read(generation, settings.samples)
