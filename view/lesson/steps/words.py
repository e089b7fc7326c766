"""Words: a machine that writes as it has read, and forgets words in every copy."""

from typing import cast

from engine import Settings, settings
from engine.arrays import Array
from engine.protocols import TextTruth
from engine.theory import surviving_symbols
from view.captions.format import percent
from view.lesson.results import readings
from view.lesson.step import CHANCE, Answer, Dial, Law, Point, Seen, Step, Turned
from view.page_specs import LANGUAGE

COPIES, BLOCKS = 10, 1360
MODELS = {1: "ngram:order=1,smoothing=0.0", 3: "ngram"}
"""A word by itself as the law of dice has it, and a word after the two before it."""


def runs(turned: Turned) -> tuple[Settings, ...]:
    """As much is written in each copy as there is in the real text."""
    return (
        settings(
            truth="text",
            model=MODELS[int(turned["order"])],
            policy="replace",
            samples=BLOCKS,
            generations=COPIES,
            seed=turned["seed"],
        ),
    )


def ask(turned: Turned) -> Point:
    """What is left of the vocabulary."""
    return Point(
        f"What share of the original's words is still in use at generation {COPIES}?",
        "words left",
        "%",
        COPIES,
        1.0,
        1.0,
        close=0.1,
        at=COPIES,
    )


def words(settings: Settings) -> int:
    """How many different words the original has."""
    return len(cast(TextTruth, settings.truth).symbols)


def course(seen: Seen) -> Array:
    """Words that are still said, as a share of the original's."""
    return seen.trajectories[0].metrics["surviving"] / words(seen.settings)


def law(seen: Seen) -> Law | None:
    """Words that are drawn one by one go as the faces of a die do; nobody knows it for others."""
    if getattr(seen.settings.model, "order", 0) != 1:
        return None
    text = cast(TextTruth, seen.settings.truth)
    read = seen.settings.samples * text.taught.shape[1]
    left = surviving_symbols(text.probabilities, read, COPIES + 1) / words(seen.settings)
    return Law(left, f"The law of dice expects {percent(float(left[-1]))}.")


def answer(seen: Seen) -> Answer:
    """How many are left, and what the text is like."""
    share, every = course(seen), words(seen.settings)
    left = round(float(share[-1]) * every)
    return Answer(
        float(share[-1]),
        f"Of {every:,} different words and marks {left:,} are still in use. Every copy writes as "
        "much as the first, but a word that it happened not to write is unknown to the next: the "
        "rare ones go first.",
    )


STEP = Step(
    order=70,
    title="Words",
    story="The simplest machine that writes is an [n-gram](#n-gram): it looks up which word came "
    "next, and how often, wherever it read the last few words before. It reads a handbook of the "
    "programming language Python, writes as much again, and the next machine reads only that.",
    dials=(
        Dial(
            "order",
            "It looks at",
            (1, 3),
            3,
            "One word: each is drawn by itself, as by a die. Three: a word after the two before.",
            {1: "single words", 3: "three in a row"},
        ),
        CHANCE,
    ),
    runs=runs,
    ask=ask,
    answer=answer,
    show=readings,
    laboratory=LANGUAGE,
    course=course,
    law=law,
)
