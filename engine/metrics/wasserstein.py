"""How far a generation's output would have to be carried to become the truth."""

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

import numpy as np

from engine.arrays import Array
from engine.data.file_stamp import remembered
from engine.knobs import kind
from engine.protocols import Data, Generation, Shown, Truth, Unit
from engine.protocols.reference import Reference, fixed_sample

DIRECTIONS = 16
ROWS = 10_000

AT_ONCE = 2**16
"""Numbers that are sorted together: as many as a processor has at hand."""


@kind("Distance to the truth")
class Wasserstein:
    """Sliced Wasserstein distance of order 2, in units of the data.

    Output and a fixed sample of the truth of equal size (at most 10,000) are laid on 16 lines and
    compared in order (Bonneel et al. 2015); a perfect model scores the noise of two such samples.
    NaN of symbols, between which there is no distance.
    """

    help: ClassVar[str] = "How far, on average, the output would have to move to match real data."
    sparse: ClassVar[bool] = True
    by_class: ClassVar[bool] = False
    unit: ClassVar[Unit] = Unit.DATA
    of: ClassVar[tuple[Data, ...]] = (Data.NUMBERS, Data.PICTURES)
    shown: ClassVar[tuple[Shown, ...]] = ()

    def real(self, truth: Truth) -> float | None:
        """None: it depends on how many rows there are."""
        return None

    def measure(self, reference: Reference, generations: Sequence[Generation]) -> Array:
        """One distance a generation `(g,)`."""
        if reference.symbolic:
            return np.full(len(generations), np.nan)
        outputs = np.array([generation.output[:ROWS] for generation in generations])
        parts = np.array_split(outputs, DIRECTIONS * outputs.size // AT_ONCE + 1)
        return np.concatenate([_distances(reference.truth, part) for part in parts])


def _distances(truth: Truth, outputs: Array) -> Array:
    """Of outputs `(g, n, d)`, one each."""
    _, n, d = outputs.shape
    apart = _directions(d) @ outputs.swapaxes(1, 2)
    apart.sort(axis=2)
    apart -= _ordered(truth, n)
    distances: Array = np.sqrt(np.mean(apart**2, axis=(1, 2)))
    return distances


@remembered(16)
def _ordered(truth: Truth, n: int) -> Array:
    """The first n rows of the truth's fixed sample on every line `(m, n)`, in order."""
    rows = fixed_sample(truth)[:n]
    return np.sort(_directions(rows.shape[1]) @ rows.T, axis=1)


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
