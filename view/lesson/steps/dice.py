"""Dice: a face that is not thrown once never comes back."""

from typing import cast

import numpy as np

from engine import Settings, settings
from engine.arrays import Array
from engine.protocols import SymbolTruth
from engine.theory import exact_loss
from view.lesson.results import film
from view.lesson.step import CHANCE, Answer, Dial, Law, Point, Seen, Step, Turned
from view.page_specs import DICE

FACES, COPIES = 6, 30
COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}


def runs(turned: Turned) -> tuple[Settings, ...]:
    """A fair die."""
    return (
        settings(truth="dice", model="frequency", policy="replace", generations=COPIES, **turned),
    )


def ask(turned: Turned) -> Point:
    """How many faces there are in the end."""
    return Point(
        f"How many of the six faces can still come up at generation {COPIES}?",
        "faces left",
        "faces",
        COPIES,
        FACES,
        FACES,
        close=1,
        at=COPIES,
    )


def course(seen: Seen) -> Array:
    """Faces that can still come up."""
    return seen.trajectories[0].metrics["surviving"]


def law(seen: Seen) -> Law:
    """Each face is lost with a chance that can be computed exactly (Wright and Fisher's model)."""
    die = cast(SymbolTruth, seen.settings.truth)
    lost = [exact_loss(p, seen.settings.samples, COPIES + 1) for p in die.probabilities]
    left: Array = np.sum(1 - np.array(lost), axis=0)
    return Law(left, f"The law of chance expects {left[-1]:.1f} faces, on average over many dice.")


def answer(seen: Seen) -> Answer:
    """How many are left, and when the first went."""
    faces = course(seen)
    left, gone = int(faces[-1]), np.flatnonzero(faces < FACES)
    if not len(gone):
        return Answer(
            left,
            "This time every face was thrown in every round: rare luck. Try "
            "another chance, or fewer throws.",
        )
    lost = FACES - int(faces[gone[0]])
    which, it = ("a face was", "it") if lost == 1 else (f"{COUNTS[lost]} faces were", "them")
    return Answer(
        left,
        f"By generation {gone[0]} {which} not thrown once in {seen.settings.samples} throws. The "
        f"die made from these throws lacks {it}, and nothing can bring {it} back.",
    )


STEP = Step(
    order=20,
    title="Dice",
    story="Throw a die some times and count the faces. The counts become the next die: a face that "
    "came up twice as often is now twice as likely, and that die is thrown in its turn. Biologists "
    "call this [genetic drift](#genetic-drift).",
    dials=(
        Dial("samples", "Throws a copy", (20, 30, 60, 100), 30, "How often each die is thrown."),
        CHANCE,
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=film,
    laboratory=DICE,
    course=course,
    law=law,
)
