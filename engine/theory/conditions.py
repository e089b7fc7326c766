"""What the settings of a run with a known law come to: corrections, fits and rows."""

from typing import Any

import numpy as np

from engine.arrays import Array
from engine.knobs import name_of
from engine.protocols import SymbolTruth
from engine.settings import Settings


def is_gaussian(settings: Settings) -> bool:
    """Whether one Gaussian learns from samples of normal data."""
    return _is_normal(settings) and not settings.exact


def is_endless(settings: Settings) -> bool:
    """Whether it learns from their distributions themselves."""
    return _is_normal(settings) and settings.exact


def _is_normal(settings: Settings) -> bool:
    return name_of(settings.truth) == "normal" and name_of(settings.model) == "gaussian"


def is_counted(settings: Settings) -> bool:
    """Whether frequencies are learned from single symbols, and said as they were learned.

    Then the diversity is the variance of a throw, each face an axis of its own, and follows what
    one Gaussian's does with ddof 0: both say rows that have the mean and the covariance that they
    have learned, which is all that those averages rest on.
    """
    model: Any = settings.model
    single = isinstance(settings.truth, SymbolTruth) and settings.dimensions == 1
    return single and name_of(model) == "frequency" and bool(model.bias == 1)


def is_drift(settings: Settings) -> bool:
    """Whether each generation counts the last output, all of it and nothing else: what genes do
    that neither help nor harm."""
    return is_counted(settings) and name_of(settings.policy) == "replace"


def corrections(settings: Settings) -> tuple[int, float]:
    """The Gaussian's `ddof`, and what it multiplies a fitted variance by before it speaks; a
    count has neither."""
    model: Any = settings.model
    return int(getattr(model, "ddof", 0)), float(getattr(model, "bias", 1.0))


def fits(settings: Settings) -> Array:
    """1 ... g: how often each generation has been fitted since the truth `(g,)`."""
    return np.arange(1, settings.generations + 2)


def rows_read(settings: Settings) -> Array:
    """How many rows each generation reads `(g,)`."""
    each = range(settings.generations + 1)
    return np.array([settings.policy.rows_read(t, settings.samples) for t in each])


def real_rows(settings: Settings) -> Array:
    """How many of them are real `(g,)`, under a policy with a share of real data."""
    policy: Any = settings.policy
    return np.where(fits(settings) == 1, settings.samples, policy.part(settings.samples))


def are_kept(settings: Settings) -> bool:
    """Whether the real rows are always the same."""
    return name_of(settings.policy) == "anchor"
