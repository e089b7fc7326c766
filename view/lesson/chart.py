"""The chart on which a guess is made, and then answered: numbers and words for the browser."""

from typing import Any

import numpy as np

from engine.arrays import Array
from view.lesson.step import Guess, Law, Point

COLUMNS = 300
"""Generations of a curve that are drawn at most: more would lie on the same pixels."""


def asked(
    question: Point, name: str, guess: Guess | None, *, locked: bool = False
) -> dict[str, Any]:
    """The chart as it is before the answer: nothing of the run is in it. It is `locked` once one
    has asked to see the answer."""
    along = question.along
    scale = 100 if question.unit == "%" and not along else 1
    return {
        "question": name,
        "last": question.last,
        "most": question.most,
        "at": question.at,
        "level": question.level,
        "start": question.start,
        "along": along,
        "scale": scale,
        "step": question.step,
        "highest": question.highest,
        "value": guess,
        "locked": locked,
        "label": question.label,
        "spoken": spoken(question),
        "short": "generation {}" if along else "{}%" if scale == 100 else "{}",
        "never": "never",
        "beyond": question.said(question.most) if question.open else "",
        "across": ticks(question.last, 1, ""),
        "up": ticks(
            question.most, 100 if question.unit == "%" else 1, "%" if question.unit == "%" else ""
        ),
    }


def answered(course: Array, truth: Guess, law: Law | None) -> dict[str, Any]:
    """What the run has come to, to be drawn into it."""
    return {
        "course": path(course),
        "truth": float(truth),
        "law": path(law.values) if law else [],
    }


def spoken(question: Point) -> str:
    """What is read out of a value, in whose place stand braces."""
    if question.along:
        return "half is gone at generation {}"
    unit = "%" if question.unit == "%" else ""
    return f"{question.label}: {{}}{unit} at generation {question.at}"


def ticks(last: float, scale: float, unit: str) -> list[tuple[float, str]]:
    """Three to six round numbers from 0 on, with what is written beside them."""
    whole = last * scale
    rough = whole / 4
    power = 10 ** np.floor(np.log10(rough))
    steps = [s * power for s in (1, 2, 2.5, 5, 10) if s * power % 1 == 0]
    step = next(step for step in steps if step >= rough)
    marks = np.arange(0, whole * 1.0001, step)
    return [(float(mark / scale), f"{mark:,.0f}{unit}") for mark in marks]


def path(values: Array) -> list[tuple[int, float]]:
    """Generation and value of some of its points, in order; those that are no numbers left out."""
    at = np.unique(np.linspace(0, len(values) - 1, COLUMNS).round().astype(int))
    return [(int(g), float(f"{values[g]:.5g}")) for g in at if np.isfinite(values[g])]
