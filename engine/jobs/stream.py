"""Lineages one after the other, each as soon as it is whole, however many there are."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.jobs.ensemble_job import EnsembleJob
from engine.jobs.protocols import Job, Scheduler
from engine.recording import Ensemble, Heard
from engine.settings import Settings

BATCH = 64
"""Lineages that are at hand together: while one batch is read, the next one is at work."""

TICK = 0.5
"""Seconds between two words on how far it is."""


def streamed(
    scheduler: Scheduler, first: Settings, count: int, told: Callable[[int, int], None]
) -> Iterator[Heard]:
    """The lineages with the seeds from the first one's on; of what was read nothing is kept.

    `told` hears the number of the lineage that is waited for, and how many of its generations are
    there.

    Raises:
        Failure: a lineage that cannot be computed.
    """
    number = 0
    for job in _ahead(scheduler, first, count):
        for r in range(job.ensemble.count):
            _follow(scheduler, job, r, number, told)
            yield job.ensemble.of(r)
            number += 1


def _follow(
    scheduler: Scheduler, job: EnsembleJob, r: int, number: int, told: Callable[[int, int], None]
) -> None:
    ensemble = job.ensemble
    follow(
        scheduler,
        job,
        lambda: int(ensemble.lengths[r]),
        ensemble.total,
        lambda length: told(number, length),
    )


def follow(
    scheduler: Scheduler,
    job: Job,
    length: Callable[[], int],
    total: int,
    told: Callable[[int], None],
) -> None:
    """Wait until so many generations are there, and tell now and then how many there are.

    Raises:
        Failure: what became of the job.
    """
    while not scheduler.wait(job, lambda: length() >= total, TICK):
        if job.failure:
            raise job.failure
        if length():
            told(length())
    told(total)


def _ahead(scheduler: Scheduler, first: Settings, count: int) -> Iterator[EnsembleJob]:
    """Batch after batch, each submitted before the one ahead of it is read."""
    before = None
    for at in range(0, count, BATCH):
        lineages = Ensemble(replace(first, seed=first.seed + at), min(BATCH, count - at))
        job = EnsembleJob(lineages)
        scheduler.submit(job)
        if before:
            yield before
        before = job
    if before:
        yield before
