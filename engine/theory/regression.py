"""Straight lines learned from each other: the error adds up, or all of it together stays finite.

T rows of d independent standard normal features a fit, answers with normal noise of variance s^2,
least squares, T > d + 1. The error is the squared distance of the learned coefficients from the
true ones, which is also what a prediction is off by beyond the noise (G24).
"""

import numpy as np

from engine.arrays import Array


def replaced_error(samples: int, dimensions: int, noise: float, fits: Array) -> Array:
    """The error `(g,)` after n fits, each to the last one's answers alone: n s^2 d/(T - d - 1).
    Exact, on average."""
    return fits * noise * dimensions / (samples - dimensions - 1)


def accumulated_error(samples: int, dimensions: int, noise: float, fits: Array) -> Array:
    """What the error `(g,)` stays below, on average, if each fit reads all answers so far: the sum
    of 1/k^2 times that of the first fit, and so at most pi^2/6 of it for ever."""
    terms = 1 / np.arange(1, np.max(fits) + 1) ** 2
    return np.cumsum(terms)[fits - 1] * replaced_error(samples, dimensions, noise, np.ones(1))
