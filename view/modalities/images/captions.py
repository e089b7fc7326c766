"""What became of the pictures, in sentences computed from the run itself."""

from dataclasses import dataclass

import numpy as np

from engine import Settings, Trajectory
from engine.protocols import ImageTruth
from view.captions.claim import Claim
from view.captions.format import listed, percent, spelled
from view.modalities.teller import Teller, by, measured, only_real, told
from view.modalities.truths import image_truth

ENOUGH = 100
"""Pictures without one of a class, before it counts as lost."""


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


def only_real_drawn(facts: Losses) -> Claim | None:
    """Where only real digits are learned from, none is lost."""
    if not only_real(facts):
        return None
    there = int((facts.trajectory.metrics["shares"][facts.last] > 0).sum())
    return Claim(
        "only real pictures",
        f"Every generation has learned from real digits alone, and none from another: at "
        f"{by(facts)} {spelled(there)} of ten are drawn.",
        1,
        facts.last,
        {"drawn": there},
    )


def none_gone(facts: Losses) -> Claim | None:
    """Where no digit is lost, whether all were drawn just now."""
    if facts.gone:
        return None
    if (facts.trajectory.metrics["shares"][facts.last] > 0).all():
        words = f"At {by(facts)} all ten digits are still drawn."
        return Claim("all digits drawn", words, facts.last, facts.last)
    words = f"By {by(facts)} no digit has been missing for long."
    return Claim("no digit gone", words, facts.last, facts.last, {"enough": ENOUGH})


def one_left(facts: Losses) -> Claim | None:
    """Which digit is the only one left, and since when."""
    if len(facts.left) != 1:
        return None
    since, digit = max(at for at, _ in facts.gone), facts.left[0]
    words = f"From generation {since:,} on, every picture is read as the same digit: {digit}."
    return Claim("one digit left", words, since, facts.last, {"digit": digit})


def some_gone(facts: Losses) -> Claim:
    """How many kinds of pictures are lost."""
    verb = "is" if len(facts.gone) == 1 else "are"
    words = f"By {by(facts)} {spelled(len(facts.gone))} of ten digits {verb} gone."
    since, gone = max(at for at, _ in facts.gone), len(facts.gone)
    return Claim("digits gone", words, since, facts.last, {"gone": gone, "since": since})


def first_gone(facts: Losses) -> Claim | None:
    """Which digits went first."""
    if not facts.gone or only_real(facts):
        return None
    since = facts.gone[0][0]
    names = listed([name for at, name in facts.gone if at == since])
    words = (
        f"The first to go: {names}, missing from generation {since:,} on."
        if since
        else f"Never drawn at all: {names}."
    )
    return Claim("first digits gone", words, since, facts.last, {"at": since, "digits": names})


SURE = 0.8
"""So much of the certainty that the reader has of real pictures makes what it reads certain."""

CROWDED = 0.5
"""Half as many real pictures near each one drawn as near a real one: they pass for real."""


def variance_left(facts: Losses) -> Claim:
    """Where variance, recall and precision tell different stories, which."""
    variance = _latest(facts, "variance")
    recall = _latest(facts, "coverage")
    _, real = _latest(facts, "precision")
    _, crowd = _latest(facts, "density")
    _, met = _latest(facts, "picture_coverage")
    _, sure = _latest(facts, "confidence")
    kept = variance[1] / variance[0] if variance[0] > 0 else 0.0
    left, reached = percent(kept), percent(recall[1])
    who = image_truth(facts.trajectory.settings).reader()
    numbers = {"kept": kept, "recall": recall[1], "close": real, "crowd": crowd, "met": met}

    def claim(kind: str, words: str) -> Claim:
        return Claim(kind, words, facts.last, facts.last, numbers)

    if real < 0.1 and recall[1] > 0.5:
        return claim(
            "recall misleads",
            f"Recall alone misleads: {reached} of the real digits have a picture near them, yet "
            f"only {percent(real)} of the pictures look like a real one. Of the variance {left} is "
            "left.",
        )
    if kept > 0.5 and recall[1] < 0.7 * recall[0]:
        return claim(
            "variance misleads",
            f"Variance alone misleads: {left} of it is left, but the share of real digits "
            f"within the model's reach fell from {percent(recall[0])} to {reached}.",
        )
    if kept < 0.5 and real > 0.5 and crowd > CROWDED and sure > SURE * who.confidence:
        return claim(
            "pictures pass",
            f"One by one, most pictures pass: {percent(real)} lie close to a real one. Together "
            f"they have {left} of the variance that they began with, and {percent(met)} of the "
            "real ones have one near them.",
        )
    near = f" Of the real pictures {percent(met)} have one near them." if met == met else ""
    return claim("picture variance", f"Of the variance it began with, {left} is left.{near}")


def _latest(facts: Losses, name: str) -> tuple[float, float]:
    """The first and the latest value of a metric where it was measured, else no numbers."""
    found = measured(facts, name)
    return (float(found[0]), float(found[-1])) if len(found) else (np.nan, np.nan)


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
    headlines=(only_real_drawn, none_gone, one_left, some_gone),
    details=(
        first_gone,
        variance_left,
        told(
            "reader sure",
            "confidence",
            "The program that reads them was {first} sure of what it read in generation 0 and is "
            "{now} sure now.",
        ),
    ),
    footnote=footnote,
    closing=(first_gone, variance_left),
)
