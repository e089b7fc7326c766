"""Irises: 150 flowers measured in 1935, small real data with two clouds and no known law."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.arrays import Array, Rng
from engine.distributions.empirical import Empirical
from engine.knobs import kind
from engine.protocols import Distribution


@lru_cache(maxsize=1)
def flowers() -> Empirical:
    """Petal length and width in cm, `(150, 2)`, of the flowers in Fisher (1936)."""
    from sklearn.datasets import load_iris  # only where it is needed: half a second

    petals = np.ascontiguousarray(load_iris().data[:, 2:4], dtype=float)
    petals.setflags(write=False)
    return Empirical(petals)


@kind("Irises", "The petals of 150 real flowers: their length and their width.")
class Iris:
    """The petals of the irises that come with scikit-learn; nothing to turn."""

    estimated: ClassVar[bool] = True

    @property
    def axes(self) -> tuple[str, ...]:
        """Both in centimetres."""
        return ("petal length (cm)", "petal width (cm)")

    def sample(self, rng: Rng, n: int) -> Array:
        """Flowers `(n, 2)`, each as often as any other, give or take one."""
        return flowers().sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """Estimated log density `(n,)` at rows `(n, 2)`."""
        return flowers().log_prob(x)

    def mean(self) -> Array:
        """The mean `(2,)` of the 150 flowers."""
        return flowers().mean()

    def modes(self) -> tuple[Distribution, ...]:
        """Nobody knows."""
        return ()
