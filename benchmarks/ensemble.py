"""How many more lineages a second than a plain loop over seeds with scikit-learn."""

import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context

import numpy as np
import threadpoolctl

from benchmarks._clock import timed
from benchmarks._figures import NONE, Figure, Peer, at_least, at_most, report
from benchmarks._sklearn_loop import Parameters, recur
from engine import PRESETS, Ensemble, Settings, Trajectory
from engine.arrays import Array
from engine.jobs import EnsembleJob, InlineScheduler, ProcessScheduler, Scheduler, cores

FLOOR, FLOOR_OF_ALL = 12.0, 25.0
"""Of one thread, and of all processes, each against scikit-learn in all processes."""

SCALING = 0.9
"""How much of one process's pace each of them must have beside the others."""

SECONDS = 20.0
"""At most, for many whole lineages in one thread."""

PEERS_FLOOR = 1e-6
"""scikit-learn's own floor under the variance: without it, it stops at the first lost component."""

OURS, OUR_PROCESS = "one thread", "one process of ours"
PEER = "scikit-learn in one thread"


@dataclass(frozen=True)
class Size:
    """How much is done: rounds, in which each side takes its turn with so many lineages of some
    generations (the peer's 2000 would take minutes), and then some that are whole."""

    generations: int = 200
    rounds: int = 9
    ours: int = 32
    peers: int = 4
    whole: int = 32
    whole_generations: int = 2000


QUICK = Size(generations=20, rounds=1, peers=2, whole=2, whole_generations=200)

Side = tuple[int, Callable[[], object]]
"""How many lineages one turn computes, and what does it."""


def measure(quick: bool) -> Iterator[Figure]:
    """All sides in turn, so that what else the machine does counts for each."""
    size, count = (QUICK, 1) if quick else (Size(), cores())
    chosen = PRESETS["three-blobs"].settings
    scaled = replace(chosen, generations=size.generations)
    with ExitStack() as opened:
        opened.enter_context(threadpoolctl.threadpool_limits(1))
        sides = _sides(opened, scaled, size, count)
        yield from _compared(_paces(sides, size.rounds), f"lineages of {size.generations}", count)
        whole = replace(chosen, generations=size.whole_generations)
        seconds = timed(lambda: _followed(whole, size.whole, InlineScheduler()))
    what = f"{size.whole} lineages of {whole.generations} generations in one thread"
    yield Figure(what, seconds, "s", at_most(SECONDS))


def _sides(opened: ExitStack, scaled: Settings, size: Size, count: int) -> dict[str, Side]:
    """Ours and the peer, each alone and on all cores."""
    warnings.simplefilter("ignore")
    peers = opened.enter_context(ProcessPoolExecutor(count, get_context("spawn"), _quiet))
    rows, first = _start(scaled)
    asked = [(scaled, rows, first, seed) for seed in range(size.peers)]

    def ours(scheduler: Scheduler) -> Side:
        opened.enter_context(closing(scheduler))
        return size.ours, lambda: _followed(scaled, size.ours, scheduler)

    return {
        OURS: ours(InlineScheduler()),
        OUR_PROCESS: ours(ProcessScheduler(1)),
        _ours(count): ours(ProcessScheduler(count)),
        PEER: (size.peers, lambda: list(map(_peer, asked))),
        _peers(count): (size.peers, lambda: list(peers.map(_peer, asked))),
    }


def _ours(count: int) -> str:
    return f"{count} processes"


def _peers(count: int) -> str:
    return f"scikit-learn in {count} processes"


def _paces(sides: dict[str, Side], rounds: int) -> dict[str, Array]:
    """Lineages a second of each side, in every round."""
    for _, work in sides.values():
        work()  # the workers are there, and everything is imported
    paces = [[count / timed(work) for count, work in sides.values()] for _ in range(rounds)]
    return dict(zip(sides, np.transpose(paces), strict=True))


def _compared(paces: dict[str, Array], what: str, count: int) -> Iterator[Figure]:
    """Medians of the rounds, and of the ratios within a round."""
    middle = {side: float(np.median(found)) for side, found in paces.items()}
    for one, other, limits in (
        (OURS, PEER, NONE),
        (OURS, _peers(count), at_least(FLOOR)),
        (_ours(count), _peers(count), at_least(FLOOR_OF_ALL)),
        (_ours(count), OUR_PROCESS, at_least(SCALING * count)),
    ):
        peer = Peer(other, middle[other], float(np.median(paces[one] / paces[other])), limits)
        told = f"{what} generations by {one}, against {other}"
        yield Figure(told, middle[one], "a second", peer=peer)


def _followed(settings: Settings, count: int, scheduler: Scheduler) -> None:
    job = EnsembleJob(Ensemble(settings, count))
    scheduler.submit(job)
    assert scheduler.wait(job) and job.ensemble.complete


def _start(settings: Settings) -> tuple[Array, Parameters]:
    """What generation 0 said, and what it had learned: the peer goes on from there."""
    trajectory = Trajectory(settings)
    next(trajectory.follow())
    record = trajectory.record
    return trajectory.output(0), Parameters(
        record["weights"][0], record["means"][0], record["covariances"][0]
    )


def _peer(asked: tuple[Settings, Array, Parameters, int]) -> float:
    """One lineage by scikit-learn, its last distance to the first."""
    settings, rows, first, seed = asked
    model = replace(settings.model, floor=PEERS_FLOOR)  # type: ignore[type-var]
    generations = recur(np.random.default_rng(seed), model, rows, first, first)  # type: ignore[arg-type]
    return [distance for _, distance in islice(generations, settings.generations)][-1]


def _quiet() -> None:
    """One thread a process, and no word on mixtures that have not converged or have lost one."""
    warnings.simplefilter("ignore")
    threadpoolctl.threadpool_limits(1)


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
