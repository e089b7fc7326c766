"""The copy of a copy: one cloud, a few points, a hundred copies."""

import math

from engine import Settings, settings
from engine.arrays import Array
from view.captions.format import percent
from view.lesson.results import film
from view.lesson.step import CHANCE, Answer, Dial, Pick, Seen, Step, Turned
from view.page_specs import DRIFT

COPIES = 100
NARROWER, WIDER = 0.8, 1.25
"""Widths, as shares of the first one's, that one sees are not the same."""

WHY = {
    "narrower": "Nobody squeezed it. Each copy errs a little, and the next one starts from its "
    "error. Errors multiply: a fifth too narrow, then a fifth too wide, is 0.8 × 1.2 = 0.96.",
    "same": "That was luck: each copy errs a little, and here the errors happened to cancel. Try "
    "another chance; most clouds draw in.",
    "wider": "That was luck: some points happened to lie far out, and every later copy believed "
    "them. Try another chance; most clouds draw in.",
}


def runs(turned: Turned) -> tuple[Settings, ...]:
    """One round cloud."""
    return (
        settings(truth="normal", model="gaussian", policy="replace", generations=COPIES, **turned),
    )


def ask(turned: Turned) -> Pick:
    """What becomes of its width."""
    return Pick(
        f"After {COPIES} copies of {turned['samples']} points each: what will the cloud be?",
        {"wider": "wider", "same": "about as wide as at the start", "narrower": "narrower"},
    )


def answer(seen: Seen) -> Answer:
    """The width is the square root of the variance."""
    variance: Array = seen.trajectories[0].metrics["variance"]
    width = math.sqrt(variance[-1] / variance[0])
    truth = "narrower" if width < NARROWER else "wider" if width > WIDER else "same"
    now = f"At generation {COPIES} the cloud is {percent(width)} as wide as at the start."
    return Answer(truth, f"{now} {WHY[truth]}")


STEP = Step(
    order=10,
    title="The copy of a copy",
    story="A [model](#model) looks at some points and learns where they lie and how far they "
    "spread. Then it draws new points of its own, its [samples](#sample), and the next model "
    "learns from these alone. Each such copy is a [generation](#generation).",
    dials=(
        Dial(
            "samples", "Points a copy", (10, 20, 50), 20, "How many points each copy learns from."
        ),
        CHANCE,
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=film,
    laboratory=DRIFT,
    pictured=True,
)
