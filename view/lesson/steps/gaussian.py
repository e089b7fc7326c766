"""One Gaussian, tails first: what is rare is in danger before anything else."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine import Settings, settings
from engine.arrays import Array
from engine.theory import sampled_paths, typical_variance
from view.captions.format import percent
from view.lesson.results import film
from view.lesson.step import CHANCE, Answer, Dial, Law, Point, Seen, Step, Turned
from view.page_specs import DRIFT

COPIES = 200
MOST = 1.5
"""Where the chart ends: as much variance again as half of the start's."""

HALF = 0.5
TAIL = 0.05
FAR = 0.5
"""Deviations by which a middle has moved that one sees has moved."""
DRAWN, LAW_SEED = 40_000, 1
"""How many runs are drawn from the law, always the same."""

TWO_SIDED_5 = 1.959964
"""Deviations beyond which 5% of a bell curve lie."""


def runs(turned: Turned) -> tuple[Settings, ...]:
    """Numbers on a line, spread as a bell."""
    bell = "normal:dimensions=1"
    return (settings(truth=bell, model="gaussian", policy="replace", generations=COPIES, **turned),)


def ask(turned: Turned) -> Point:
    """What is left of the variance in the end."""
    return Point(
        f"Where will the variance be at generation {COPIES}, if it is 100% at the start?",
        "variance",
        "%",
        COPIES,
        MOST,
        1.0,
        close=0.1,
        at=COPIES,
    )


def course(seen: Seen) -> Array:
    """The variance, as a share of the first generation's."""
    variance: Array = seen.trajectories[0].metrics["variance"]
    return variance / variance[0]


def law(seen: Seen) -> Law:
    """Half of all lineages stay below it; each fit multiplies by a chi-square over its mean."""
    rows = np.full(COPIES, seen.settings.samples)
    typical = np.append(1.0, typical_variance(rows))
    middle = "The law of chance: of many such runs, the one in the middle ends at"
    return Law(typical, f"{middle} {percent(float(typical[-1]))}.")


def answer(seen: Seen) -> Answer:
    """What is left, when half was gone, and what that did to the tail."""
    share = course(seen)
    half, left = np.flatnonzero(share < HALF), float(share[-1])
    if not len(half):
        often = f"With {seen.settings.samples} samples a copy that happens to about"
        return Answer(
            left, f"Half of it was never gone. {often} {roughly(unhalved(seen))} of all such runs."
        )
    gone = int(half[0])
    if left > HALF:
        return Answer(
            left,
            f"Half of it was gone at generation {gone}, and chance has brought "
            "some back since: a single run can go either way.",
        )
    inside, moved = tail(seen, gone), middle(seen, gone)
    then = f"Half of it was gone at generation {gone}"
    if inside < HALF * TAIL:
        return Answer(
            left,
            f"{then}; the bell was then so narrow that {percent(inside)} of it, no longer 5%, lay "
            "in the tails of the real data. Rare things go first.",
        )
    if abs(moved) < FAR:
        return Answer(
            left,
            f"{then}, of a first copy that happened to be wide: {percent(inside)} of the bell then "
            "lay in the tails of the real data, where 5% of these do. Try another chance.",
        )
    return Answer(
        left,
        f"{then}. The bell was narrower, but it had wandered too: its middle had moved by "
        f"{abs(moved):.2g} of the real data's deviations, and so {percent(inside)} of it lay where "
        "only 5% of these do. What is rare in the copy is not what was rare in the data.",
    )


def middle(seen: Seen, generation: int) -> float:
    """How far a copy's mean has moved from the truth's, which is 0; the truth's deviation is 1."""
    return float(seen.trajectories[0].record["means"][generation].ravel()[0])


def tail(seen: Seen, generation: int) -> float:
    """The share of a copy's bell that lies in the tails of the truth, whose mean is 0 and variance
    1: those two ends that hold 5% of it."""
    scale = math.sqrt(2 * float(seen.trajectories[0].metrics["variance"][generation]))
    moved = middle(seen, generation)
    beyond = (math.erfc((TWO_SIDED_5 + side * moved) / scale) / 2 for side in (-1, 1))
    return sum(beyond)


def roughly(share: float) -> str:
    """In percent, with as many digits as so many draws bear."""
    return f"{float(f'{100 * share:.1g}'):g}%"


@lru_cache(maxsize=8)
def _unhalved(chosen: Settings) -> float:
    logs = sampled_paths(np.random.default_rng(LAW_SEED), chosen, DRAWN)
    assert logs is not None
    kept: Array = (logs - logs[:, :1]).min(axis=1)
    return float((kept >= math.log(HALF)).mean())


def unhalved(seen: Seen) -> float:
    """The share of all such runs that never lose half, among thousands drawn from the law."""
    return _unhalved(replace(seen.settings, seed=0))


STEP = Step(
    order=30,
    title="One Gaussian, tails first",
    story="Heights, errors, test marks: many numbers pile up in the middle and grow rare towards "
    "both ends, in the shape of a bell, the [Gaussian](#gaussian). Its rare ends are its "
    "[tails](#tail). How far the numbers spread is measured by the [variance](#variance): the "
    "average squared distance from their middle.",
    dials=(
        Dial("samples", "Samples a copy", (20, 50, 200), 50, "How many numbers each copy reads."),
        replace(CHANCE, default=11),
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=film,
    laboratory=DRIFT,
    course=course,
    law=law,
)
