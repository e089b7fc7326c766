"""What became of a text, in sentences computed from the run itself."""

from collections.abc import Iterable

import numpy as np

from engine import Settings
from engine.data.phrases import LENGTH
from view.captions.format import listed, pace, percent
from view.modalities.teller import Teller, told
from view.modalities.text.vocabulary import COMMON, EARLY, RARE, Read, read
from view.modalities.truths import text_truth

CHANGED = 1.25
"""From so many times the perplexity on, or so small a part of it, a text has changed."""

NAMED = 5
"""Words that are named at most."""


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    tokens = " Its words here are tokens: words, or parts of them, as a network cuts them."
    return (
        f"A model reads {chosen.samples:,} blocks of 64 words and writes as many; each one after "
        f"it reads {chosen.reads}.{'' if text_truth(chosen).spaced else tokens}"
    )


def awaited(chosen: Settings) -> str:
    """While there is no generation yet."""
    return "The first model is about to read the real text."


def begun(chosen: Settings) -> str:
    """While generation 0 is the only one."""
    return f"Generation 0 has read the real text; each one after it reads {chosen.reads}."


def words_gone(facts: Read) -> str:
    """How many words are left, and whether what is left is repetition."""
    count = len(facts.truth.symbols)
    left = int(facts.trajectory.metrics["surviving"][facts.last])
    final = ", its last" if facts.last == facts.trajectory.settings.generations else ""
    tail = ", and what is left is repetition" if facts.late else ""
    return f"By generation {facts.last}{final}, {count - left:,} of {count:,} words are gone{tail}."


def early(facts: Read) -> str | None:
    """Whether early collapse is reached: the share of the rare words that is gone."""
    found = facts.losses
    rare = found.share(1, RARE) if found else np.nan
    if found is None or not np.isfinite(rare):
        return None
    common = found.share(COMMON)
    reached = "Early collapse is reached" if rare > EARLY else "Early collapse has not come yet"
    beside = f", and {percent(common)} of those with {COMMON} or more"
    return (
        f"{reached}: of the words that the real text has once or twice, {percent(rare)} are "
        f"gone{beside if np.isfinite(common) else ''}."
    )


def first_common(facts: Read) -> str | None:
    """Which of the common words went first."""
    found = facts.losses
    since, first = found.first() if found else (-1, np.empty(0, int))
    if found is None or since < 0:
        return None
    names, counts = facts.truth.symbols, found.counts
    some = listed([f"{_quoted(names[at])} ({counts[at]:,} times)" for at in first[:NAMED]])
    more = f" and {len(first) - NAMED} more" if len(first) > NAMED else ""
    return f"First of the common words went {some}{more}: missing since generation {since}."


def _quoted(word: str) -> str:
    """As code: no mark in it makes a word bold, or a link."""
    return f"`` {word.replace('`', '´')} ``"


def surprise(facts: Read) -> str:
    """Perplexity of real text, then and now."""
    measured = facts.trajectory.metrics["held_out"][: facts.last + 1]
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


def strange(facts: Read) -> str | None:
    """What the first model would say to its text, where that has changed."""
    measured = facts.trajectory.metrics["perplexity"][: facts.last + 1]
    first, now = float(measured[0]), float(measured[-1])
    if now > CHANGED * first:
        became = "stranger and stranger"
    elif now < first / CHANGED:
        became = "more and more ordinary"
    else:
        return None
    return (
        f"To the first model, what they write becomes {became}: the perplexity of the middle block "
        f"was {first:.3g} at generation 0 and is {now:.3g} now."
    )


REPEATED = told(
    "repetition",
    f"{{now}} of its phrases of {LENGTH} words are repeats within a block; of the real text's, "
    "{real}.",
)


def late(facts: Read) -> str:
    """Whether late collapse is reached: the share of its phrases that are repeats."""
    reached = "Late collapse is reached" if facts.late else "Late collapse has not come"
    return f"{reached}: {REPEATED(facts)}"


def footnote(chosen: Settings) -> str:
    """What the text is, and what was made of it."""
    return text_truth(chosen).about


def _joined(sentences: Iterable[str]) -> str:
    """A list, an item a sentence."""
    return "\n".join(f"- {sentence}" for sentence in sentences)


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=read,
    headlines=(words_gone,),
    details=(early, first_common, surprise, strange, late),
    footnote=footnote,
    joined=_joined,
)
