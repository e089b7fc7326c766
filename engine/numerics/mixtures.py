"""The compiled inner loops of mixtures: densities, sampling and expectation maximisation.

Points come as rows `(n, d)`. Inside, blocks of 256 points are laid out by coordinate, so that
every innermost loop runs along points and the compiler turns it into vector instructions. A
triangular `factor` is the Cholesky factor of a covariance and a `whitener` its inverse. `grain` is
the spacing of doubles where the points lie: deviations below it cannot be told from rounding.

They stand in one file because they call each other: numba's cache of a compiled function does not
notice that a function in another file has changed.
"""

import math
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from engine.numerics.compiling import exact, summing

BLOCK = 256
LOG_2_PI = math.log(2 * math.pi)
ROUNDING = np.finfo(np.float64).eps
LEAST_WEIGHT = ROUNDING
"""A component with less of the data than a double can tell from none is dead."""


@intrinsic
def _as_bits(_context: Any, number: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.int64(types.float64), build


@intrinsic
def _as_number(_context: Any, bits: Any) -> Any:
    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.int64), build


@njit(inline="always", error_model="numpy")
def exp_nonpositive(x):
    """e^x for x <= 0 to one unit in the last place, in a form that vectorises.

    Range reduction x = k ln 2 + r by the rounding of an addition, a polynomial in r, and 2^k put
    into the exponent's bits: Muller, "Elementary Functions" (2016), chapters 3 and 10.
    """
    x = max(-708.0, x)  # in this order it also replaces NaN, which is -inf less -inf
    shifted = x * 1.4426950408889634 + 6755399441055744.0
    k = shifted - 6755399441055744.0
    r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10
    p = 1.0 / 6227020800.0
    p = p * r + 1.0 / 479001600.0
    p = p * r + 1.0 / 39916800.0
    p = p * r + 1.0 / 3628800.0
    p = p * r + 1.0 / 362880.0
    p = p * r + 1.0 / 40320.0
    p = p * r + 1.0 / 5040.0
    p = p * r + 1.0 / 720.0
    p = p * r + 1.0 / 120.0
    p = p * r + 1.0 / 24.0
    p = p * r + 1.0 / 6.0
    p = p * r + 0.5
    p = p * r + 1.0
    p = p * r + 1.0
    return _as_number(_as_bits(p) + (_as_bits(shifted) << 52))


@exact
def grain_at(points):
    """The spacing of doubles `(d,)` at the farthest of `points (n, d)`; never 0."""
    n, d = points.shape
    grain = np.empty(d)
    for a in range(d):
        farthest = 0.0
        for i in range(n):
            farthest = max(farthest, abs(points[i, a]))
        grain[a] = max(np.spacing(farthest), 1e-154)
    return grain


@exact
def centred(points, centre):
    """Points `(n, d)` without their centre `(d,)`, by coordinate `(d, n)`; and their grain."""
    n, d = points.shape
    columns = np.empty((d, n))
    for a in range(d):
        for i in range(n):
            columns[a, i] = points[i, a] - centre[a]
    return columns, grain_at(points)


@exact
def fill_deviations(points, centre, out):
    """What is left of `points (n, d)` without their centre `(d,)`, into `out (m, d)`, m <= n."""
    for i in range(out.shape[0]):
        for a in range(out.shape[1]):
            out[i, a] = points[i, a] - centre[a]


@exact
def factorise(covariance, grain):
    """Cholesky factor `(d, d)` of a covariance, and which of its pivots `(d,)` are flat.

    A pivot is flat where it is below `grain (d,)`, or where nothing but the rounding of the
    covariance's own digits is left of it (d units in the last place, as in LAPACK's `dpstrf`).
    It then counts as just that wide, and no other direction leans on it.
    """
    d = covariance.shape[0]
    factor, flat = np.zeros((d, d)), np.zeros(d, np.bool_)
    _factorise(covariance, grain, factor, flat)
    return factor, flat


@exact
def _factorise(covariance, grain, factor, flat):
    """The same, into `factor (d, d)`, of which nothing above the diagonal is touched."""
    d = covariance.shape[0]
    for a in range(d):
        for b in range(a + 1):
            rest = covariance[a, b]
            for c in range(b):
                rest -= factor[a, c] * factor[b, c]
            if a == b:
                least = max(grain[a] * grain[a], d * ROUNDING * covariance[a, a])
                flat[a] = not rest > least
                factor[a, a] = math.sqrt(least if flat[a] else rest)
            else:
                factor[a, b] = 0.0 if flat[b] else rest / factor[b, b]


@exact
def invert(factor):
    """Inverse of a lower triangular matrix `(d, d)`."""
    inverse = np.zeros_like(factor)
    _invert(factor, inverse)
    return inverse


@exact
def _invert(factor, inverse):
    """The same, into `inverse (d, d)`, of which nothing above the diagonal is touched."""
    for a in range(factor.shape[0]):
        inverse[a, a] = 1.0 / factor[a, a]
        for b in range(a):
            total = 0.0
            for c in range(b, a):
                total -= factor[a, c] * inverse[c, b]
            inverse[a, b] = total / factor[a, a]


@exact
def factorise_all(covariances, grain):
    """Factors, flat pivots, whiteners and log densities at the centre of all K components."""
    count, d = covariances.shape[0], covariances.shape[1]
    factors, whiteners = np.zeros((count, d, d)), np.zeros((count, d, d))
    flats, peaks = np.empty((count, d), np.bool_), np.empty(count)
    for k in range(count):
        _factorise(covariances[k], grain, factors[k], flats[k])
        _invert(factors[k], whiteners[k])
        peaks[k] = -0.5 * d * LOG_2_PI
        for a in range(d):
            peaks[k] -= math.log(factors[k, a, a])
    return factors, flats, whiteners, peaks


@exact
def _fill_log_densities(columns, start, mean, whitener, peak, white, out):
    """Weighted log density of one component, into `out (m,)`, for m points from `start` on."""
    for a in range(mean.size):
        for b in range(a):
            # A row and a range of it: the one kind of slice that is known to be contiguous.
            column, scale, centre = columns[b, start : start + out.size], whitener[a, b], mean[b]
            for i in range(out.size):
                white[i] = (white[i] if b else 0.0) + scale * (column[i] - centre)
        column, scale, centre = columns[a, start : start + out.size], whitener[a, a], mean[a]
        for i in range(out.size):
            deviation = (white[i] if a else 0.0) + scale * (column[i] - centre)
            out[i] = (out[i] if a else peak) - 0.5 * deviation * deviation


@exact
def _raise(top, values):
    """The larger of both, into `top (m,)`."""
    for i in range(top.size):
        top[i] = values[i] if values[i] > top[i] else top[i]


@exact
def _exponentiate(values, top, total):
    """`values (m,)` become exp(values - top), and are added to `total (m,)`."""
    for i in range(values.size):
        e = exp_nonpositive(values[i] - top[i])
        values[i] = e
        total[i] += e


@exact
def _scale(values, factors):
    for i in range(values.size):
        values[i] *= factors[i]


@exact
def _sum_of_logs(totals):
    """Each total lies in [1, K]: the logarithm of a product replaces a logarithm per point."""
    logs = 0.0
    for start in range(0, totals.size, 64):
        logs += math.log(_product(totals[start : start + 64]))
    return logs


@summing
def _product(values):
    product = 1.0
    for i in range(values.size):
        product *= values[i]
    return product


@summing
def _sum(values):
    total = 0.0
    for i in range(values.size):
        total += values[i]
    return total


@exact
def _share_out(shares, start, end, top, total):
    """Log joint densities become responsibilities, for the points from `start` to `end`.

    Returns the sum of the log densities of these points.
    """
    top[:] = shares[0, start:end]
    total[:] = 0.0
    for k in range(1, shares.shape[0]):
        _raise(top, shares[k, start:end])
    for k in range(shares.shape[0]):
        _exponentiate(shares[k, start:end], top, total)
    logs = _sum(top) + _sum_of_logs(total)
    for i in range(total.size):
        total[i] = 1.0 / total[i]
    for k in range(shares.shape[0]):
        _scale(shares[k, start:end], total)
    return logs


@exact
def expect(columns, log_weights, means, whiteners, peaks, shares):
    """E step: responsibilities into `shares (K, n)`; the mean log density of the points."""
    n = columns.shape[1]
    white, top, total = np.empty(BLOCK), np.empty(BLOCK), np.empty(BLOCK)
    logs = 0.0
    for start in range(0, n, BLOCK):
        end = min(start + BLOCK, n)
        size = end - start
        for k in range(means.shape[0]):
            peak = peaks[k] + log_weights[k]
            _fill_log_densities(
                columns,
                start,
                means[k],
                whiteners[k],
                peak,
                white[:size],
                shares[k, start:end],
            )
        logs += _share_out(shares, start, end, top[:size], total[:size])
    return logs / n


@summing
def _deviation(share, column, centre):
    total = 0.0
    for i in range(share.size):
        total += share[i] * (column[i] - centre)
    return total


@summing
def _scatter(share, column, other, centre, other_centre):
    total = 0.0
    for i in range(share.size):
        total += share[i] * (column[i] - centre) * (other[i] - other_centre)
    return total


@summing
def maximise(columns, shares, floor, weights, means, covariances):
    """M step, in place: weights, means, and second moments centred on the new means.

    A mean moves by the mean deviation from where it was, which loses nothing where the component
    is far smaller than its distance. A component without data keeps its place, with weight 0.
    """
    d, n = columns.shape
    for k in range(weights.size):
        share = shares[k]
        held = _sum(share)
        weights[k] = held / n
        if weights[k] < LEAST_WEIGHT:
            weights[k] = 0.0
            continue
        for a in range(d):
            means[k, a] += _deviation(share, columns[a], means[k, a]) / held
        for a in range(d):
            for b in range(a + 1):
                total = _scatter(share, columns[a], columns[b], means[k, a], means[k, b])
                covariances[k, a, b] = covariances[k, b, a] = total / held
            covariances[k, a, a] += floor


@exact
def maximise_expectation(columns, grain, weights, means, covariances, floor, tolerance, limit):
    """EM from the given parameters, in place; returns iterations and mean log density.

    Stops when an iteration changes the mean log density by less than `tolerance`, and counts and
    compares as scikit-learn's GaussianMixture does. Components of weight 0 take no part.
    """
    alive = np.flatnonzero(weights)
    held, centres, spreads = weights[alive], means[alive], covariances[alive]
    found = _iterate(columns, grain, held, centres, spreads, floor, tolerance, limit)
    weights[alive], means[alive], covariances[alive] = held, centres, spreads
    return found


@exact
def _iterate(columns, grain, weights, means, covariances, floor, tolerance, limit):
    shares = np.empty((weights.size, columns.shape[1]))
    before, density = -np.inf, -np.inf
    for iteration in range(1, limit + 1):
        _, _, whiteners, peaks = factorise_all(covariances, grain)
        density = expect(columns, np.log(weights), means, whiteners, peaks, shares)
        maximise(columns, shares, floor, weights, means, covariances)
        if abs(density - before) < tolerance:
            return iteration, density
        before = density
    return limit, density


@exact
def log_density(points, log_weights, means, whiteners, peaks):
    """Log density `(n,)` of a mixture at points `(n, d)`."""
    n, d = points.shape
    columns, joint, out = np.empty((d, BLOCK)), np.empty((3, BLOCK)), np.full(n, -np.inf)
    for start in range(0, n, BLOCK):
        top = out[start : start + BLOCK]
        for a in range(d):
            columns[a, : top.size] = points[start : start + BLOCK, a]
        _fill_mixed(columns, log_weights, means, whiteners, peaks, joint, top)
    return out


@exact
def _fill_mixed(columns, log_weights, means, whiteners, peaks, joint, top):
    """Log density of a mixture, into `top (m,)`, which comes as -inf, for the first m points."""
    white, values, total = joint[0, : top.size], joint[1, : top.size], joint[2, : top.size]
    total[:], alive = 1.0, 0
    for k in range(means.shape[0]):
        if log_weights[k] > -np.inf:
            peak = peaks[k] + log_weights[k]
            _fill_log_densities(columns, 0, means[k], whiteners[k], peak, white, values)
            if alive == 0:
                _raise(top, values)
            else:
                _add_exponentials(values, top, total)
            alive += 1
    if alive > 1:
        for i in range(top.size):
            top[i] += math.log(total[i])


@exact
def _add_exponentials(values, top, total):
    """Total and values are sums of exponentials relative to the largest so far, `top (m,)`."""
    for i in range(values.size):
        apart = values[i] - top[i]
        e = exp_nonpositive(-abs(apart))
        total[i] = total[i] * e + 1.0 if apart > 0.0 else total[i] + e
        top[i] = values[i] if apart > 0.0 else top[i]


@exact
def factorise_each(means, covariances):
    """Whiteners `(g, K, d, d)` and log densities at the centre `(g, K)` of g mixtures."""
    whiteners, peaks = np.empty_like(covariances), np.empty(means.shape[:2])
    for g in range(means.shape[0]):
        _, _, whiteners[g], peaks[g] = factorise_all(covariances[g], grain_at(means[g]))
    return whiteners, peaks


@exact
def log_densities_of_each(points, log_weights, means, whiteners, peaks):
    """Log density `(g, n)` of each of g mixtures at points of its own `(g, n, d)`."""
    out = np.empty(points.shape[:2])
    for g in range(points.shape[0]):
        out[g] = log_density(points[g], log_weights[g], means[g], whiteners[g], peaks[g])
    return out


@exact
def shares_above(points, levels, log_weights, means, whiteners, peaks):
    """Share of points `(n, d)` at which each of g mixtures has at least its log density `(g,)`."""
    columns, out = np.ascontiguousarray(points.T), np.empty(levels.size)
    for g in range(levels.size):
        mixture = log_weights[g], means[g], whiteners[g], peaks[g]
        out[g] = _count_above(columns, levels[g], *mixture) / points.shape[0]
    return out


@exact
def _count_above(columns, level, log_weights, means, whiteners, peaks):
    """At how many points `(d, n)` a mixture has at least this log density.

    The likeliest of K components decides for most: together they are at most K times as dense.
    """
    (d, n), count = columns.shape, 0
    doubtful, chosen = np.empty((d, BLOCK)), np.empty(BLOCK, np.int64)
    joint, tops = np.empty((3, BLOCK)), np.empty(BLOCK)
    hardly = level - math.log(2.0 * log_weights.size)  # twice as dense: no rounding matters
    for start in range(0, n, BLOCK):
        top = tops[: min(BLOCK, n - start)]
        _fill_likeliest(columns, start, log_weights, means, whiteners, peaks, joint, top)
        count += _how_many(top, level)
        doubts = _where_between(top, hardly, level, chosen)
        for a in range(d):
            for i in range(doubts):
                doubtful[a, i] = columns[a, start + chosen[i]]
        top[:doubts] = -np.inf
        _fill_mixed(doubtful, log_weights, means, whiteners, peaks, joint, top[:doubts])
        count += _how_many(top[:doubts], level)
    return count


@exact
def _how_many(values, level):
    """How many of them are at least this."""
    count = 0
    for i in range(values.size):
        count += values[i] >= level
    return count


@exact
def _where_between(values, least, below, out):
    """Where values `(m,)` lie between two, into `out`; how many do."""
    found = 0
    for i in range(values.size):
        out[found] = i
        found += least <= values[i] < below
    return found


@exact
def _fill_likeliest(columns, start, log_weights, means, whiteners, peaks, joint, top):
    """Weighted log density of the likeliest component, into `top (m,)`, from `start` on."""
    white, values = joint[0, : top.size], joint[1, : top.size]
    top[:] = -np.inf
    for k in range(means.shape[0]):
        if log_weights[k] > -np.inf:
            peak = peaks[k] + log_weights[k]
            _fill_log_densities(columns, start, means[k], whiteners[k], peak, white, values)
            _raise(top, values)


@exact
def assign(points, log_weights, means, whiteners, peaks):
    """For each point the component `(n,)` that most likely said it."""
    n = points.shape[0]
    columns = np.ascontiguousarray(points.T)
    white, joint, top = np.empty(n), np.empty(n), np.full(n, -np.inf)
    out = np.zeros(n, np.uint8)
    for k in range(means.shape[0]):
        peak = peaks[k] + log_weights[k]
        _fill_log_densities(columns, 0, means[k], whiteners[k], peak, white, joint)
        for i in range(n):
            if joint[i] > top[i]:
                top[i], out[i] = joint[i], k
    return out


@exact
def speak(weights, means, covariances, uniforms, normals):
    """Points `(n, d)` from uniform numbers `(n,)`, which choose components, and `normals (n, d)`.

    Nothing moves along a flat direction: what has lost its spread repeats itself exactly.
    """
    n, d = normals.shape
    moves, flats, _, _ = factorise_all(covariances, grain_at(means))
    cumulative, out = np.cumsum(weights), np.empty((n, d))
    for k in range(weights.size):
        for b in range(d):
            moves[k, :, b] *= not flats[k, b]
    for i in range(n):
        k, at = 0, uniforms[i] * cumulative[-1]
        for component in range(weights.size - 1):
            k += at >= cumulative[component]
        for a in range(d):
            total = means[k, a]
            for b in range(a + 1):
                total += moves[k, a, b] * normals[i, b]
            out[i, a] = total
    return out


@exact
def squared_distances(weights, means, covariances, weights_2, means_2, covariances_2):
    """Integral of the squared difference of each of g mixtures from another one, `(g,)`."""
    constant = overlap(weights_2, means_2, covariances_2, weights_2, means_2, covariances_2)
    out = np.empty(weights.shape[0])
    for g in range(out.size):
        own = weights[g], means[g], covariances[g]
        across = overlap(*own, weights_2, means_2, covariances_2)
        distance = overlap(*own, *own) - 2 * across + constant
        out[g] = 0.0 if distance < 0.0 else distance
    return out


@exact
def overlap(weights, means, covariances, weights_2, means_2, covariances_2):
    """Integral of the product of two mixtures: sum w_i w_j N(m_i - m_j; 0, C_i + C_j) (S23).

    What has lost its spread counts as wide as the spacing of doubles where it lies.
    """
    d = means.shape[1]
    grain, white, both = np.empty(d), np.empty(d), np.empty((d, d))
    factor, flat = np.empty((d, d)), np.empty(d, np.bool_)
    total = 0.0
    for i in range(weights.size):
        for j in range(weights_2.size):
            if weights[i] == 0.0 or weights_2[j] == 0.0:
                continue
            for a in range(d):
                farthest = max(abs(means[i, a]), abs(means_2[j, a]))
                grain[a] = max(np.spacing(farthest), 1e-154)
                for b in range(d):
                    both[a, b] = covariances[i, a, b] + covariances_2[j, a, b]
            _factorise(both, grain, factor, flat)
            exponent = -0.5 * d * LOG_2_PI
            for a in range(d):
                rest = means[i, a] - means_2[j, a]
                for b in range(a):
                    rest -= factor[a, b] * white[b]
                white[a] = rest / factor[a, a]
                exponent -= 0.5 * white[a] * white[a] + math.log(factor[a, a])
            total += weights[i] * weights_2[j] * math.exp(exponent)
    return total


@exact
def pair_off(apart):
    """A column `(k,)` of its own for each row of `apart (k, K)`, the least distances first."""
    partners = np.empty(apart.shape[0], np.int64)
    for _ in range(partners.size):
        i, j = divmod(np.argmin(apart), apart.shape[1])
        partners[i] = j
        apart[i, :] = apart[:, j] = np.inf
    return partners
