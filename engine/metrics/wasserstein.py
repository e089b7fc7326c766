"""How far a generation's output would have to be carried to become the truth."""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.knobs import kind
from engine.protocols import Array, Generation
from engine.reference import Reference

DIRECTIONS = 16
ROWS = 10_000


@kind("Distance to the truth")
class Wasserstein:
    """Sliced Wasserstein distance of order 2, in units of the data.

    Output and a fixed sample of the truth of equal size (at most 10,000) are laid on 16 lines and
    compared in order (Bonneel et al. 2015); a perfect model scores the noise of two such samples.
    """

    help: ClassVar[str] = "How far, on average, the output would have to move to match real data."
    sparse: ClassVar[bool] = True

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One distance a generation `(g,)`."""
        n, d = generations[0].output[:ROWS].shape
        lines = _directions(d)
        real = np.sort(lines @ reference.sample[:n].T, axis=1)
        said = (np.sort(lines @ g.output[:ROWS].T, axis=1) for g in generations)
        return np.array([np.sqrt(np.mean((ordered - real) ** 2)) for ordered in said])


@lru_cache
def _directions(d: int) -> Array:
    """Unit vectors `(m, d)`: the line itself, a fan in the plane, or fixed random ones."""
    if d == 1:
        return np.ones((1, 1))
    if d == 2:
        angles = np.pi * (np.arange(DIRECTIONS) + 0.5) / DIRECTIONS
        return np.column_stack([np.cos(angles), np.sin(angles)])
    random = np.random.Generator(np.random.PCG64(d)).standard_normal((DIRECTIONS, d))
    return random / np.linalg.norm(random, axis=1, keepdims=True)
