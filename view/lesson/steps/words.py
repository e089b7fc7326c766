"""Words: a machine that writes as it has read, and forgets words in every copy."""

import numpy as np

from engine import Settings, settings
from engine.arrays import Array
from engine.theory import surviving_symbols
from view.captions.format import percent
from view.lesson.results import readings
from view.lesson.step import CHANCE, Answer, Dial, Law, Point, Seen, Step, Turned
from view.modalities.truths import text_truth
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
    return len(text_truth(settings).symbols)


def course(seen: Seen) -> Array:
    """Words that are still said, as a share of the original's."""
    return seen.trajectories[0].metrics["surviving"] / words(seen.settings)


def law(seen: Seen) -> Law | None:
    """Words that are drawn one by one go as the faces of a die do; nobody knows it for others."""
    if getattr(seen.settings.model, "order", 0) != 1:
        return None
    text = text_truth(seen.settings)
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
        f"much as the first, but {_missed(seen)}: the rare ones go first.",
    )


def _missed(seen: Seen) -> str:
    """What becomes of a word that a copy did not write; some come back where what is unknown has a
    small chance, too."""
    back = returned(seen)
    if not back:
        return "a word that it happened not to write is unknown to the next"
    times = "once" if back == 1 else f"{back:,} times"
    return (
        "a word that it happened not to write is hardly ever written by the next (a word came "
        f"back {times}, for the machine gives even what it has not read a small chance)"
    )


def returned(seen: Seen) -> int:
    """How often a word is written that the generation before did not write."""
    trajectory, every = seen.trajectories[0], words(seen.settings)
    written = np.zeros((trajectory.length, every), bool)
    for at in range(trajectory.length):
        written[at, np.unique(np.rint(trajectory.output(at)).astype(np.int64))] = True
    return int((written[1:] & ~written[:-1]).sum())


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
