"""How much sooner 2000 generations are fitted, sampled and measured than with scikit-learn."""

import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace

import threadpoolctl

from benchmarks._figures import Figure, at_least, at_most, more_than_ours, report
from benchmarks._memory import megabytes
from benchmarks._paired_timing import compare
from benchmarks._profile import shares
from engine import PRESETS, Settings, Trajectory

GENERATIONS, QUICK = 2000, 40
FLOORS = {"kmeans": 15.0, "previous": 12.0}
STARTS = {"kmeans": "from scratch", "previous": "from the generation before"}
MEGABYTES = 300.0


def measure(quick: bool) -> Iterator[Figure]:
    """Both ways to start a fit, and where the time goes: seconds of processor time, one thread."""
    # scikit-learn takes the logarithm of a lost component's weight, 0.
    warnings.filterwarnings("ignore", "divide by zero", RuntimeWarning)
    generations = QUICK if quick else GENERATIONS
    paper = replace(PRESETS["paper"].settings, generations=generations)
    with threadpoolctl.threadpool_limits(1):
        _warm_up(paper)
        for start in STARTS:
            yield from _compared(paper, start)
        for start, how in STARTS.items():
            for part, milliseconds in shares(_started(paper, start)).items():
                yield Figure(f"{part} of each generation, {how}", milliseconds, "ms")
    what = "a process that only runs the paper's mixture, at its peak"
    yield Figure(what, megabytes(generations), "MB", at_most(MEGABYTES))


def _started(settings: Settings, start: str) -> Settings:
    return replace(settings, model=replace(settings.model, start=start))  # type: ignore[type-var]


def _warm_up(settings: Settings) -> None:
    """Load what is compiled, and draw the truth's fixed sample, as a server does once."""
    for start in STARTS:
        for _ in Trajectory(replace(_started(settings, start), generations=10)).follow():
            pass


def _compared(paper: Settings, start: str) -> Iterator[Figure]:
    """Ours with every metric, scikit-learn with one."""
    found, how = compare(_started(paper, start)), STARTS[start]
    what = f"{paper.generations} generations of the paper's mixture with every metric, {how}"
    peer = more_than_ours("scikit-learn", found.peer, found.ours, at_least(FLOORS[start]))
    yield Figure(what, found.ours, "s", peer=peer)
    ours, theirs = found.our_iterations, found.peer_iterations
    peer = more_than_ours("scikit-learn", theirs, ours)
    yield Figure(f"steps of EM in each generation, {how}", ours, "steps", peer=peer)


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
