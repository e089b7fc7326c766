"""Dice and words that are counted and drawn again: what drift does to genes, it does to them.

M throws a generation, each face's new probability being its frequency (Wright and Fisher's model).
`shares (k,)` are the probabilities of the faces at the start and sum to 1; `generations (g,)` count
the draws since: generation t of a run has been drawn t + 1 times.
"""

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from engine.arrays import Array


def average_diversity(shares: Array, samples: int, generations: Array) -> Array:
    """The chance `(g,)` that two throws differ, 1 - sum p^2, averaged over lineages: it falls by
    1 - 1/M a generation. Exact."""
    return (1 - np.sum(shares**2)) * (1 - 1 / samples) ** generations


def fixation_time(shares: Array, samples: int) -> float:
    """Generations until one face is left, on average: -2M sum (1 - p) ln(1 - p).

    The limit of many throws (diffusion): for two faces, one of probability 0.3, it is 6% too long
    with 20 throws and 1.6% with 100. The survivor is face i with probability p_i, exactly.
    """
    return float(-2 * samples * np.sum(xlog1py(1 - shares, -shares)))


def forgetting(generations: int) -> Array:
    """g_1 ... g_t `(t,)`: g_1 = 1, g_{t+1} = 1 - exp(-g_t), which comes to 2/t.

    Losing a rare face in t generations of M throws is like missing it in one of M g_t.
    """
    found = np.ones(generations)
    for t in range(1, generations):
        found[t] = -np.expm1(-found[t - 1])
    return found


def loss_probability(shares: Array, samples: int, generations: int) -> Array:
    """The chance `(t, k)` that a face is gone by generation 1 ... t: exp(-M p g_t).

    Each throw of the face counts as the start of a family of its own. That holds while the face is
    rare (p well below 1) and t well below M. One of 300 faces, 300 throws, t = 20: it survives 1%
    more often than this says; one of nine, 70 throws, t = 45: 14% more often. `exact_loss` has no
    such bounds.
    """
    return np.exp(-samples * np.multiply.outer(forgetting(generations), shares))


def exact_loss(share: float, samples: int, generations: int) -> Array:
    """The chance `(t,)` that a face of probability p is gone by generation 1 ... t; exact.

    It follows all M + 1 counts that the face can have, in M^2 steps a generation.
    """
    counts = np.arange(samples + 1)
    ways = gammaln(samples + 1) - gammaln(counts + 1) - gammaln(samples - counts + 1)
    p = np.append(share, counts / samples)[:, None]
    chances = np.exp(ways + xlogy(counts, p) + xlog1py(samples - counts, -p))
    held, found = chances[0], np.empty(generations)
    for t in range(generations):
        found[t] = held[0]
        held = held @ chances[1:]
    return found


def surviving_symbols(shares: Array, samples: int, generations: int) -> Array:
    """How many faces are left, on average `(t,)`; within the bounds of `loss_probability`."""
    return np.sum(1 - loss_probability(shares, samples, generations), axis=1)


def missing_mass(shares: Array, samples: int, generations: int) -> Array:
    """The share of the truth that no longer occurs, on average `(t,)`: t generations of M throws
    lose what one of about 2M/t does.

    For Zipf's law, i^-b, it grows like t^((b - 1)/b) (D24). Bounds as of `loss_probability`.
    """
    return loss_probability(shares, samples, generations) @ shares
