"""The autoencoder against a tutorial's training loop, many lineages against one, whole runs.

`python -m benchmarks.vae` prints what it measures and ends with status 1 where a floor is missed.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter, process_time

import numpy as np
import torch

from benchmarks import tutorial
from engine import PRESETS, Trajectory, settings
from engine.arrays import Array
from engine.models._vae_training import teach
from engine.models.vae import Vae, from_scratch
from engine.neural.batched_adam import device, one_thread
from engine.neural.schedule import TrainingPlan
from engine.training_set import Origin, TrainingSet
from engine.truths.blobs import Blobs

ROUNDS, LINEAGES = 15, 16


@dataclass(frozen=True)
class Floor:
    """One line of the report, and whether it is good enough."""

    line: str
    held: bool

    def __str__(self) -> str:
        return f"{'ok    ' if self.held else 'MISSED'} {self.line}"


def clock() -> float:
    """Seconds of processor time, so that what else a busy machine does does not count; on a GPU
    those that pass."""
    return perf_counter() if device().type == "cuda" else process_time()


def seconds(task: Callable[[], object]) -> float:
    """What one call takes; everything that is timed here ends with numbers on the CPU."""
    start = clock()
    task()
    return clock() - start


def training(seed: int) -> TrainingSet:
    """A thousand rows of three blobs."""
    return TrainingSet(Blobs().sample(np.random.default_rng(seed), 1000), Origin(real=1000))


def laid_out(lesson: TrainingPlan, rows: Array, latent: int) -> tuple[Array, Array]:
    """What a stream draws in the whole lesson, a row of data or chance to a row."""
    layouts = list(lesson.layouts([np.random.default_rng(1)], rows[None], latent))
    data, normals = (
        np.concatenate([own[0] for own in part]) for part in zip(*layouts, strict=True)
    )
    return data.transpose(0, 2, 1).copy(), normals.transpose(0, 2, 1).copy()


def against_the_tutorial() -> list[Floor]:
    """Same weights, batches, chance and schedule; ours also draws its own batches and chance."""
    model = Vae()
    lesson = TrainingPlan(model.steps, model.batch, model.beta, model.rate, model.likelihood)
    rows = training(0).rows
    seen = ((rows - rows.mean(axis=0)) / rows.std(axis=0)).astype(np.float32)
    coder = from_scratch(model, np.random.default_rng(2), seen, None)
    batches, normals = laid_out(lesson, seen, model.latent)
    found: list[Array] = []
    losses: list[list[float]] = []

    def ours() -> None:
        found[:] = [teach(lesson, [np.random.default_rng(1)], seen[None], [coder])[1][0, :, 0]]

    def peer() -> None:
        losses[:] = [tutorial.train(lesson, coder, batches, normals)]

    with one_thread():
        times = np.array([(seconds(ours), seconds(peer)) for _ in range(ROUNDS)])
    mine, theirs = np.median(times, axis=0)
    ratio, apart = theirs / mine, np.abs(found[0] - np.take(losses[0], lesson.moments())).max()
    pace = f"{lesson.steps / mine:,.0f} steps a second, the tutorial {lesson.steps / theirs:,.0f}"
    return [
        Floor(f"{pace}: {ratio:.1f} times (floor 2)", ratio >= 2),
        Floor(f"the two loss curves differ by {apart:.1g} nats (at most 0.01)", apart < 0.01),
    ]


def many_lineages() -> list[Floor]:
    """Sixteen trainings as one batch of matrices, against one."""
    model = Vae()
    trainings = [training(seed) for seed in range(LINEAGES)]

    def fit(count: int) -> None:
        rngs = [np.random.default_rng(seed) for seed in range(count)]
        model.fit_many(rngs, trainings[:count], [None] * count)

    fit(1)
    fit(LINEAGES)
    turns = [[seconds(partial(fit, count)) for count in (1, LINEAGES)] for _ in range(ROUNDS)]
    times = np.array(turns)
    one, many = np.median(times, axis=0)
    line = f"one lineage {one * 1e3:.0f} ms, {LINEAGES} lineages {many * 1e3:.0f} ms"
    return [Floor(f"{line}: {many / one:.2f} times (at most 4)", many / one <= 4)]


def whole_runs() -> list[Floor]:
    """The default run on the plane and the digits, each from end to end, with every metric."""
    plane = settings(truth="blobs", model="vae", policy="replace")
    steps = Trajectory(plane).follow()
    first = seconds(lambda: next(steps))
    total = first + seconds(lambda: list(steps))
    digits = PRESETS["digits"].settings
    pictures = seconds(lambda: list(Trajectory(digits).follow()))
    pace = f"{1e3 * total / plane.generations:.1f} ms a generation"
    return [
        Floor(f"first generation on the plane {first:.2f} s (at most 1)", first < 1),
        Floor(f"2000 generations on the plane {total:.0f} s: {pace} (at most 90)", total < 90),
        Floor(f"{digits.generations} of digits {pictures:.0f} s (at most 60)", pictures < 60),
    ]


def main() -> int:
    """Measure everything; 1 where a floor is missed."""
    where = torch.cuda.get_device_name() if device().type == "cuda" else "CPU, one thread"
    print(f"PyTorch {torch.__version__}, {where}; medians of {ROUNDS} turns, in turns")
    floors = [*against_the_tutorial(), *many_lineages(), *whole_runs()]
    print(*floors, sep="\n")
    return 0 if all(floor.held for floor in floors) else 1


if __name__ == "__main__":
    sys.exit(main())
