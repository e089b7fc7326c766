"""Lineages of a run that never ran, from the law that it obeys: what a band is drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.arrays import Array, Rng
from engine.knobs import name_of
from engine.settings import Settings
from engine.theory.conditions import are_kept, corrections, fits, is_gaussian, real_rows, rows_read
from engine.theory.paths import log_accumulated_paths, log_mixed_paths, log_variance_paths


def sampled_paths(rng: Rng, settings: Settings, lineages: int) -> Array | None:
    """log(variance) of so many lineages of this run `(lineages, g)`, as a share of the truth's;
    None where no law is known: in several dimensions, for another truth or model, or a policy
    that draws from a store. 256 lineages of 2000 generations take about a tenth of a second.
    """
    draw = PATHS.get(name_of(settings.policy))
    known = is_gaussian(settings) and settings.dimensions == 1
    return draw(rng, settings, lineages) if draw and known else None


def _alone(rng: Rng, settings: Settings, lineages: int) -> Array:
    return log_variance_paths(rng, rows_read(settings), lineages, *corrections(settings))


def _mixed(rng: Rng, settings: Settings, lineages: int) -> Array:
    real = real_rows(settings)
    if not real[-1]:
        return _alone(rng, settings, lineages)
    own = settings.samples - real
    return log_mixed_paths(rng, real, own, lineages, *corrections(settings), are_kept(settings))


def _accumulated(rng: Rng, settings: Settings, lineages: int) -> Array:
    fitted = len(fits(settings))
    return log_accumulated_paths(rng, settings.samples, fitted, lineages, *corrections(settings))


PATHS: Mapping[str, Callable[[Rng, Settings, int], Array]] = {
    "replace": _alone,
    "bottleneck": _alone,
    "fresh": _mixed,
    "anchor": _mixed,
    "accumulate": _accumulated,
}
"""By the name of the policy."""


LAWFUL, LAW_SEED = 256, 20230527
"""How many lineages are drawn from a law, always the same."""


def exact_law(settings: Settings) -> Array | None:
    """Variances of 256 lineages that never ran `(256, g + 1)`, drawn from the exact law that these
    settings obey; None where none is known. The seed does not matter."""
    return _drawn(replace(settings, seed=0))


@lru_cache(maxsize=8)
def _drawn(settings: Settings) -> Array | None:
    logs = sampled_paths(np.random.default_rng(LAW_SEED), settings, LAWFUL)
    if logs is None:
        return None
    variances: Array = np.exp(logs)
    variances.setflags(write=False)
    return variances
