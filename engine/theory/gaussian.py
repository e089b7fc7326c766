"""One Gaussian that learns only from itself: how a typical lineage fades, and the average one.

Every function takes `rows (g,)`: how many rows the 1st, 2nd ... g-th fit reads, at least 2 each.
Under `replace` all are M; generation t of a run has been fitted t + 1 times, so it is item t. The
truth has variance 1 in each direction: variances are shares of the truth's. `ddof` is taken off
the number of rows before dividing by it: 0 is the likeliest fit, 1 right on average. `bias`, or
lambda, multiplies each fitted variance before the model speaks (A23).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from engine.arrays import Array


@dataclass(frozen=True)
class LogLaw:
    """Mean and standard deviation `(g,)` of a natural logarithm over many lineages."""

    mean: Array
    deviation: Array


def log_variance(rows: Array, ddof: int = 1, bias: float = 1.0) -> LogLaw:
    """The law of log(variance) along one direction; exact.

    Each fit multiplies the variance by lambda chi2_{M-1} / (M - ddof), independently of all that
    went before (S23), so mean and variance of the logarithm add up: log(lambda) +
    digamma((M - 1)/2) - log((M - ddof)/2) and trigamma((M - 1)/2) a fit.
    """
    half = (rows - 1) / 2
    steps = digamma(half) - np.log((rows - ddof) / 2) + np.log(bias)
    return LogLaw(np.cumsum(steps), np.sqrt(np.cumsum(polygamma(1, half))))


def typical_variance(rows: Array, ddof: int = 1, bias: float = 1.0) -> Array:
    """The variance `(g,)` that half of the lineages stay below: near exp(-n/M) with ddof 1 after n
    fits, near exp(-2n/M) with 0.

    The logarithm leans to the left, so its median lies above its mean by about a sixth of its
    third cumulant over its variance (Cornish and Fisher 1938). The first fit is the worst: with 2
    rows that is 9% too high, with 5 it is 1%, with 10 a fifth of a percent.
    """
    half = (rows - 1) / 2
    lean = np.cumsum(polygamma(2, half)) / np.cumsum(polygamma(1, half))
    return np.exp(log_variance(rows, ddof, bias).mean - lean / 6)


def average_variance(rows: Array, ddof: int = 1, bias: float = 1.0) -> Array:
    """The variance `(g,)` averaged over all lineages: 1 with ddof 1, (1 - 1/M)^n with 0 (S23), and
    lambda^n of that (A23).

    Exact, in each of any number of directions. Once n is beyond M a few lineages in thousands
    carry this average, and no sample of lineages shows it.
    """
    return np.cumprod(bias * (rows - 1) / (rows - ddof))


def log_volume(rows: Array, dimensions: int, ddof: int = 1, bias: float = 1.0) -> LogLaw:
    """The law of log|covariance| in d directions; exact, for more rows than directions.

    Each fit multiplies the determinant by the product over j < d of lambda chi2_{M-1-j} /
    (M - ddof) (Bartlett's decomposition of a Wishart matrix).
    """
    half = (rows[:, None] - 1 - np.arange(dimensions)) / 2
    steps = digamma(half).sum(axis=1) - dimensions * np.log((rows - ddof) / 2 / bias)
    variances = polygamma(1, half).sum(axis=1)
    return LogLaw(np.cumsum(steps), np.sqrt(np.cumsum(variances)))


def squared_shift(rows: Array, ddof: int = 1, bias: float = 1.0) -> Array:
    """How far the learned mean has wandered from the truth's, squared and averaged `(g,)`, along
    one direction and in units of the truth's variance; exact.

    Each fit adds the variance that it reads over M: n/M with ddof 1. With ddof 0 the mean gains
    what the variance loses, and the two sum to 1 (lambda 1).
    """
    read = np.concatenate([[1.0], average_variance(rows, ddof, bias)[:-1]])
    return np.cumsum(read / rows)


def squared_distance(rows: Array, ddof: int = 1, bias: float = 1.0) -> Array:
    """The squared Wasserstein distance of order 2 from the truth, averaged `(g,)`; one direction,
    in units of the truth's variance; exact.

    Between Gaussians it is shift^2 + (deviation - 1)^2. With ddof 1 the average comes to n/M +
    2(1 - c4(M)^n), c4 being the share of the truth's deviation that a sample's comes to on average.
    """
    logs = gammaln(rows / 2) - gammaln((rows - 1) / 2)
    deviation = np.cumprod(np.sqrt(2 * bias / (rows - ddof)) * np.exp(logs))
    return squared_shift(rows, ddof, bias) + average_variance(rows, ddof, bias) + 1 - 2 * deviation


def narrowed_l2(volume: Array, dimensions: int = 2) -> Array:
    """The squared L2 distance between the density of a Gaussian of this |covariance| `(g,)` and
    any much wider one: (4 pi)^(-d/2) / sqrt|covariance|, the integral of its own square.

    Per unit of volume of the data. The limit of S23's figure once a lineage has narrowed.
    """
    return (4 * np.pi) ** (-dimensions / 2) / np.sqrt(volume)
