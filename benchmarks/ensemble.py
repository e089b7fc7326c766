"""How many more lineages a second than a plain loop over seeds with scikit-learn on every core."""

import argparse
import os
import sys
import time
import warnings
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context

import numpy as np
import threadpoolctl

from benchmarks.peer import Parameters, recur
from engine import PRESETS, Ensemble, Settings, Trajectory
from engine.protocols import Array
from view.runs import AT_ONCE

FLOOR = 10.0
WHOLE, SECONDS_AT_MOST = 32, 20.0
SCALE = 200
"""Generations of a lineage in the comparison: the peer's 2000 would take minutes a round."""

ROUNDS, PEERS, OURS = 9, 4, 32
PEERS_FLOOR = 1e-6
"""scikit-learn's own floor under the variance: without it, it stops at the first lost component."""


def main() -> int:
    """Compare, print, and say what was missed."""
    generations = _asked().generations
    chosen = next(iter(PRESETS.values())).settings
    cores = len(os.sched_getaffinity(0))
    with (
        threadpoolctl.threadpool_limits(1),
        ThreadPoolExecutor(AT_ONCE) as threads,
        ProcessPoolExecutor(cores, get_context("spawn"), _quiet) as processes,
    ):
        ratio = _compared(replace(chosen, generations=generations), threads, processes, cores)
        whole = _timed(lambda: list(_followed(chosen, WHOLE, threads)))
    print(f"{WHOLE} lineages of {chosen.generations} generations: {whole[0]:.1f} s, and "
          f"{whole[1]:.1f} s of processor time.")  # fmt: skip
    missed = []
    if ratio < FLOOR:
        missed.append(f"{ratio:.1f} times as many lineages a second, and {FLOOR:g} are required.")
    if whole[0] > SECONDS_AT_MOST:
        missed.append(f"{WHOLE} lineages may take {SECONDS_AT_MOST:g} s, not {whole[0]:.1f}.")
    print(*missed, sep="\n", file=sys.stderr, end="\n" if missed else "")
    return 1 if missed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ensemble", description=__doc__)
    parser.add_argument("--generations", type=int, default=SCALE, help="of each (10 to 2000)")
    return parser.parse_args()


def _compared(scaled: Settings, threads: Executor, processes: Executor, cores: int) -> float:
    """Both sides in turn, so that what else the machine does counts for both."""
    rows, first = _start(scaled)
    asked = [(scaled, rows, first, seed) for seed in range(PEERS)]
    list(processes.map(_peer, asked))  # the workers are there, and everything is imported
    _followed(scaled, 2, threads)
    paces = np.array([
        (OURS / _timed(lambda: _followed(scaled, OURS, threads))[0],
         PEERS / _timed(lambda: list(processes.map(_peer, asked)))[0])
        for _ in range(ROUNDS)
    ])  # fmt: skip
    ratios = paces[:, 0] / paces[:, 1]
    ours, peer = np.median(paces, axis=0)
    print(f"Lineages of {scaled.generations} generations, {scaled.samples} samples, a second, on "
          f"{cores} cores (medians of {ROUNDS} rounds in turn):\n"
          f"  ours, one thread, every metric    {ours:6.1f}\n"
          f"  scikit-learn, {cores} processes, one  {peer:6.1f}\n"
          f"  {np.median(ratios):.1f} times as many ({ratios.min():.1f} to {ratios.max():.1f})",
          flush=True)  # fmt: skip
    return float(np.median(ratios))


def _followed(settings: Settings, count: int, threads: Executor) -> list[bool]:
    ensemble = Ensemble(settings, count)
    return list(threads.map(ensemble.follow, range(count)))


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
