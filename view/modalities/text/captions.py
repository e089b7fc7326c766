"""What became of a text, in sentences computed from the run itself."""

from collections.abc import Iterable

import numpy as np

from engine import Settings
from engine.data.phrases import LENGTH
from view.captions.claim import Claim
from view.captions.format import listed, pace, percent
from view.letters import as_code
from view.modalities.teller import Teller, by, only_real, told
from view.modalities.text.vocabulary import COMMON, EARLY, ENOUGH, RARE, Read, read
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


def only_real_text(facts: Read) -> Claim | None:
    """Where only real text is read, no word is lost, whatever a few blocks leave out."""
    if not only_real(facts):
        return None
    said, every = int(facts.said[-1]), len(facts.truth.symbols)
    return Claim(
        "only real text",
        f"Every generation has read real text alone, and none learns from another: {by(facts)} "
        f"writes {said:,} of {every:,} words.",
        1,
        facts.last,
        {"said": said, "words": every},
    )


def words_gone(facts: Read) -> Claim:
    """How many words are left, and whether what is left is repetition."""
    count, first, left = len(facts.truth.symbols), int(facts.said[0]), int(facts.said[-1])
    tail = ", and what is left is repetition" if facts.late else ""
    unwritten = f"; generation 0 did not write {count - first:,}" if first < count else ""
    return Claim(
        "words gone",
        f"{by(facts, begins=True)} does not write {count - left:,} of {count:,} words{tail}"
        f"{unwritten}.",
        facts.last,
        facts.last,
        {"gone": count - left, "words": count, "unwritten": count - first, "late": facts.late},
    )


def early(facts: Read) -> Claim | None:
    """Whether early collapse is reached: how many of the rare words that generation 0 still wrote
    are gone, beside how many a real text of that length would miss."""
    found = None if only_real(facts) else facts.losses
    if found is None or not (held := found.held(1, RARE))[0] >= ENOUGH:
        return None
    rare, common = found.share(1, RARE), found.share(COMMON)
    is_reached = 1 - rare < (1 - EARLY) * held[1]
    reached = "Early collapse is reached" if is_reached else "Early collapse has not come yet"
    beside = f"; of those with {COMMON} or more {percent(common)}"
    return Claim(
        "early collapse" if is_reached else "no early collapse",
        f"{reached}: of the words that the real text has once or twice and generation 0 wrote, "
        f"{percent(rare)} are gone (a real text of this length would miss "
        f"{percent(1 - held[1])}){beside if np.isfinite(common) else ''}.",
        facts.last,
        facts.last,
        {"rare": rare, "common": common, "missed": 1 - held[1]},
    )


def first_common(facts: Read) -> Claim | None:
    """Which of the common words went first."""
    found = None if only_real(facts) else facts.losses
    since, first = found.first() if found else (-1, np.empty(0, int))
    if found is None or since < 0:
        return None
    names, counts = facts.truth.symbols, found.counts
    some = listed([f"{as_code(names[at])} ({counts[at]:,} times)" for at in first[:NAMED]])
    more = f" and {len(first) - NAMED} more" if len(first) > NAMED else ""
    return Claim(
        "first common words",
        f"First of the common words went {some}{more}: missing since generation {since:,}."
        if since
        else f"Of the common words were never written: {some}{more}.",
        since,
        facts.last,
        {"at": since, "count": len(first)},
    )


def surprise(facts: Read) -> Claim | None:
    """Perplexity of real text, then and now; nothing where no text is held out."""
    if not len(facts.truth.held_out):
        return None
    measured = facts.trajectory.metrics["held_out"][: facts.last + 1]
    at = np.flatnonzero(np.isfinite(measured))
    if not len(at) or at[-1] < facts.last:
        words = (
            f"Generation {facts.last:,} holds some real text that none of them has read to be "
            "impossible: its perplexity is infinite."
        )
        return Claim("impossible text", words, facts.last, facts.last)
    if len(at) < 2:
        words = (
            f"Real text that none of them has read surprises generation {facts.last:,} as if each "
            f"word were one of {pace(float(measured[-1]))} (its perplexity)."
        )
        return Claim("surprise", words, facts.last, facts.last, {"now": float(measured[-1])})
    first, now = float(measured[at[0]]), float(measured[at[-1]])
    return Claim(
        "surprise",
        f"Real text that none of them has read surprised generation {at[0]} as if each word were "
        f"one of {pace(first)} (its perplexity), and generation {at[-1]} as if it were one of "
        f"{pace(now)}.",
        facts.last,
        facts.last,
        {"first": first, "now": now},
    )


def strange(facts: Read) -> Claim | None:
    """What the first model would say to its text, where that has changed."""
    measured = facts.trajectory.metrics["perplexity"][: facts.last + 1]
    first, now = float(measured[0]), float(measured[-1])
    if only_real(facts):
        return None
    if now > CHANGED * first:
        became = "stranger"
    elif now < first / CHANGED:
        became = "more ordinary"
    else:
        return None
    return Claim(
        "stranger text" if became == "stranger" else "more ordinary text",
        f"To the first model, what they write has become {became}: the perplexity of the middle "
        f"block was {first:.3g} at generation 0 and is {now:.3g} now.",
        facts.last,
        facts.last,
        {"first": first, "now": now},
    )


REPEATED = told(
    "no late collapse",
    "repetition",
    f"{{now}} of its phrases of {LENGTH} words are repeats within a block; of the real text's, "
    "{real}.",
)


def late(facts: Read) -> Claim | None:
    """Whether late collapse is reached: the share of its phrases that are repeats."""
    repeated = None if only_real(facts) else REPEATED(facts)
    if repeated is None:
        return None
    reached = "Late collapse is reached" if facts.late else "Late collapse has not come"
    return Claim(
        "late collapse" if facts.late else "no late collapse",
        f"{reached}: {repeated}",
        facts.last,
        facts.last,
        repeated.numbers,
    )


def footnote(chosen: Settings) -> str:
    """What the text is, and what was made of it."""
    return text_truth(chosen).about


def _joined(claims: Iterable[Claim]) -> str:
    """A list, an item a claim."""
    return "\n".join(f"- {claim}" for claim in claims)


TELLER = Teller(
    opening=opening,
    awaited=awaited,
    begun=begun,
    facts=read,
    headlines=(only_real_text, words_gone),
    details=(early, first_common, surprise, strange, late),
    footnote=footnote,
    joined=_joined,
)
