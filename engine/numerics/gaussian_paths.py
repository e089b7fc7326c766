"""Lineages of one Gaussian drawn from their exact law: no data are made and nothing is fitted."""

import math

from engine.numerics.compiling import exact


@exact
def gaussian_ends(rng, first, later, real, fits, ddof, bias, kept, ends):
    """What becomes of so many lineages along one direction, into `ends (L, 3)`: the first and the
    last learned variance, as shares of the truth's, and the first fit that had less than half of
    the first one's (-1 where none had), counted from 0.

    The first fit reads `first` real rows, each of `fits` - 1 later ones `later` rows, of which
    `real` are real: new ones, or where they are `kept` always the same, out of those of the first
    fit. A normal sample tells a Gaussian its mean and its scatter alone: a normal number and a
    chi-square one.
    """
    for lineage in range(ends.shape[0]):
        mean, variance, below = 0.0, 1.0, -1
        treasure, scatter = 0.0, 0.0
        start = 1.0
        for fit in range(fits):
            rows, heard = (first, 0) if fit == 0 else (later, later - real)
            drawn = rows - heard
            if fit == 0 and kept and real:
                treasure, scatter = _normal_sample(rng, real)
                other, more = _normal_sample(rng, drawn - real)
                m, s = _joined(real, treasure, scatter, drawn - real, other, more)
            elif kept and real and fit > 0:
                m, s = treasure, scatter
            else:
                m, s = _normal_sample(rng, drawn)
            if heard:
                said, around = _normal_sample(rng, heard)
                said = mean + math.sqrt(variance) * said
                m, s = _joined(drawn, m, s, heard, said, variance * around)
            mean, variance = m, bias * s / (rows - ddof)
            if fit == 0:
                start = variance
            elif below < 0 and variance < 0.5 * start:
                below = fit
        ends[lineage, 0], ends[lineage, 1], ends[lineage, 2] = start, variance, below


@exact
def _normal_sample(rng, rows):
    """Mean and scatter around it of so many standard normal numbers."""
    if rows == 0:
        return 0.0, 0.0
    mean = rng.standard_normal() / math.sqrt(rows)
    return mean, 2.0 * rng.standard_gamma((rows - 1) / 2) if rows > 1 else 0.0


@exact
def _joined(n, mean, scatter, m, other, more):
    """Two samples as one (Chan, Golub and LeVeque 1983)."""
    if n + m == 0:
        return mean, scatter
    step = other - mean
    return mean + step * (m / (n + m)), scatter + more + step * step * (n * m / (n + m))
