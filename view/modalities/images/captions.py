"""What became of the pictures, in sentences computed from the run itself."""

from dataclasses import dataclass

import numpy as np

from engine import Settings, Trajectory
from engine.arrays import Array
from engine.protocols import ImageTruth
from view.captions.format import listed, percent
from view.modalities.teller import Teller, measured, told
from view.modalities.truths import image_truth

ENOUGH = 100
"""Pictures without one of a class, before it counts as lost."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Losses:
    """Which classes are no longer drawn, and since when: `gone` names each with the generation
    from which on it is missing, the earliest first; `left` names the others."""

    trajectory: Trajectory
    last: int
    gone: tuple[tuple[int, str], ...]
    left: tuple[str, ...]


def losses(trajectory: Trajectory) -> Losses:
    """Read off a run that has at least its generation 0."""
    classes = image_truth(trajectory.settings).classes
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
    return Losses(trajectory, last, tuple(sorted(gone)), tuple(left))


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    return (
        f"A model learns to write from {chosen.samples:,} handwritten digits; each one after it "
        f"reads {chosen.reads}."
    )


def awaited(chosen: Settings) -> str:
    """While there is no generation yet."""
    return "The first model is about to learn from real digits."


def begun(chosen: Settings) -> str:
    """While generation 0 is the only one."""
    return f"Generation 0 has learned from real digits; each one after it reads {chosen.reads}."


def none_gone(facts: Losses) -> str | None:
    """Where no digit is lost, whether all were drawn just now."""
    if facts.gone:
        return None
    if (facts.trajectory.metrics["shares"][facts.last] > 0).all():
        return f"At {_now(facts)} all ten digits are still drawn."
    return f"By {_now(facts)} no digit has been missing for long."


def one_left(facts: Losses) -> str | None:
    """Which digit is the only one left, and since when."""
    if len(facts.left) != 1:
        return None
    since = max(at for at, _ in facts.gone)
    return f"From generation {since} on, every picture is read as the same digit: {facts.left[0]}."


def some_gone(facts: Losses) -> str:
    """How many kinds of pictures are lost."""
    verb = "is" if len(facts.gone) == 1 else "are"
    return f"By {_now(facts)} {NUMBERS[len(facts.gone)]} of ten digits {verb} gone."


def _now(facts: Losses) -> str:
    final = ", its last," if facts.last == facts.trajectory.settings.generations else ""
    return f"generation {facts.last}{final}"


def first_gone(facts: Losses) -> str | None:
    """Which digits went first."""
    if not facts.gone:
        return None
    since = facts.gone[0][0]
    names = listed([name for at, name in facts.gone if at == since])
    if since == 0:
        return f"Never drawn at all: {names}."
    return f"The first to go: {names}, missing from generation {since} on."


def variance_left(facts: Losses) -> str:
    """Where variance, recall and precision tell different stories, which."""
    variance = _measured(facts, "variance")
    recall = _measured(facts, "coverage")
    precision = _measured(facts, "precision")
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


def _measured(facts: Losses, name: str) -> Array:
    """The values of a metric where it was measured; one that is no number, where nowhere."""
    found = measured(facts, name)
    return found if len(found) else np.full(1, np.nan)


def footnote(chosen: Settings) -> str:
    """Who reads, and how well."""
    return about_reader(image_truth(chosen))


def about_reader(truth: ImageTruth) -> str:
    """Who reads, and how well."""
    who = truth.reader()
    return (
        f"Who reads: a small program (logistic regression) that has learned from {who.taught:,} "
        f"real digits. Of {who.tested:,} others, which it had never seen, it reads "
        f"{percent(who.accuracy)} right and is {percent(who.confidence)} sure on average. Of a "
        "blur, too, it must say some digit."
    )


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=losses,
    headlines=(none_gone, one_left, some_gone),
    details=(
        first_gone,
        variance_left,
        told(
            "confidence",
            "The program that reads them was {first} sure of what it read in generation 0 and is "
            "{now} sure now.",
        ),
    ),
    footnote=footnote,
)
