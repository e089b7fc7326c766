"""The streams of random numbers of many acts at once."""

import numpy as np

from engine.numerics.compiling import exact


@exact
def spawned_states(pool, first, generations, acts):
    """Words `(generations, acts, 4)` of SeedSequences with this pool `(4,)` and the spawn keys
    (first, 0), (first, 1), ... (first + 1, 0), ...

    O'Neill's seed_seq (2015) as numpy has it, taken up where the pool is filled and mixed.
    """
    words = np.zeros((generations, acts, 4), np.uint64)
    for g in range(generations):
        for act in range(acts):
            _fill_words(_mixed(pool, (first + g, act)), words[g, act])
    return words


@exact
def _mixed(pool, key):
    """The pool with a spawn key mixed into it."""
    mixed, factor = pool.copy(), 0x78C50DA5
    for number in key:
        for i in range(4):
            value, factor = number ^ factor, factor * 0x931E8875 & 0xFFFFFFFF
            value = value * factor & 0xFFFFFFFF
            value = 0xCA01F9DD * mixed[i] - 0x4973F715 * (value ^ value >> 16) & 0xFFFFFFFF
            mixed[i] = value ^ value >> 16
    return mixed


@exact
def _fill_words(mixed, words):
    """What a sequence with this pool generates, into words of 64 bits that are 0."""
    factor = 0x8B51F9DD
    for i in range(2 * words.size):
        value, factor = mixed[i % 4] ^ factor, factor * 0x58F38DED & 0xFFFFFFFF
        value = value * factor & 0xFFFFFFFF
        words[i // 2] |= np.uint64((value ^ value >> 16) << 32 * (i % 2))
