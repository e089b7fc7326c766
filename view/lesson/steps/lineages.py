"""Many lineages: no one can foretell a single run, yet many together obey a law."""

import numpy as np

from engine import Settings, settings
from engine.arrays import Array
from engine.theory.spread import chance_below
from view.captions.format import portion
from view.lesson.results import crowd
from view.lesson.step import Answer, Dial, Law, Point, Seen, Step, Turned
from view.page_specs import DRIFT

COUNT, COPIES = 30, 40
HALF = 0.5


def runs(turned: Turned) -> tuple[Settings, ...]:
    """The first lineage; the others have the seeds after its own."""
    bell = "normal:dimensions=1"
    return (settings(truth=bell, model="gaussian", policy="replace", generations=COPIES, **turned),)


def ask(turned: Turned) -> Point:
    """How many have lost half."""
    return Point(
        f"How many of the {COUNT} lineages will have less than half of their variance at "
        f"generation {COPIES}?",
        "lineages below half",
        "lineages",
        COPIES,
        COUNT,
        0,
        close=3,
        at=COPIES,
    )


def below(variance: Array) -> Array:
    """Which lineages `(R, g + 1)` have less than half of what they began with."""
    found: Array = variance < HALF * variance[:, :1]
    return found


def course(seen: Seen) -> Array:
    """How many, by generation."""
    assert seen.ensemble is not None
    counted: Array = below(seen.ensemble.metrics["variance"]).sum(axis=0)
    return counted


def law(seen: Seen) -> Law:
    """The same of endless many, by the exact law of one Gaussian (S23)."""
    chance = chances(seen.settings.samples)
    usual = 2 * np.sqrt(COUNT * chance[-1] * (1 - chance[-1]))
    said = f"The exact law expects {COUNT * chance[-1]:.1f} of {COUNT}, give or take {usual:.0f}"
    return Law(COUNT * chance, f"{said}: nobody can say which ones, only how many.")


def chances(samples: int) -> Array:
    """The chance to have less than half of what one began with, by generation `(g + 1,)`."""
    half = np.log([HALF])
    each = [float(chance_below(samples, fits, half)[0]) for fits in range(1, COPIES + 1)]
    return np.array([0.0, *each])


def answer(seen: Seen) -> Answer:
    """How many, and how different the single lineages are."""
    assert seen.ensemble is not None
    variance = seen.ensemble.metrics["variance"]
    left, count = variance[:, -1] / variance[:, 0], int(course(seen)[-1])
    return Answer(
        count,
        f"All {COUNT} did the same, and yet one has {portion(left.min())} the variance that it "
        f"began with, another {portion(left.max())} its own; the one in the middle, the "
        f"median, has {portion(np.median(left))} it.",
    )


STEP = Step(
    order=50,
    title="Many lineages: luck and law",
    story=f"One run proves nothing, it may have been lucky. So repeat it {COUNT} times with other "
    "chance: each repetition is a [lineage](#lineage), a family line of copies. What one of them "
    "does is luck; what all of them do together is law.",
    dials=(
        Dial("samples", "Samples a copy", (10, 30, 100), 30, "How many numbers each copy reads."),
        Dial(
            "seed",
            "Chance",
            tuple(range(0, 2000, 100)),
            200,
            f"The seed of the first of the {COUNT} lineages: another number, other luck.",
            {seed: str(seed // 100) for seed in range(0, 2000, 100)},
        ),
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=crowd,
    laboratory=DRIFT,
    course=course,
    law=law,
    lineages=COUNT,
)
