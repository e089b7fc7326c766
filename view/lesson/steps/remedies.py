"""What helps: the same start, four ways to read on."""

from collections.abc import Mapping

from engine import Settings, settings
from engine.arrays import Array
from engine.knobs import name_of
from view.captions.format import percent
from view.lesson.results import lanes
from view.lesson.step import CHANCE, Answer, Dial, Pick, Seen, Step, Turned
from view.page_specs import REMEDIES
from view.remedies.captions import off

COPIES, SAMPLES = 100, 50
WAYS = {
    "replace": "only the last copy's samples",
    "accumulate": "everything so far, the real data included",
    "fresh": "one sample in ten new and real",
    "verify": "the half that a judge lets through",
}
"""What each generation reads, by the name of the policy."""


def runs(turned: Turned) -> tuple[Settings, ...]:
    """The same data and the same chance, read in four ways."""
    knobs = {"fresh": ":share=0.1", "verify": f":judge={turned['judge']}"}
    return tuple(
        settings(
            truth="normal",
            model="gaussian",
            samples=SAMPLES,
            generations=COPIES,
            policy=way + knobs.get(way, ""),
            seed=turned["seed"],
        )
        for way in WAYS
    )


def ask(turned: Turned) -> Pick:
    """Who stays closest to the start."""
    return Pick(
        f"Each copy reads one of these. With which will the variance at generation {COPIES} be "
        "closest to where it began?",
        WAYS,
    )


def kept(variance: Array) -> float:
    """The last one, as a share of the first."""
    return float(variance[-1] / variance[0])


def answer(seen: Seen) -> Answer:
    """What each has kept, and why the best did."""
    shares = {name_of(t.settings.policy): kept(t.metrics["variance"]) for t in seen.trajectories}
    best = min(shares, key=lambda name: off(shares[name]))
    left = "; ".join(f"{WAYS[name]}: {_left(share)}" for name, share in shares.items())
    words = f"Of the variance there is left, with {left}. {WHY}{_luck(shares)}"
    return Answer(best, words, shares)


def _left(share: float) -> str:
    """A variance is never gone for good: what is 0 has been rounded."""
    return percent(max(share, ROUNDED))


def _luck(shares: Mapping[str, float]) -> str:
    """What is to be said where nothing real came closer than something."""
    if off(shares["replace"]) >= off(shares["fresh"]):
        return ""
    return f" That “{WAYS['replace']}” came closer than “{WAYS['fresh']}” was luck."


ROUNDED = 1e-9
WHY = (
    "Mostly, everything kept, the real data included, holds the copies in place; a few new real "
    "samples keep them from vanishing, but let them swing; with neither they wander, to nothing in "
    "the end. A judge helps as far as it knows what is real."
)

STEP = Step(
    order=80,
    title="What helps",
    story="Nothing forces a model to read only the last copy. The rule by which the next training "
    "set is put together is the [policy](#policy): everything so far can be kept, "
    "[fresh real data](#fresh) can be added, or a judge can [verify](#verify) what was said.",
    dials=(
        Dial(
            "judge",
            "The judge likes",
            ("likelihood", "truth"),
            "likelihood",
            "What is usual: the judge keeps the likeliest half. What is real: it knows the real "
            "data, and prefers samples that are commoner among these than in what was said.",
            {"likelihood": "what is usual", "truth": "what is real"},
        ),
        CHANCE,
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=lanes,
    laboratory=REMEDIES,
    wide=True,
    pictured=True,
)
