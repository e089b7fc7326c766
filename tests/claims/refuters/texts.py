"""Claims on texts, held against the words that were written."""

from collections import Counter

import numpy as np

from engine import Trajectory
from engine.arrays import Array
from engine.protocols import TextTruth
from tests.claims.refuters.refuter import apart, refutes, value
from view.say.told import Said

TEXTS = 24
"""Real texts that are drawn, each as long as a generation's."""


def _truth(run: Trajectory) -> TextTruth:
    assert isinstance(run.settings.truth, TextTruth)
    return run.settings.truth


def _words(rows: Array) -> list[int]:
    return [int(word) for word in np.rint(rows).ravel()]


@refutes("words gone")
def words_gone(said: Said) -> str | None:
    """The different words that the last generation wrote, where words are counted as written."""
    run = said.of
    assert isinstance(run, Trajectory)
    every = len(_truth(run).symbols)
    if run.outputs.shape[1] < run.settings.samples or "shares" in run.record:
        return None
    written = [len(set(_words(run.output(at)))) for at in (0, run.length - 1)]
    told = every - value(said.claim, "unwritten"), every - value(said.claim, "gone")
    return None if tuple(written) == told else apart("words written", told, written)


@refutes("early collapse", "no early collapse")
def early_collapse(said: Said) -> str | None:
    """The rare words that generation 0 wrote, looked for in the last one and in real texts."""
    run = said.of
    assert isinstance(run, Trajectory)
    counts = Counter(_words(_truth(run).taught))
    first, last = (set(_words(run.output(at))) for at in (0, run.length - 1))
    rare = {word for word, count in counts.items() if count <= 2} & first
    gone = len(rare - last) / len(rare)
    if abs(gone - value(said.claim, "rare")) > 1e-9:
        return apart("rare words gone", value(said.claim, "rare"), gone)
    rng = np.random.default_rng(run.length)
    real = [
        len(rare - set(_words(run.settings.truth.sample(rng, run.settings.samples)))) / len(rare)
        for _ in range(TEXTS)
    ]
    missed, error = float(np.mean(real)), float(np.std(real)) / TEXTS**0.5
    if abs(missed - value(said.claim, "missed")) > 5 * error + 1e-9:
        return apart("rare words that a real text misses", value(said.claim, "missed"), missed)
    left = (1 - gone) / (1 - missed)
    if abs(left - 0.5) > 5 * error / (1 - missed) and (left < 0.5) != (
        said.claim.kind == "early collapse"
    ):
        return apart("early collapse", said.claim.kind, left)
    if not run.origins[1 : run.length, 1:].any():
        return "only real text was read"
    return None


@refutes("first common words")
def first_common(said: Said) -> str | None:
    """The common words that no later generation writes, and since when."""
    run = said.of
    assert isinstance(run, Trajectory)
    counts = Counter(_words(_truth(run).taught))
    last: dict[int, int] = {}
    for at in range(run.length):
        for word in set(_words(run.output(at))):
            last[word] = at
    common = [word for word, count in counts.items() if count >= 20]
    since = [last.get(word, -1) + 1 for word in common if last.get(word, -1) < run.length - 1]
    at, count = min(since), since.count(min(since))
    if (at, count) != (int(value(said.claim, "at")), int(value(said.claim, "count"))):
        return apart("first common words", said.claim.numbers, (at, count))
    return None


@refutes("impossible text", "surprise")
def surprise(said: Said) -> str | None:
    """There has to be a text that nobody has read."""
    run = said.of
    assert isinstance(run, Trajectory)
    if not len(_truth(run).held_out):
        return "no text is held out"
    values = run.metrics["held_out"][: run.length]
    finite = bool(np.isfinite(values[-1]))
    return (
        None
        if finite == (said.claim.kind == "surprise") or np.isfinite(values).sum() < 2
        else (apart("perplexity", said.claim.kind, values[-1]))
    )


@refutes("stranger text", "more ordinary text")
def strange(said: Said) -> str | None:
    """Which of the two perplexities is the larger."""
    run = said.of
    assert isinstance(run, Trajectory)
    if not run.origins[1 : run.length, 1:].any():
        return "only real text was read"
    grew = value(said.claim, "now") > value(said.claim, "first")
    return None if grew == (said.claim.kind == "stranger text") else "it became the opposite"


@refutes("late collapse", "no late collapse")
def late_collapse(said: Said) -> str | None:
    """Phrases of five words that a block has written before, counted by hand."""
    run = said.of
    assert isinstance(run, Trajectory)
    from engine.data.phrases import LENGTH

    def repeats(rows: Array) -> float:
        found = total = 0
        for block in np.rint(rows).astype(int):
            seen: set[tuple[int, ...]] = set()
            for at in range(len(block) - LENGTH + 1):
                phrase = tuple(block[at : at + LENGTH])
                found, total = found + (phrase in seen), total + 1
                seen.add(phrase)
        return found / total

    now, real = repeats(run.output(run.length - 1)), repeats(_truth(run).taught)
    if abs(now - value(said.claim, "now")) > 0.02:
        return apart("repeats", value(said.claim, "now"), now)
    if (now > max(0.2, 3 * real)) != (said.claim.kind == "late collapse") and abs(now - 0.2) > 0.02:
        return apart("late collapse", said.claim.kind, (now, real))
    return None
