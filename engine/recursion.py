"""The loop: read, learn, speak, and again; a copy of a copy of a copy."""

from collections.abc import Iterator

import numpy as np

from engine.protocols import Generation, Rng
from engine.settings import Settings
from engine.training import Origin, Training


def run(settings: Settings) -> Iterator[Generation]:
    """The generations 0 to `settings.generations`, one at a time, as they are asked for.

    Generation 0 reads real rows under every policy. Equal settings give equal runs, and a longer
    run begins with the shorter one: each act of each generation has a random stream of its own.
    """
    truth, model, n = settings.truth, settings.model, settings.samples
    previous: Generation | None = None
    for index in range(settings.generations + 1):
        reading, learning, speaking = streams(settings.seed, index)
        if previous is None:
            training = Training(truth.sample(reading, n), Origin(real=n))
        else:
            training = settings.policy.compose(reading, truth, previous, n)
        learned = model.fit(learning, training, previous.learned if previous else None)
        if model.moments_suffice:
            training = training.condensed()
        previous = Generation(index, training, learned, learned.sample(speaking, n))
        yield previous


def streams(seed: int, index: int) -> list[Rng]:
    """The random streams of reading, learning and speaking in one generation."""
    return [
        np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(index, act))))
        for act in range(3)
    ]
