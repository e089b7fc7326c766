"""A reader of pictures: taught once on real ones, it tells what is on the others."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.arrays import Array

TESTED = 4
"""Every fourth picture is kept apart to test the reader."""


@dataclass(frozen=True, eq=False)
class ImageClassifier:
    """Logistic regression on pixels, and how well it does on real pictures that it never saw.

    Attributes:
        taught, tested: numbers of real pictures.
        accuracy: share of the tested ones that it takes for what they are.
        confidence: mean probability that it gives to what it takes the tested ones for.
    """

    classifier: Any
    taught: int
    tested: int
    accuracy: float
    confidence: float

    @classmethod
    def of(cls, pixels: Array, labels: Array) -> "ImageClassifier":
        """Taught on three quarters of `pixels (n, d)`, in order and the same ones every time."""
        from sklearn.linear_model import LogisticRegression  # only where it is needed

        apart = np.arange(len(pixels)) % TESTED == 0
        classifier = LogisticRegression(max_iter=1000).fit(pixels[~apart], labels[~apart])
        sure = classifier.predict_proba(pixels[apart])
        accuracy = np.mean(sure.argmax(axis=1) == labels[apart])
        return cls(
            classifier,
            int(np.count_nonzero(~apart)),
            int(np.count_nonzero(apart)),
            float(accuracy),
            float(sure.max(axis=1).mean()),
        )

    def read(self, pixels: Array) -> Array:
        """Probability of each class `(n, classes)` for pixels `(n, d)`."""
        return np.asarray(self.classifier.predict_proba(pixels))
