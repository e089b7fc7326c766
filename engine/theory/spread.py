"""Between which shares of its first variance a lineage ends, by the law that it obeys."""

import numpy as np
from scipy.special import digamma, loggamma, polygamma

from engine.arrays import Array
from engine.knobs import name_of
from engine.settings import Settings
from engine.theory.conditions import corrections
from engine.theory.sampling import exact_law

POINTS, FARTHEST = 4000, 40.0
"""Where the characteristic function is looked at, and how far out, over the deviation."""


def chance_below(samples: int, fits: int, logs: Array, ddof: int = 1, bias: float = 1.0) -> Array:
    """The chance `(m,)` that a variance has less of itself after so many more fits than each of the
    shares whose logarithms are `logs (m,)`; exact to some 1e-6.

    Each fit multiplies it by lambda chi2_{M-1} / (M - ddof) (S23), so its logarithm is a sum of
    independent ones, whose characteristic function is a product of gamma functions; it is inverted
    as Gil-Pelaez (1951) does.
    """
    half = (samples - 1) / 2
    scale = np.sqrt(fits * polygamma(1, half))
    u = (np.arange(POINTS) + 0.5) * FARTHEST / POINTS / scale
    each = loggamma(half + 1j * u) - loggamma(half) + 1j * u * np.log(2 * bias / (samples - ddof))
    turned = np.exp(fits * each - 1j * np.outer(logs, u))
    chance: Array = 0.5 - (turned.imag / u).sum(axis=1) * FARTHEST / POINTS / scale / np.pi
    return np.clip(chance, 0.0, 1.0)


def shares_between(
    settings: Settings, generation: int, mass: float
) -> tuple[float, float, bool] | None:
    """Two shares of generation 0's variance between which so many of all lineages lie at a
    generation, and whether that is computed, not found among 256 that are drawn from the law; None
    where no law is known."""
    drawn = exact_law(settings)
    if drawn is None or generation < 1:
        return None
    edges = (1 - mass) / 2, (1 + mass) / 2
    if name_of(settings.policy) != "replace":
        low, high = np.quantile(drawn[:, generation] / drawn[:, 0], edges)
        return float(low), float(high), False
    (ddof, bias), half = corrections(settings), (settings.samples - 1) / 2
    middle = generation * (digamma(half) + np.log(2 * bias / (settings.samples - ddof)))
    wide = np.sqrt(generation * polygamma(1, half))
    logs = middle + wide * np.linspace(-8, 5, 1500)
    chances = chance_below(settings.samples, generation, logs, ddof, bias)
    low, high = np.exp(np.interp(edges, np.maximum.accumulate(chances), logs))
    return float(low), float(high), True
