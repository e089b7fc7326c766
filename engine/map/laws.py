"""What the law says of a cell, where one is known: at once, and without a run."""

from collections.abc import Callable, Container, Generator, Mapping
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
from engine.map.symbol_law import drawn_from_counts, obeys_counts
from engine.settings import Settings
from engine.theory import expectation, sampled_paths
from engine.theory.conditions import are_kept, corrections, is_endless, is_gaussian

_LINEAGES = 128
"""Drawn from the law of each cell: a share of them is known to within nine points of percent, or
better."""

_COUNTED = 32
"""The same of a die, to within 18 points: each is drawn some forty times sooner than it runs, and
still takes as long as ten of a Gaussian."""

SEED = 20230527


def laws(
    plane: Plane, lineages: int | None = None, workers: int = 1, but: Container[Cell] = ()
) -> Generator[tuple[Cell, Fates], None, None]:
    """What the law says of each cell of which one is known, coarse ones first; nothing of those
    that somebody has already. Who closes it waits for what is at hand alone."""
    every = order(np.full(plane.shape, np.nan))
    cells = [cell for cell in every if cell not in but and _known(plane, cell)]
    pool = ThreadPoolExecutor(workers)
    try:
        found = pool.map(lambda cell: law(plane.settings(cell), lineages), cells)
        for cell, fates in zip(cells, found, strict=True):
            if fates:
                yield cell, fates
    finally:
        pool.shutdown(cancel_futures=True)


def _known(plane: Plane, cell: Cell) -> bool:
    try:
        return has_law(plane.settings(cell))
    except BadSpec:
        return False


def has_law(settings: Settings) -> bool:
    """Whether the share of lineages that keep half is known without a run: of one Gaussian on
    normal data in one dimension, or of one that reads distributions themselves, and of a die that
    is counted."""
    if is_endless(settings):
        return expectation(settings) is not None
    if obeys_counts(settings):
        return True
    return is_gaussian(settings) and settings.dimensions == 1 and _form(settings) is not None


def law(settings: Settings, lineages: int | None = None) -> Fates | None:
    """Lineages of this run that never ran, drawn from the exact law; None where none is known. The
    seed does not matter."""
    if not has_law(settings):
        return None
    lineages = lineages or (_COUNTED if obeys_counts(settings) else _LINEAGES)
    if is_endless(settings):
        return _endless(settings, lineages)
    rng = np.random.default_rng(SEED)
    if obeys_counts(settings):
        return drawn_from_counts(rng, settings, lineages)
    form = _form(settings)
    assert form
    return _fates(settings, form(rng, replace(settings, seed=0), lineages))


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
