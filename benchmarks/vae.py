"""The autoencoder against a tutorial's training loop, many lineages against one, whole runs."""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter, process_time

import numpy as np

from benchmarks import _pytorch_vae as tutorial
from benchmarks._figures import Figure, at_least, at_most, less_than_ours, report
from engine import PRESETS, Trajectory, settings
from engine.arrays import Array
from engine.models._vae_training import train
from engine.models.vae import Vae, from_scratch
from engine.neural.batched_adam import device, one_thread
from engine.neural.schedule import TrainingPlan
from engine.training_set import Origin, TrainingSet
from engine.truths.blobs import Blobs

ROUNDS, LINEAGES = 15, 16
GENERATIONS, FEW = 2000, 10
FLOOR, MOST, APART = 2.0, 4.0, 0.01
FIRST, MILLISECONDS, PICTURES = 1.0, 90.0, 60.0
"""At most, for a first generation, for each, and for all of the digits."""


def measure(quick: bool) -> Iterator[Figure]:
    """Medians of rounds in turn, on the GPU where there is one."""
    rounds = 1 if quick else ROUNDS
    yield from _against_the_tutorial(rounds)
    yield _many_lineages(rounds)
    yield from _on_the_plane(FEW if quick else GENERATIONS)
    if not quick:  # for the digits alone a reader learns for seconds
        yield _digits()


def _clock() -> float:
    """Seconds of processor time, so that what else a busy machine does does not count; on a GPU
    those that pass."""
    return perf_counter() if device().type == "cuda" else process_time()


def _seconds(task: Callable[[], object]) -> float:
    """What one call takes; everything that is timed here ends with numbers on the CPU."""
    start = _clock()
    task()
    return _clock() - start


def _training(seed: int) -> TrainingSet:
    """A thousand rows of three blobs."""
    return TrainingSet(Blobs().sample(np.random.default_rng(seed), 1000), Origin(real=1000))


def _laid_out(plan: TrainingPlan, rows: Array, latent: int) -> tuple[Array, Array]:
    """What a stream draws in the whole training, a row of data or chance to a row."""
    layouts = list(plan.layouts([np.random.default_rng(1)], rows[None], latent))
    data, normals = (
        np.concatenate([own[0] for own in part]) for part in zip(*layouts, strict=True)
    )
    return data.transpose(0, 2, 1).copy(), normals.transpose(0, 2, 1).copy()


def _against_the_tutorial(rounds: int) -> Iterator[Figure]:
    """Same weights, batches, chance and schedule; ours also draws its own batches and chance."""
    model = Vae()
    plan = TrainingPlan(model.steps, model.batch, model.beta, model.rate, model.likelihood)
    rows = _training(0).rows
    seen = ((rows - rows.mean(axis=0)) / rows.std(axis=0)).astype(np.float32)
    coder = from_scratch(model, np.random.default_rng(2), seen, None)
    batches, normals = _laid_out(plan, seen, model.latent)
    found: list[Array] = []
    losses: list[list[float]] = []

    def ours() -> None:
        found[:] = [train(plan, [np.random.default_rng(1)], seen[None], [coder])[1][0, :, 0]]

    def peer() -> None:
        losses[:] = [tutorial.train(plan, coder, batches, normals)]

    with one_thread():
        ours(), peer()  # what is needed is loaded
        times = np.array([(_seconds(ours), _seconds(peer)) for _ in range(rounds)])
    mine, theirs = (float(pace) for pace in plan.steps / np.median(times, axis=0))
    loop = less_than_ours("a tutorial's loop", theirs, mine, at_least(FLOOR))
    yield Figure("steps of training of the network in the plane", mine, "a second", peer=loop)
    apart = float(np.abs(found[0] - np.take(losses[0], plan.moments())).max())
    yield Figure("between the two curves of losses", apart, "nats", at_most(APART))


def _many_lineages(rounds: int) -> Figure:
    """Sixteen trainings as one batch of matrices, against one."""
    model = Vae()
    trainings = [_training(seed) for seed in range(LINEAGES)]

    def fit(count: int) -> None:
        rngs = [np.random.default_rng(seed) for seed in range(count)]
        model.fit_many(rngs, trainings[:count], [None] * count)

    fit(1)
    fit(LINEAGES)
    turns = [[_seconds(partial(fit, count)) for count in (1, LINEAGES)] for _ in range(rounds)]
    one, many = (float(seconds) for seconds in 1e3 * np.median(turns, axis=0))
    peer = less_than_ours("one", one, many, at_most(MOST))
    return Figure(f"{LINEAGES} lineages of it in one batch", many, "ms", peer=peer)


def _on_the_plane(generations: int) -> Iterator[Figure]:
    """The default run from end to end, with every metric."""
    plane = settings(truth="blobs", model="vae", policy="replace", generations=generations)
    steps = Trajectory(plane).follow()
    first = _seconds(lambda: next(steps))
    yield Figure("its first generation", first, "s", at_most(FIRST))
    each = 1e3 * (first + _seconds(lambda: list(steps))) / generations
    yield Figure(f"each of its {generations} generations", each, "ms", at_most(MILLISECONDS))


def _digits() -> Figure:
    """The default run of pictures, likewise."""
    digits = PRESETS["digits"].settings
    seconds = _seconds(lambda: list(Trajectory(digits).follow()))
    return Figure(f"{digits.generations} generations of digits", seconds, "s", at_most(PICTURES))


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
