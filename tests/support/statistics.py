"""How far from what theory says is too far: differences in standard errors, told in full."""

import numpy as np

from engine import MODELS, Ensemble
from engine.arrays import Array, Rng
from engine.jobs import Task, work
from engine.knobs import knobs_of
from engine.protocols import Data, data_read_by

STANDARD_ERRORS = 5.0
FEW = {"steps": 20, "schooling": 1, "epochs": 1, "width": 8}


ELSEWHERE = ("opt",)
"""Models that read only what nothing in this repository can make."""

AT_HAND = [name for name in MODELS if name not in ELSEWHERE]
"""All others, which read any rows."""


NUMERIC = [name for name in AT_HAND if Data.NUMBERS in data_read_by(MODELS[name])]
"""Those that are made for rows of numbers."""


def stream(seed: int = 1) -> Rng:
    """A fresh random stream."""
    return np.random.default_rng(seed)


def quick(model: str) -> str:
    """The spec of a model that is soon done: where there are steps to take, few."""
    slow = [f"{name}={few}" for name, few in FEW.items() if name in knobs_of(MODELS[model])]
    return f"{model}:{','.join(slow)}" if slow else model


def follow(ensemble: Ensemble, *lineages: int) -> Ensemble:
    """These lineages, or all, to their end, here and now."""
    for r in lineages or range(ensemble.count):
        seed = ensemble.settings.seed + r
        work(Task(ensemble.settings, (seed,)), ensemble.grow, lambda: False)
    return ensemble


def agrees(
    measured: Array | float, expected: Array | float, error: Array | float, what: str
) -> None:
    """Assert that what was measured is what was expected, within five standard errors."""
    apart = np.abs(np.asarray(measured, float) - expected)
    allowed = STANDARD_ERRORS * np.broadcast_to(error, apart.shape)
    worst = np.unravel_index(np.argmax(apart - allowed), apart.shape)
    assert (apart <= allowed).all(), (
        f"{what}{list(map(int, worst)) if worst else ''}: measured {np.asarray(measured)[worst]}, "
        f"expected {np.broadcast_to(expected, apart.shape)[worst]}, difference {apart[worst]:.3g}, "
        f"threshold {allowed[worst]:.3g}, standard error {allowed[worst] / STANDARD_ERRORS:.3g}"
    )


def mean_agrees(values: Array, expected: Array | float, what: str) -> None:
    """Assert the mean over the first axis, one independent value each."""
    error = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    agrees(values.mean(axis=0), expected, error, f"mean of {what}")


def variance_agrees(values: Array, expected: Array | float, what: str) -> None:
    """Assert the variance over the first axis, one independent value each."""
    squares = (values - values.mean(axis=0)) ** 2 * len(values) / (len(values) - 1)
    mean_agrees(squares, expected, f"squared deviation of {what}")
