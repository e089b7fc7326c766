"""The loop: read, learn, speak, and again; a copy of a copy of a copy."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from engine import kernels
from engine.protocols import Array, Generation, Rng, Symbolic
from engine.settings import Settings
from engine.training import Origin, Training


def run(settings: Settings, after: Generation | None = None) -> Iterator[Generation]:
    """The generations 0 to `settings.generations`, one at a time, as they are asked for.

    With `after`, those that come after this one of the same run, as if it had never paused.

    Generation 0 reads real rows under every policy. Equal settings give equal runs, and a longer
    run begins with the shorter one: each act of each generation has a random stream of its own.
    """
    truth, model, n = settings.truth, settings.model, settings.samples
    symbols = len(truth.symbols) if isinstance(truth, Symbolic) else 0
    previous = after
    for index in range(after.index + 1 if after else 0, settings.generations + 1):
        reading, learning, speaking = streams(settings.seed, index)
        if previous is None:
            rows = truth.sample(reading, n)
            training = Training(rows, Origin(real=n), store=(rows,))
        else:
            training = settings.policy.compose(reading, truth, previous, n)
        if symbols:
            training = replace(training, symbols=symbols)
        learned = model.fit(learning, training, previous.learned if previous else None)
        if model.moments_suffice:
            training = training.condensed()
        previous = Generation(index, training, learned, learned.sample(speaking, n))
        yield previous


def streams(seed: int, index: int) -> list[Rng]:
    """The random streams of reading, learning and speaking in one generation.

    They draw what `PCG64(SeedSequence(seed, spawn_key=(index, act)))` draws, act by act, but the
    seed is hashed only once: thrice a generation it would take as long as the fit.
    """
    states = kernels.spawned_states(_pool(seed), index, 3)
    seeds: list[Any] = [_State(words) for words in states]  # numpy's stubs do not know such seeds
    return [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]


@lru_cache
def _pool(seed: int) -> Array:
    return np.random.SeedSequence(seed).pool.astype(np.int64)


class _State(np.random.bit_generator.ISeedSequence):
    """What a seed sequence would generate, ready made: eight words of 32 bits."""

    def __init__(self, words: Array) -> None:
        self._words = words

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Array:
        """The first n words of the type."""
        return self._words.view(dtype)[:n_words]
