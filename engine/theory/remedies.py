"""What keeps a Gaussian alive: real data among what it reads, new or old.

All in one dimension, or along each of several; variances are shares of the truth's, averaged over
all lineages. Item t of a curve is generation t, which has been fitted t + 1 times. `bias` (lambda)
multiplies each fitted variance before the model speaks, which makes it the learned one.
"""

import math

import numpy as np

from engine.arrays import Array


def expected_moments(
    real: Array, own: Array, ddof: int = 0, bias: float = 1.0, kept: bool = False
) -> tuple[Array, Array]:
    """Average variance and squared shift of the mean `(g,)` where fit t reads exactly `real[t]`
    real rows and `own[t]` rows of the last generation, together at least 2.

    The real rows are new each time, or, where they are `kept`, always the same, out of those of the
    first fit. Exact, and derived here: both averages, and that of the product of the learned mean
    and the kept one, are linear in what they were before. Without `kept`, `ddof` and `bias` it is
    the curve that leads to `fresh_plateau`; without real rows it is `replace`.
    """
    variance, shift, shared = 1.0, 0.0, 0.0
    found = []
    for drawn, heard in zip(real.tolist(), own.tolist(), strict=True):
        rows = drawn + heard
        a, b = drawn / rows, heard / rows
        within, apart = a + b * variance, a * b * (shift - 2 * shared)
        variance = bias * ((rows - 1) * within + rows * apart) / (rows - ddof)
        shift = within / rows + b**2 * shift + 2 * a * b * shared
        shared = 1 / rows + b * shared if kept else 0.0
        found.append((variance, shift))
    variances, shifts = np.array(found).T
    return variances, shifts


def fresh_plateau(samples: int, share: float) -> float:
    """Variance at which a lineage settles with exactly a M of its M rows real: 1 - 1/[M(2a - a^2)
    + (1 - a)]; ddof 0, 0 < a <= 1. Half is kept at about one real row in two generations."""
    return 1 - 1 / (samples * (2 * share - share**2) + 1 - share)


def tossed_plateau(samples: int, share: float) -> float:
    """The same where a coin makes each row real with probability a, so that their number varies;
    ddof 0, 0 < a <= 1. It is also what is kept of the diversity of a die."""
    kept = (1 - 1 / samples) * (1 - share) ** 2
    return (1 - 1 / samples) * (1 - (1 - share) ** 2) / (1 - kept)


def accumulated_variance(samples: int, fits: int, ddof: int = 0, bias: float = 1.0) -> Array:
    """Average variance `(fits,)` where nothing is thrown away and all of it is read: with ddof 0
    the product over k of 1 - 1/(n k^2) (G24).

    With ddof 1 it is that of 1 - 1/(k (n k - 1)) from k = 2 on. That, and what lambda changes, is
    derived here: n rows of variance s, drawn around the mean of all the n (k - 1) rows before them,
    take the variance v of those to (k - 1)/k v + (n k - 1)/(n k^2) s.
    """
    k = np.arange(1, fits + 1)
    said = bias * samples * k / (samples * k - ddof)
    steps = (k[1:] - 1) / k[1:] + said[:-1] * (samples * k[1:] - 1) / (samples * k[1:] ** 2)
    return said * np.cumprod(np.append(1 - 1 / samples, steps))


def accumulated_plateau(samples: int) -> float:
    """What `accumulated_variance` never falls below with ddof 0: sin(x)/x at x = pi/sqrt(n)."""
    return float(np.sinc(1 / math.sqrt(samples)))


def subsampled_variance(samples: int, fits: int, ddof: int = 0, bias: float = 1.0) -> Array:
    """Average variance `(fits,)` where nothing is thrown away, but only n rows of it are read,
    drawn without replacement (K24). Derived here: s times the product over k >= 2 of
    (n (k - 1 + s) - (s + 2)/k)/(n k - 1), s = lambda (n - 1)/(n - ddof) being what is said of the
    store's unbiased variance.

    With ddof 0 that is (1 - 1/n) times the product of 1 - (3 - 1/n)/(k (k n - 1)), a plateau below
    that of `accumulated_variance`. With ddof 1 it is the product of 1 + (k - 3)/(k (k n - 1)),
    which grows without end, though only like the n-th root of k: the means of the stored
    generations wander apart, and the spread of the store is read as spread of the truth.
    """
    k, n = np.arange(2, fits + 1), samples
    said = bias * (n - 1) / (n - ddof)
    steps = (n * (k - 1 + said) - (said + 2) / k) / (n * k - 1)
    return said * np.cumprod(np.append(1.0, steps))


def biased_variance(bias: float, generations: Array) -> Array:
    """Average variance `(g,)` of what is read t generations after the truth when each speaks with
    the share lambda of its variance: lambda^t (A23), fitting apart. `settled_variance` is where
    a share of fresh data holds it."""
    return bias**generations


def best_real_weight(real: int, synthetic: int) -> float:
    """The weight of the mean of n new real rows, against that of m rows of the last generation,
    with which the mean wanders least: (sqrt(k^2 + 4k) - k)/2, k = n/m (H25).

    As many of one as of the other give the golden ratio, 0.618; not one half.
    """
    k = real / synthetic
    return (math.sqrt(k**2 + 4 * k) - k) / 2
