"""What the settings of a run of one Gaussian come to: corrections, fits and rows."""

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.knobs import name_of
from engine.protocols import Array

if TYPE_CHECKING:
    from engine.settings import Settings


def is_gaussian(settings: "Settings") -> bool:
    """Whether one Gaussian learns from samples of normal data."""
    return _is_normal(settings) and not settings.exact


def is_endless(settings: "Settings") -> bool:
    """Whether it learns from their distributions themselves."""
    return _is_normal(settings) and settings.exact


def _is_normal(settings: "Settings") -> bool:
    return name_of(settings.truth) == "normal" and name_of(settings.model) == "gaussian"


def corrections(settings: "Settings") -> tuple[int, float]:
    """The Gaussian's `ddof`, and what it multiplies a fitted variance by before it speaks."""
    model: Any = settings.model
    return model.ddof, float(getattr(model, "bias", 1.0))


def fits(settings: "Settings") -> Array:
    """1 ... g: how often each generation has been fitted since the truth `(g,)`."""
    return np.arange(1, settings.generations + 2)


def rows_read(settings: "Settings") -> Array:
    """How many rows each generation reads `(g,)`."""
    each = range(settings.generations + 1)
    return np.array([settings.policy.rows_read(t, settings.samples) for t in each])


def real_rows(settings: "Settings") -> Array:
    """How many of them are real `(g,)`, under a policy with a share of real data."""
    policy: Any = settings.policy
    return np.where(fits(settings) == 1, settings.samples, round(policy.share * settings.samples))


def are_kept(settings: "Settings") -> bool:
    """Whether the real rows are always the same."""
    return name_of(settings.policy) == "anchor"
