"""k-means, compiled, on points that are laid out by coordinate `(d, n)`."""

import numpy as np

from engine.numerics.compiling import exact, summing


@exact
def _squared_distances(columns, centre, out):
    out[:] = 0.0
    for a in range(columns.shape[0]):
        column, middle = columns[a], centre[a]
        for i in range(out.size):
            out[i] += (column[i] - middle) * (column[i] - middle)


@exact
def seed_centres(columns, uniforms):
    """Greedy k-means++: centres `(k, d)` from uniform numbers `(count, trials)`.

    Each centre is the best of several candidates drawn with probability proportional to the
    squared distance from the centres before it (Arthur and Vassilvitskii 2007, and
    scikit-learn's KMeans). Fewer than `count` come back where there are fewer distinct points.
    """
    d, n = columns.shape
    count, trials = uniforms.shape
    centres = np.empty((count, d))
    centres[0] = columns[:, min(int(uniforms[0, 0] * n), n - 1)]
    nearest, trial, best = np.empty(n), np.empty(n), np.empty(n)
    _squared_distances(columns, centres[0], nearest)
    for k in range(1, count):
        if not nearest.max() > 0.0:
            return centres[:k]
        cumulative, lowest = np.cumsum(nearest), np.inf
        for t in range(trials):
            chosen = _position(cumulative, uniforms[k, t])
            _squared_distances(columns, columns[:, chosen], trial)
            trial[:] = np.minimum(trial, nearest)
            potential = trial.sum()
            if potential < lowest:
                lowest, best[:] = potential, trial
                centres[k] = columns[:, chosen]
        nearest[:] = best
    return centres


@exact
def _position(cumulative, at):
    return min(
        np.searchsorted(cumulative, at * cumulative[-1], side="right"),
        cumulative.size - 1,
    )


@exact
def _claim(distances, k, lowest, labels):
    """Points nearer to centre k than to any before it take its label."""
    for i in range(labels.size):
        nearer = distances[i] < lowest[i]
        labels[i] = k if nearer else labels[i]
        lowest[i] = distances[i] if nearer else lowest[i]


@exact
def _nearest_centres(columns, centres, distances, lowest, labels):
    """Nearest centre of every point, into `labels (n,)`."""
    lowest[:] = np.inf
    for k in range(centres.shape[0]):
        _squared_distances(columns, centres[k], distances)
        _claim(distances, k, lowest, labels)


@summing
def _claimed(column, labels, k):
    """How many points have label k, and the sum of their coordinates."""
    held, total = 0.0, 0.0
    for i in range(labels.size):
        mine = 1.0 if labels[i] == k else 0.0
        held += mine
        total += mine * column[i]
    return held, total


@exact
def lloyd(columns, centres, limit):
    """Lloyd's algorithm from `centres (k, d)`, moved in place; labels `(n,)` of the points.

    Ends when no label changes or the centres move by less than 1e-4 of the points' mean variance,
    as scikit-learn's KMeans.
    """
    (d, n), count = columns.shape, centres.shape[0]
    labels, before = np.full(n, -1), np.full(n, -1)
    distances, lowest = np.empty(n), np.empty(n)
    tolerance = 0.0
    for a in range(d):
        tolerance += 1e-4 * np.var(columns[a]) / d
    for _ in range(limit):
        before[:] = labels
        _nearest_centres(columns, centres, distances, lowest, labels)
        moved = 0.0
        for k in range(count):
            for a in range(d):
                held, total = _claimed(columns[a], labels, k)
                if held > 0.0:
                    moved += (total / held - centres[k, a]) ** 2
                    centres[k, a] = total / held
        if np.array_equal(labels, before):
            return labels
        if moved <= tolerance:
            break
    _nearest_centres(columns, centres, distances, lowest, labels)
    return labels
