"""Two sides taking turns, a hundred generations at a time, from the same rows and parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from time import process_time
from typing import TypeVar

import numpy as np

from benchmarks._sklearn_loop import Parameters, recur
from engine import Settings, Trajectory

BLOCK = 100
Step = TypeVar("Step")


@dataclass(frozen=True)
class Comparison:
    """Seconds of both sides, all blocks together, and their mean EM iterations.

    Seconds of processor time: both sides keep to one thread, and what else a busy machine does
    counts for neither.
    """

    ours: float
    peer: float
    our_iterations: float
    peer_iterations: float


def compare(settings: Settings) -> Comparison:
    """A block of our run, then as many generations of the peer, and so on to the end.

    The peer takes up what our run had learned and said just before the block, so that both sides
    fit the same distributions all along. Our time includes the recording and every metric.
    """
    trajectory = Trajectory(settings)
    steps = trajectory.follow()
    next(steps)
    ours, peer, iterations = 0.0, 0.0, []
    for before in range(0, settings.generations, BLOCK):
        # The last block goes on until the last metrics are measured.
        last = before + BLOCK >= settings.generations
        imitation = _peer_after(trajectory, before)
        seconds, generations = _timed(islice(steps, None if last else BLOCK))
        ours += seconds
        seconds, made = _timed(islice(imitation, len(generations)))
        peer += seconds
        iterations += [count for count, _ in made]
    own = trajectory.record["iterations"][1:]
    return Comparison(ours, peer, float(own.mean()), float(np.mean(iterations)))


def _peer_after(trajectory: Trajectory, at: int) -> Iterator[tuple[int, float]]:
    """The peer, about to read what generation `at` said."""
    rng = np.random.default_rng([trajectory.settings.seed, at])
    previous, first = (_learned(trajectory, generation) for generation in (at, 0))
    return recur(rng, trajectory.settings.model, trajectory.output(at), previous, first)  # type: ignore[arg-type]


def _learned(trajectory: Trajectory, at: int) -> Parameters:
    record = trajectory.record
    return Parameters(record["weights"][at], record["means"][at], record["covariances"][at])


def _timed(steps: Iterator[Step]) -> tuple[float, list[Step]]:
    """The processor time that all the steps take, and what they yield."""
    began = process_time()
    yielded = list(steps)
    return process_time() - began, yielded
