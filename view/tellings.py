"""What became of a text, in sentences computed from the run itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np

from engine import Settings, Trajectory
from engine.phrases import LENGTH, repeated
from engine.protocols import Array, Truth, Written
from view.words import listed, pace, percent

RARE, COMMON = 2, 20
"""A word is rare that the real text has at most so often, and common that it has so often."""

EARLY, LATE = 0.5, 0.2
"""Early collapse: so many of the rare words are gone. Late collapse: so many phrases are repeats,
and at least three times as many as in the real text."""

CHANGED = 1.25
"""From so many times the perplexity on, or so small a part of it, a text has changed."""

NAMED = 5
"""Words that are named at most."""


@dataclass(frozen=True)
class Losses:
    """What became of each word: `counts (K,)` in the real text that is taught, and `since (K,)`,
    from which generation on it was never said again; -1 of those that the last one says."""

    counts: Array
    since: Array

    def share(self, low: int, high: float = np.inf) -> float:
        """Of the words with so many occurrences, the share that is gone; NaN where there are
        none."""
        among = (self.counts >= low) & (self.counts <= high)
        return float((self.since[among] >= 0).mean()) if among.any() else np.nan

    def first(self) -> tuple[int, Array]:
        """Of the common words that are gone, those that went first, and when; none at -1."""
        gone = (self.since >= 0) & (self.counts >= COMMON)
        if not gone.any():
            return -1, np.empty(0, int)
        at = int(self.since[gone].min())
        first = np.flatnonzero(gone & (self.since == at))
        return at, first[np.argsort(-self.counts[first], kind="stable")]


def losses(trajectory: Trajectory) -> Losses | None:
    """Read off a run that has at least its generation 0; None where not all that was said is
    kept."""
    truth = cast(Written, trajectory.settings.truth)
    if trajectory.outputs.shape[1] < trajectory.settings.samples:
        return None
    words = np.rint(truth.taught).astype(np.int64).ravel()
    counts = np.bincount(words, minlength=len(truth.symbols))
    last = np.full(len(counts), -1)
    for at in range(trajectory.length):
        last[np.unique(np.rint(trajectory.output(at)).astype(np.int64))] = at
    return Losses(counts, np.where(last == trajectory.length - 1, -1, last + 1))


@lru_cache(maxsize=4)
def own_repetition(truth: Truth) -> float:
    """How many phrases of the real text are repeats: what repetition is measured against."""
    return float(repeated(cast(Written, truth).taught)[:, LENGTH - 1 :].mean())


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    tokens = " Its words here are tokens: words, or parts of them, as a network cuts them."
    return (
        f"A model reads {chosen.samples:,} blocks of 64 words and writes as many; each one after "
        f"it reads {chosen.policy.reads}.{'' if cast(Written, chosen.truth).spaced else tokens}"
    )


def headline(trajectory: Trajectory) -> str:
    """How many words are left, in one sentence."""
    if not trajectory.length:
        return "The first model is about to read the real text."
    last = trajectory.length - 1
    if last == 0:
        reads = trajectory.settings.policy.reads
        return f"Generation 0 has read the real text; each one after it reads {reads}."
    count = len(cast(Written, trajectory.settings.truth).symbols)
    left = int(trajectory.metrics["surviving"][last])
    final = ", its last" if last == trajectory.settings.generations else ""
    tail = ", and what is left is repetition" if late(trajectory) else ""
    return f"By generation {last}{final}, {count - left:,} of {count:,} words are gone{tail}."


def late(trajectory: Trajectory) -> bool:
    """Whether the newest generation mostly repeats itself."""
    share = float(trajectory.metrics["repetition"][trajectory.length - 1])
    return share > max(LATE, 3 * own_repetition(trajectory.settings.truth))


def details(trajectory: Trajectory) -> str:
    """Which words went, whether early or late collapse is reached, and what real text is to it."""
    if trajectory.length < 2:
        return ""
    said = [*_words(trajectory), _surprise(trajectory), _strange(trajectory), _late(trajectory)]
    said = [sentence for sentence in said if sentence]
    return "\n".join(f"- {sentence}" for sentence in said)


def _words(trajectory: Trajectory) -> list[str]:
    found = losses(trajectory)
    if found is None:
        return []
    rare, common = found.share(1, RARE), found.share(COMMON)
    said = []
    if np.isfinite(rare):
        reached = "Early collapse is reached" if rare > EARLY else "Early collapse has not come yet"
        beside = f", and {percent(common)} of those with {COMMON} or more"
        said.append(
            f"{reached}: of the words that the real text has once or twice, {percent(rare)} are "
            f"gone{beside if np.isfinite(common) else ''}."
        )
    since, first = found.first()
    if since >= 0:
        names = cast(Written, trajectory.settings.truth).symbols
        some = listed(
            [f"{_quoted(names[at])} ({found.counts[at]:,} times)" for at in first[:NAMED]]
        )
        more = f" and {len(first) - NAMED} more" if len(first) > NAMED else ""
        said.append(f"First of the common words went {some}{more}: missing since generation "
                    f"{since}.")  # fmt: skip
    return said


def _quoted(word: str) -> str:
    """As code: no mark in it makes a word bold, or a link."""
    return f"`` {word.replace('`', '´')} ``"


def _surprise(trajectory: Trajectory) -> str:
    """Perplexity of real text, then and now."""
    measured = trajectory.metrics["held_out"][: trajectory.length]
    at = np.flatnonzero(np.isfinite(measured))
    if len(at) < 2 or at[-1] < len(measured) - 1:
        return (
            f"Generation {len(measured) - 1} holds some real text that none of them has read to be "
            "impossible: its perplexity is infinite."
        )
    first, now = float(measured[at[0]]), float(measured[at[-1]])
    return (
        f"Real text that none of them has read surprised generation {at[0]} as if each word were "
        f"one of {pace(first)} (its perplexity), and generation {at[-1]} as if it were one of "
        f"{pace(now)}."
    )


def _strange(trajectory: Trajectory) -> str:
    """What the first model would say to its text, where that has changed."""
    measured = trajectory.metrics["perplexity"][: trajectory.length]
    first, now = float(measured[0]), float(measured[-1])
    if now > CHANGED * first:
        became = "stranger and stranger"
    elif now < first / CHANGED:
        became = "more and more ordinary"
    else:
        return ""
    return (
        f"To the first model, what they write becomes {became}: the perplexity of the middle block "
        f"was {first:.3g} at generation 0 and is {now:.3g} now."
    )


def _late(trajectory: Trajectory) -> str:
    share = float(trajectory.metrics["repetition"][trajectory.length - 1])
    real = own_repetition(trajectory.settings.truth)
    reached = "Late collapse is reached" if late(trajectory) else "Late collapse has not come"
    return (
        f"{reached}: {percent(share)} of its phrases of {LENGTH} words are repeats within a block; "
        f"of the real text's, {percent(real)}."
    )


def footnote(chosen: Settings) -> str:
    """What the text is, and what was made of it."""
    return cast(Written, chosen.truth).about
