"""What there is to count in a text besides its words: phrases, and how likely they are."""

import numpy as np

from engine.arrays import Array
from engine.distributions.distribution import Distribution

LENGTH = 4
"""Words of a phrase that nobody says twice within a block by chance alone."""


def phrases(rows: Array, length: int) -> Array:
    """A number for each phrase of blocks `(n, t)`, `(n, t - length + 1)`: equal for equal ones."""
    words = np.rint(rows).astype(np.int64)
    places = words.shape[1] - length + 1
    if places < 1:
        return np.empty((len(words), 0), np.int64)
    found = words[:, :places]
    for at in range(1, length):
        found = found * (words.max(initial=0) + 1) + words[:, at : at + places]
        found = np.unique(found, return_inverse=True)[1].reshape(len(words), places)
    return found


def repeated(rows: Array, length: int = LENGTH) -> Array:
    """Whether the phrase that ends with each word of blocks `(n, t)` was said before in the same
    block, `(n, t)`."""
    found = phrases(rows, length)
    said = np.zeros(rows.shape, bool)
    order = np.argsort(found, axis=1, kind="stable")
    sorted_ = np.take_along_axis(found, order, axis=1)
    again = np.zeros(found.shape, bool)
    again[:, 1:] = sorted_[:, 1:] == sorted_[:, :-1]
    np.put_along_axis(said[:, length - 1 :], order, again, axis=1)
    return said


def perplexities(learned: Distribution, rows: Array) -> Array:
    """How surprised a model is by each of the blocks `(n, t)`, a word, `(n,)`; inf where it holds
    one to be impossible."""
    with np.errstate(over="ignore"):
        found: Array = np.exp(-learned.log_prob(rows) / rows.shape[1])
    return found
