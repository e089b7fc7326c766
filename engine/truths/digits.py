"""Handwritten digits: 1797 small pictures, in which anyone can see what a model forgets."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.data.image_classifier import ImageClassifier
from engine.distributions.empirical import Empirical
from engine.knobs import kind, knob
from engine.protocols import Distribution

SIDE = 8
FEATURES = 10
"""Leading principal components by which pictures are compared."""


@lru_cache(maxsize=1)
def _bundle() -> tuple[Empirical, Array]:
    from sklearn.datasets import load_digits  # only where it is needed: half a second

    bundle = load_digits()
    pixels, labels = np.ascontiguousarray(bundle.data, dtype=float) / 16, bundle.target
    for array in (pixels, labels):
        array.setflags(write=False)
    return Empirical(pixels), labels


@lru_cache(maxsize=1)
def _directions() -> Array:
    """Principal directions `(64, 64)`, the widest first, their largest entry positive."""
    pixels = _bundle()[0].values
    directions = np.linalg.svd(pixels - pixels.mean(axis=0), full_matrices=False)[2]
    largest = np.abs(directions).argmax(axis=1)
    return directions * np.sign(directions[np.arange(len(directions)), largest])[:, None]


@lru_cache(maxsize=16)
def _scores(components: int) -> Empirical:
    pixels = _bundle()[0]
    scores = (pixels.values - pixels.mean()) @ _directions()[:components].T
    scores.setflags(write=False)
    return Empirical(scores)


@lru_cache(maxsize=1)
def _reader() -> ImageClassifier:
    pixels, labels = _bundle()
    return ImageClassifier.of(pixels.values, labels)


@kind("Handwritten digits", "1,797 digits that people wrote by hand, as small grey pictures.")
class Digits:
    """The 8x8 digits that come with scikit-learn (Alpaydin and Kaynak 1998), 0 black to 1 white.

    With `components` it is their scores along the leading principal components, which a mixture
    can learn too; they have an estimated density, whole pictures have none (NaN). `pictures` leads
    back to pixels from either.
    """

    estimated: ClassVar[bool] = True
    images: ClassVar[tuple[int, int]] = (SIDE, SIDE)
    classes: ClassVar[tuple[str, ...]] = tuple("0123456789")

    components: int = knob(
        0,
        0,
        FEATURES,
        label="Main features (components)",
        help="Describe each picture by so many of its main features instead of its 64 pixels; 0 "
        "keeps the pixels. From features a mixture has far fewer numbers to learn.",
    )

    @property
    def _rows(self) -> Empirical:
        return _scores(self.components) if self.components else _bundle()[0]

    @property
    def axes(self) -> tuple[str, ...]:
        """`row 1, column 1` and on, or `component 1` and on; in shares of white."""
        if self.components:
            return tuple(f"component {k + 1}" for k in range(len(self._rows.mean())))
        return tuple(f"row {i // SIDE + 1}, column {i % SIDE + 1}" for i in range(SIDE**2))

    @property
    def values(self) -> Array:
        """All 1797 real rows `(1797, d)`, read-only."""
        return self._rows.values

    @property
    def labels(self) -> Array:
        """Which digit each of the real rows is, `(1797,)`, read-only."""
        return _bundle()[1]

    def pictures(self, rows: Array) -> Array:
        """Rows `(..., d)` as pictures `(..., 8, 8)`; from components, the nearest ones that have
        no others, which may leave the range 0 to 1."""
        if self.components:
            rows = _bundle()[0].mean() + rows @ _directions()[: self.components]
        return rows.reshape(*rows.shape[:-1], *self.images)

    def features(self, rows: Array) -> Array:
        """Scores `(n, 10)` along the ten leading principal components, of pixels or of fewer
        components: what is left out of a mixture's digits is left out of a network's too."""
        if self.components:
            return np.pad(rows, ((0, 0), (0, FEATURES - self.components)))
        return (rows - self.mean()) @ _directions()[:FEATURES].T

    def reader(self) -> ImageClassifier:
        """A logistic regression on the pixels, taught on three quarters of the real digits."""
        return _reader()

    def read(self, rows: Array) -> Array:
        """How sure the reader is of each digit `(n, 10)`, for rows `(n, d)`."""
        return self.reader().read(self.pictures(rows).reshape(len(rows), SIDE**2))

    def sample(self, rng: Rng, n: int) -> Array:
        """Digits `(n, d)`, each as often as any other, give or take one."""
        return self._rows.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Estimated log density `(n,)` of components; NaN for pictures: in 64 dimensions an
        estimate from 1797 of them would mean nothing."""
        return self._rows.log_prob(x) if self.components else np.full(len(x), np.nan)

    def mean(self) -> Array:
        """The mean digit `(d,)`."""
        return self._rows.mean()

    def modes(self) -> tuple[Distribution, ...]:
        """Nobody knows their densities."""
        return ()
