"""What the law says of a cell, where one is known: at once, and without a run."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np

from engine import numerics
from engine.analysis.survival import HALF
from engine.arrays import Array, Rng
from engine.knobs import BadSpec, name_of
from engine.map.fates import LAW, Fates
from engine.map.order import order
from engine.map.plane import Cell, Plane
from engine.settings import Settings
from engine.theory import expectation, sampled_paths
from engine.theory.conditions import are_kept, corrections, is_endless, is_gaussian

_LINEAGES = 128
"""Drawn from the law of each cell: a share of them is known to within nine points of percent, or
better."""

SEED = 20230527


def laws(plane: Plane, lineages: int = _LINEAGES, workers: int = 1) -> Iterator[tuple[Cell, Fates]]:
    """What the law says of each cell of which one is known, coarse ones first."""
    cells = [cell for cell in order(np.full(plane.shape, np.nan)) if _known(plane, cell)]
    with ThreadPoolExecutor(workers) as pool:
        found = pool.map(lambda cell: law(plane.settings(cell), lineages), cells)
        for cell, fates in zip(cells, found, strict=True):
            if fates:
                yield cell, fates


def _known(plane: Plane, cell: Cell) -> bool:
    try:
        return has_law(plane.settings(cell))
    except BadSpec:
        return False


def has_law(settings: Settings) -> bool:
    """Whether the share of lineages that keep half is known without a run: of one Gaussian on
    normal data in one dimension, or of one that reads distributions themselves."""
    if is_endless(settings):
        return expectation(settings) is not None
    return is_gaussian(settings) and settings.dimensions == 1 and _form(settings) is not None


def law(settings: Settings, lineages: int = _LINEAGES) -> Fates | None:
    """Lineages of this run that never ran, drawn from the exact law; None where none is known. The
    seed does not matter."""
    if not has_law(settings):
        return None
    if is_endless(settings):
        return _endless(settings, lineages)
    form = _form(settings)
    assert form
    return _fates(settings, form(np.random.default_rng(SEED), replace(settings, seed=0), lineages))


Form = Callable[[Rng, Settings, int], Array]
"""Of so many lineages the first and the last variance, as shares of the truth's, and the first
generation with less than half of the first one's, or -1, `(L, 3)`."""


def _form(settings: Settings) -> Form | None:
    return FORMS.get(name_of(settings.policy))


def _mixed(rng: Rng, settings: Settings, lineages: int) -> Array:
    """Each fit reads so many rows, some of which may be real."""
    policy: Any = settings.policy
    real = policy.part(settings.samples) if hasattr(policy, "part") else 0
    ends = np.empty((lineages, 3))
    first, fits = settings.samples, settings.generations + 1
    later = policy.rows_read(1, first)
    ddof, bias = corrections(settings)
    numerics.gaussian_ends(rng, first, later, real, fits, ddof, bias, are_kept(settings), ends)
    return ends


def _by_paths(rng: Rng, settings: Settings, lineages: int) -> Array:
    paths = sampled_paths(rng, settings, lineages)
    assert paths is not None
    variances = np.exp(paths)
    below = variances < HALF * variances[:, :1]
    half = np.where(below.any(axis=1), below.argmax(axis=1), -1)
    return np.column_stack([variances[:, 0], variances[:, -1], half])


FORMS: Mapping[str, Form] = {
    "replace": _mixed,
    "bottleneck": _mixed,
    "fresh": _mixed,
    "anchor": _mixed,
    "accumulate": _by_paths,
}
"""By the name of the policy."""


def _endless(settings: Settings, lineages: int) -> Fates:
    """Nothing is left to chance: all lineages are alike."""
    found = expectation(settings)
    assert found
    below = found.average < HALF * found.average[0]
    half = below.argmax() if below.any() else -1
    return _fates(settings, np.tile([found.average[0], found.average[-1], half], (lineages, 1)))


def _fates(settings: Settings, ends: Array) -> Fates:
    first, last, half = ends.T
    kept = np.divide(last, first, out=np.zeros_like(last), where=first > 0)
    unknown = np.full(len(ends), np.nan)
    half = np.where(half < 0, np.nan, half)
    total = first * settings.dimensions
    return Fates(kept, kept, total, unknown, unknown, half, source=LAW)
