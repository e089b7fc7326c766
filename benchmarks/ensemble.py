"""How many more lineages a second than a plain loop over seeds with scikit-learn on every core."""

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context

import numpy as np
import threadpoolctl

from benchmarks.peer import Parameters, recur
from engine import PRESETS, Ensemble, Settings, Trajectory
from engine.arrays import Array
from engine.jobs import EnsembleJob, InlineScheduler, ProcessScheduler, Scheduler, cores

FLOOR, FLOOR_OF_ALL = 12.0, 25.0
"""Of one thread, and of all processes."""

SCALING = 0.9
"""How much of one process's pace each of them must have beside the others."""

WHOLE, SECONDS_AT_MOST = 32, 20.0
SCALE = 200
"""Generations of a lineage in the comparison: the peer's 2000 would take minutes a round."""

ROUNDS, PEERS, OURS = 9, 4, 32
PEERS_FLOOR = 1e-6
"""scikit-learn's own floor under the variance: without it, it stops at the first lost component."""


def main() -> int:
    """Compare, print, and say what was missed."""
    generations = _asked().generations
    chosen, count = next(iter(PRESETS.values())).settings, cores()
    with ExitStack() as opened:
        opened.enter_context(threadpoolctl.threadpool_limits(1))
        peers = ProcessPoolExecutor(count, get_context("spawn"), _quiet)
        opened.enter_context(peers)
        made = InlineScheduler(), ProcessScheduler(1), ProcessScheduler(count)
        ours: list[Scheduler] = [opened.enter_context(closing(one)) for one in made]
        missed = _compared(replace(chosen, generations=generations), ours, peers, count)
        whole = _timed(lambda: _followed(chosen, WHOLE, ours[0]))
    print(
        f"{WHOLE} lineages of {chosen.generations} generations in one thread: {whole[0]:.1f} s, "
        f"and {whole[1]:.1f} s of processor time."
    )
    if whole[0] > SECONDS_AT_MOST:
        missed.append(f"{WHOLE} lineages may take {SECONDS_AT_MOST:g} s, not {whole[0]:.1f}.")
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return 1 if missed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ensemble", description=__doc__)
    parser.add_argument("--generations", type=int, default=SCALE, help="of each (10 to 2000)")
    return parser.parse_args()


def _compared(
    scaled: Settings, ours: list[Scheduler], peers: ProcessPoolExecutor, count: int
) -> list[str]:
    """All sides in turn, so that what else the machine does counts for each; what was missed."""
    rows, first = _start(scaled)
    asked = [(scaled, rows, first, seed) for seed in range(PEERS)]
    list(peers.map(_peer, asked))  # the workers are there, and everything is imported
    for scheduler in ours:
        _followed(scaled, OURS, scheduler)
    paces = np.array(
        [_paces(scaled, ours, lambda: list(peers.map(_peer, asked))) for _ in range(ROUNDS)]
    )
    thread, one, every, peer = np.median(paces, axis=0)
    ratios = [np.median(paces[:, 0] / paces[:, 3]), np.median(paces[:, 2] / paces[:, 3])]
    scaling = float(np.median(paces[:, 2] / paces[:, 1]))
    print(
        f"Lineages of {scaled.generations} generations, {scaled.samples} samples, a second, on "
        f"{count} cores (medians of {ROUNDS} rounds in turn):\n"
        f"  ours, one thread, every metric    {thread:6.1f}   {ratios[0]:4.1f} times the peer\n"
        f"  ours, one process                 {one:6.1f}\n"
        f"  ours, {count} processes                 {every:6.1f}   {ratios[1]:4.1f} times the "
        f"peer, {scaling:.2f} times one process\n"
        f"  scikit-learn, {count} processes, one    {peer:6.1f}",
        flush=True,
    )
    held = [
        ("of one thread", ratios[0], FLOOR),
        ("of all processes", ratios[1], FLOOR_OF_ALL),
        ("as one process, by all of them", scaling, SCALING * count),
    ]
    return [
        f"{ratio:.2f} times as many lineages a second {whose}, and {floor:g} are required."
        for whose, ratio, floor in held
        if ratio < floor
    ]


def _paces(
    scaled: Settings, ours: list[Scheduler], peer: Callable[[], object]
) -> tuple[float, ...]:
    """Lineages a second of each of ours, and of the peer."""
    seconds = [_timed(lambda s=s: _followed(scaled, OURS, s))[0] for s in ours]  # type: ignore[misc]
    return (*(OURS / each for each in seconds), PEERS / _timed(peer)[0])


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


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of this process's processor time."""
    began, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    sys.exit(main())
