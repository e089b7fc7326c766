"""The streams of random numbers of many acts at once."""

import numpy as np

from engine.numerics.compiling import exact


@exact
def spawned_states(pool, index, count):
    """Words `(count, 4)` of a SeedSequence with this pool `(4,)` and spawn keys (index, 0), ...

    O'Neill's seed_seq (2015) as numpy has it, taken up where the pool is filled and mixed.
    """
    words = np.zeros((count, 4), np.uint64)
    for act in range(count):
        mixed, factor = pool.copy(), 0x78C50DA5
        for number in (index, act):
            for i in range(4):
                value, factor = number ^ factor, factor * 0x931E8875 & 0xFFFFFFFF
                value = value * factor & 0xFFFFFFFF
                value = 0xCA01F9DD * mixed[i] - 0x4973F715 * (value ^ value >> 16) & 0xFFFFFFFF
                mixed[i] = value ^ value >> 16
        factor = 0x8B51F9DD
        for i in range(8):
            value, factor = mixed[i % 4] ^ factor, factor * 0x58F38DED & 0xFFFFFFFF
            value = value * factor & 0xFFFFFFFF
            words[act, i // 2] |= np.uint64((value ^ value >> 16) << 32 * (i % 2))
    return words
