"""What became of the pictures, in sentences computed from the run itself."""

from dataclasses import dataclass
from typing import cast

import numpy as np

from engine import Settings, Trajectory
from engine.protocols import Array, Pictured
from view.words import listed, percent

ENOUGH = 100
"""Pictures without one of a class, before it counts as lost."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Losses:
    """Which classes are no longer drawn, and since when: `gone` names each with the generation
    from which on it is missing, the earliest first; `left` names the others."""

    last: int
    gone: tuple[tuple[int, str], ...]
    left: tuple[str, ...]


def losses(trajectory: Trajectory) -> Losses:
    """Read off a run that has at least its generation 0."""
    classes = cast(Pictured, trajectory.settings.truth).classes
    seen = trajectory.metrics["shares"][: trajectory.length] > 0
    last = len(seen) - 1
    gone, left = [], []
    for name, at in zip(classes, seen.T, strict=True):
        since = last + 1 - int(at[::-1].argmax()) if at.any() else 0
        silent = (last + 1 - since) * trajectory.settings.samples
        if silent > ENOUGH:
            gone.append((since, name))
        else:
            left.append(name)
    return Losses(last, tuple(sorted(gone)), tuple(left))


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    return (
        f"A model learns to write from {chosen.samples:,} handwritten digits; each one after it "
        f"reads {chosen.policy.reads}."
    )


def headline(trajectory: Trajectory) -> str:
    """How many kinds of pictures are left, in one sentence."""
    if not trajectory.length:
        return "The first model is about to learn from real digits."
    found = losses(trajectory)
    if found.last == 0:
        reads = trajectory.settings.policy.reads
        return f"Generation 0 has learned from real digits; each one after it reads {reads}."
    final = ", its last," if found.last == trajectory.settings.generations else ""
    if not found.gone:
        if (trajectory.metrics["shares"][found.last] > 0).all():
            return f"At generation {found.last}{final} all ten digits are still drawn."
        return f"By generation {found.last}{final} no digit has been missing for long."
    if len(found.left) == 1:
        since = max(at for at, _ in found.gone)
        return (
            f"From generation {since} on, every picture is read as the same digit: {found.left[0]}."
        )
    count = NUMBERS[len(found.gone)]
    verb = "is" if len(found.gone) == 1 else "are"
    return f"By generation {found.last}{final} {count} of ten digits {verb} gone."


def details(trajectory: Trajectory) -> str:
    """Which went first, how sure the reader is, and what single numbers hide."""
    if trajectory.length < 2:
        return ""
    return " ".join(
        filter(None, [_first_gone(trajectory), _variance(trajectory), _sure(trajectory)])
    )


def _first_gone(trajectory: Trajectory) -> str:
    gone = losses(trajectory).gone
    if not gone:
        return ""
    since = gone[0][0]
    names = listed([name for at, name in gone if at == since])
    if since == 0:
        return f"Never drawn at all: {names}."
    return f"The first to go: {names}, missing from generation {since} on."


def _variance(trajectory: Trajectory) -> str:
    """Where variance, recall and precision tell different stories, which."""
    variance = _measured(trajectory, "variance")
    recall = _measured(trajectory, "coverage")
    precision = _measured(trajectory, "precision")
    kept = float(variance[-1] / variance[0]) if variance[0] > 0 else 0.0
    left, reached, real = percent(kept), percent(recall[-1]), percent(precision[-1])
    if precision[-1] < 0.1 and recall[-1] > 0.5:
        return (
            f"Recall alone misleads: {reached} of the real digits have a picture near them, yet "
            f"only {real} of the pictures look like a real one. Of the variance {left} is left."
        )
    if kept > 0.5 and recall[-1] < 0.7 * recall[0]:
        return (
            f"Variance alone misleads: {left} of it is left, but the share of real digits "
            f"within the model's reach fell from {percent(recall[0])} to {reached}."
        )
    if kept < 0.5 and precision[-1] > 0.5:
        return (
            f"One by one, most pictures pass: {real} lie close to a real one. Together they have "
            f"{left} of the variance that they began with."
        )
    return f"Of the variance that it began with, {left} is left."


def _measured(trajectory: Trajectory, name: str) -> Array:
    """The values of a metric where it was measured."""
    values = trajectory.metrics[name][: trajectory.length]
    found: Array = values[np.isfinite(values)]
    return found if len(found) else np.full(1, np.nan)


def _sure(trajectory: Trajectory) -> str:
    confidence = _measured(trajectory, "confidence")
    return (
        f"The program that reads them was {percent(confidence[0])} sure of what it read in "
        f"generation 0 and is {percent(confidence[-1])} sure now."
    )


def footnote(chosen: Settings) -> str:
    """Who reads, and how well."""
    return about_reader(cast(Pictured, chosen.truth))


def about_reader(truth: Pictured) -> str:
    """Who reads, and how well."""
    who = truth.reader()
    return (
        f"Who reads: a small program (logistic regression) that has learned from {who.taught:,} "
        f"real digits. Of {who.tested:,} others, which it had never seen, it reads "
        f"{percent(who.accuracy)} right and is {percent(who.confidence)} sure on average. Of a "
        "blur, too, it must say some digit."
    )
