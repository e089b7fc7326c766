"""The paper's mixture: two thousand copies, and for hundreds of them little seems to happen."""

from dataclasses import replace

import numpy as np

from engine import PRESETS, Settings
from engine.arrays import Array
from view.captions.format import portion
from view.lesson.results import film
from view.lesson.step import CHANCE, Answer, Dial, Point, Seen, Step, Turned
from view.page_specs import DRIFT

HALF = 0.5
MOST = 1.5


def runs(turned: Turned) -> tuple[Settings, ...]:
    """The experiment of the paper (S23), with fewer samples where one likes."""
    return (_with(turned),)


def _with(turned: Turned) -> Settings:
    samples, seed = int(turned["samples"]), int(turned["seed"])
    return replace(PRESETS["paper"].settings, samples=samples, seed=seed)


def ask(turned: Turned) -> Point:
    """When half of the variance is gone."""
    last = PRESETS["paper"].settings.generations
    return Point(
        "At which generation will half of the variance be gone for the first time?",
        "variance",
        "%",
        last,
        MOST,
        1.0,
        close=0.1 * last,
        level=HALF,
    )


def course(seen: Seen) -> Array:
    """The variance, as a share of the first generation's."""
    variance: Array = seen.trajectories[0].metrics["variance"]
    return variance / variance[0]


def answer(seen: Seen) -> Answer:
    """When it was, and how it went on."""
    share = course(seen)
    last = len(share) - 1
    end = f"At generation {last:,} it has {portion(float(share[-1]))} the variance it began with."
    half = np.flatnonzero(share < HALF)
    if not len(half):
        return Answer(last + 1, f"{end} That is luck: try another chance, or fewer samples.")
    way = int(half[0]) // 2
    had = portion(float(share[way]))
    return Answer(
        int(half[0]),
        f"Half-way there, at generation {way:,}, it still had {had} what it began with. {end}",
    )


STEP = Step(
    order=40,
    title="The paper's mixture",
    story="In 2023 a [paper](#model-collapse) gave this forgetting its name, model collapse. One "
    "of its experiments is this one: a [mixture](#mixture) of two bell-shaped clouds learns one "
    "round cloud, then copies itself two thousand times.",
    dials=(
        Dial(
            "samples",
            "Samples a copy",
            (200, 500, 1000),
            1000,
            "How many points each copy reads; the paper takes 1000.",
        ),
        replace(CHANCE, default=2),
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=film,
    laboratory=DRIFT,
    course=course,
)
