"""The loop: read, learn, speak, and again; a copy of a copy of a copy."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from engine import numerics
from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture
from engine.protocols import (
    FitsDistribution,
    Generation,
    HasLimit,
    Learned,
    MixtureTruth,
    SymbolTruth,
    TextTruth,
)
from engine.settings import Settings
from engine.training_set import Origin, TrainingSet

AHEAD = 64
"""Generations whose random streams are made ready together."""


def run(settings: Settings, after: Generation | None = None) -> Iterator[Generation]:
    """The generations 0 to `settings.generations`, one at a time, as they are asked for.

    With `after`, those that come after this one of the same run, as if it had never paused.

    Generation 0 reads real rows under every policy. Equal settings give equal runs, and a longer
    run begins with the shorter one: each act of each generation has a random stream of its own.
    """
    truth, model = settings.truth, settings.model
    symbols = len(truth.symbols) if isinstance(truth, SymbolTruth) else 0
    tokens = truth.tokens if isinstance(truth, TextTruth) else None
    previous = after
    for index in range(after.index + 1 if after else 0, settings.generations + 1):
        reading, learning, speaking = streams(settings.seed, index)
        training = _whole(settings, previous) or _rows(settings, reading, previous)
        if symbols:
            training = replace(training, symbols=symbols, tokens=tokens)
        learned = _learned(settings, learning, training, previous)
        if model.moments_suffice:
            training = training.condensed()
        output = learned.sample(speaking, settings.samples)
        previous = Generation(index, training, learned, output)
        yield previous


def _rows(settings: Settings, rng: Rng, previous: Generation | None) -> TrainingSet:
    """Samples: real ones at first, then what the policy makes of the last output."""
    truth, n = settings.truth, settings.samples
    if previous is not None:
        return settings.policy.compose(rng, truth, previous, n)
    rows = truth.sample(rng, n)
    return TrainingSet(rows, Origin(real=n), store=(rows,))


def _whole(settings: Settings, previous: Generation | None) -> TrainingSet | None:
    """Where samples are endless: the distribution itself that they would come from."""
    truth, policy = settings.truth, settings.policy
    if not (settings.exact and isinstance(truth, MixtureTruth) and isinstance(policy, HasLimit)):
        return None
    real = whole = truth.mixture()
    if previous is not None:
        own, before = previous.learned, previous.training.whole
        assert isinstance(own, Mixture) and before is not None
        whole = policy.blend(previous.index + 1).of(own, before, real)
    return TrainingSet(np.empty((0, settings.dimensions)), Origin(), whole=whole)


def _learned(
    settings: Settings, rng: Rng, training: TrainingSet, previous: Generation | None
) -> Learned:
    """What the model makes of what it has read."""
    before, model = previous.learned if previous else None, settings.model
    if training.whole is not None and isinstance(model, FitsDistribution):
        return model.grasp(rng, training.whole, before)
    return model.fit(rng, training, before)


def streams(seed: int, index: int) -> list[Rng]:
    """The random streams of reading, learning and speaking in one generation.

    They draw what `PCG64(SeedSequence(seed, spawn_key=(index, act)))` draws, act by act, but the
    seed is hashed once for many: thrice a generation it would take as long as the fit.
    """
    states = _states(seed, index // AHEAD)[index % AHEAD]
    seeds: list[Any] = [_State(words) for words in states]  # numpy's stubs do not know such seeds
    return [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]


@lru_cache
def _states(seed: int, part: int) -> Array:
    """The words `(AHEAD, 3, 4)` of the acts of so many generations at once."""
    pool = np.random.SeedSequence(seed).pool.astype(np.int64)
    return numerics.spawned_states(pool, part * AHEAD, AHEAD, 3)


class _State(np.random.bit_generator.ISeedSequence):
    """What a seed sequence would generate for a PCG64, ready made: four words of 64 bits."""

    def __init__(self, words: Array) -> None:
        self._words = words

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Array:
        """These words: no others are ever asked for."""
        return self._words
