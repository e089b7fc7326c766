"""What the glossary says of runs and of papers, held against runs."""

import numpy as np

from engine import TRUTHS, Settings
from engine.horizon import PUBLISHED
from engine.knobs import parse
from engine.settings import settings
from tests.claims.independent import log_density, own_sample, spreads
from tests.claims.refuters.refuter import apart, refutes, stands
from view.say.told import Said, grown, run

LINEAGES = 40


def ends(made: Settings) -> float:
    """How far the middle lineage's variance is from what it began with, as a logarithm."""
    variance = grown(made, LINEAGES).metrics["variance"]
    left = np.maximum(variance[:, -1] / variance[:, 0], 1e-300)
    return float(np.median(np.abs(np.log(left))))


def read_by(policy: str, **values: object) -> Settings:
    """One Gaussian on normal data, under a policy."""
    usual = {"truth": "normal", "model": "gaussian", "samples": 50, "generations": 100}
    return settings(**usual | values, policy=policy)


@refutes("word: verify")
def verify(said: Said) -> str | None:
    """The judges' lineages beside those without; and a paper whose verifier does something else is
    not credited with what these judges do: they weigh rows without labels, generation after
    generation."""
    alone = ends(read_by("replace"))
    for judge, helps in (("truth", True), ("likelihood", False)):
        judged = ends(read_by(f"verify:judge={judge}"))
        if (judged < alone) != helps:
            return apart(f"the judge of {judge} helps", helps, (judged, alone))
    one = run(read_by("verify", generations=10))
    weighed = int((one.origins[1:, 1] < one.settings.samples).sum())
    theirs = ("picks labels", "one retraining")
    if "F24" in str(said.claim.numbers["sources"]) or "Feng" in said.claim.words:
        missing = [words for words in theirs if words not in said.claim.words]
        if missing:
            return apart("what the paper's verifier does", missing, f"{weighed} times samples here")
    return None


@stands(
    "word: accumulate",
    "Everything is kept: the real data, and all that was said since. The real data become an ever "
    "smaller part, and yet they hold the copies in place.",
)
def accumulate(said: Said) -> str | None:
    """What a lineage reads; and where forty come to, beside those that read the last output."""
    read = run(read_by("accumulate", generations=20)).origins
    real = read[:, 0] / read.sum(axis=1)
    if (np.diff(real) >= 0).any():
        return apart("real part", "ever smaller", real)
    held, alone = ends(read_by("accumulate")), ends(read_by("replace"))
    return None if held < np.log(1.5) < alone else apart("held in place", held, alone)


@stands(
    "word: fresh", "Some of what each generation reads is real and new. Even a little helps a lot."
)
def fresh(said: Said) -> str | None:
    """With one sample in fifty the middle lineage keeps more than half of its variance; with none
    it has less than a tenth."""
    some, none = (ends(read_by(f"fresh:share={share}", generations=300)) for share in (0.02, 0))
    return None if some < np.log(2) and none > np.log(10) else apart("helps", some, none)


@stands(
    "word: replace",
    "Each generation reads only what the one before it said. This is the rule under which models "
    "collapse.",
)
def alone(said: Said) -> str | None:
    """Nothing else is read, and the middle lineage has less than a tenth of its variance left."""
    origins = run(read_by("replace", generations=20)).origins
    if origins[1:, [0, 2]].any():
        return apart("read", "the last output", origins)
    left = ends(read_by("replace", generations=300))
    return None if left > np.log(10) else apart("left", "little", left)


@stands(
    "word: expressivity-error",
    "The second: the model is of a kind that cannot hold the data, as one bell cannot hold two "
    "heaps. By itself it errs once, in the first copy.",
)
def expressivity(said: Said) -> str | None:
    """One bell on two heaps, with endless samples: what it has learned differs from the data, and
    never changes after."""
    made = settings(
        truth="blobs:count=2,spread=0.3",
        model="gaussian",
        policy="replace",
        samples=100,
        generations=20,
        exact=True,
    )
    one = run(made)
    learned = one.record["covariances"][: one.length]
    if not np.allclose(learned[1:], learned[0], rtol=1e-9):
        return apart("errs", "once", learned)
    rows = own_sample(made.truth)[:2000]
    gap = made.truth.log_prob(rows) - log_density(one, 0, rows)
    return None if np.abs(gap).mean() > 0.5 else apart("cannot hold", "two heaps", gap.mean())


@stands(
    "word: mean-median",
    "Two kinds of middle. The mean, or average, adds up all values and divides; a single huge one "
    "pulls it up. The median has half of the values below it and half above. Where a few lineages "
    "grow and most shrink, the mean can stay put while the median goes to nothing.",
)
def mean_median(said: Said) -> str | None:
    """Forty thousand lineages of one Gaussian in plain numpy: the mean variance is where it was,
    the median a twentieth of it."""
    rng = np.random.default_rng(6)
    ends = np.prod(rng.chisquare(9, (25, 40_000)) / 9, axis=0)
    if abs(ends.mean() - 1) > 0.3 or np.median(ends) > 0.1:
        return apart("mean and median", "(1, hardly any)", (ends.mean(), np.median(ends)))
    return None


@stands(
    "word: zipf",
    "A few words make up most of every text, and most words are rare: the tenth most common comes "
    "up about a tenth as often as the most common one.",
)
def zipf(said: Said) -> str | None:
    """Words by that law, and those of the handbook: a tenth of its words make up most of it, and
    half of them come up five times at most."""
    law = np.sort(parse("zipf", TRUTHS, "truth").probabilities)[::-1]
    text = parse("text", TRUTHS, "truth")
    counts = np.sort(np.bincount(np.rint(text.taught).astype(int).ravel()))[::-1]
    few = counts[: len(counts) // 10].sum() / counts.sum()
    if abs(law[9] / law[0] - 0.1) > 0.001 or few < 0.5 or np.median(counts) > 5:
        return apart("few common, most rare", (few, np.median(counts)), law[9] / law[0])
    return None


@stands(
    "word: data-running-out",
    "People write only so much. By one estimate, some time between 2026 and 2032 (80% sure) a "
    "model will be trained on about as much text as people have published in all (E24).",
)
def running_out(said: Said) -> str | None:
    """The estimate as it was published."""
    (year,) = [
        one
        for one in PUBLISHED
        if (one.estimate, one.quantity, one.overtraining) == ("public", "exhausted", 1)
    ]
    told = (year.low, year.high, year.ends)
    return None if told == (2026, 2032, (0.1, 0.9)) else apart("years", (2026, 2032), told)


@stands(
    "word: sampling-error",
    "The first of three errors: a copy reads some samples only, and chance leaves things out. It "
    "is the one that matters most.",
)
def sampling(said: Said) -> str | None:
    """What each of the three does alone to three blobs in a hundred generations: samples cost half
    of the middle lineage's variance; what cannot hold the data, or stops early, with endless
    samples, changes less."""
    usual = {"truth": "blobs:spread=0.7", "policy": "replace", "samples": 100, "generations": 100}
    long = "gmm:start=previous,tolerance=1e-9,max_iter=10000"
    samples = ends(settings(**usual, model=long))
    others = {}
    for model in ("gaussian", "gmm:start=previous,max_iter=1"):
        variance, _ = spreads(run(settings(**usual, model=model, exact=True)))
        others[model] = abs(float(np.log(variance[-1] / variance[0])))
    if samples < np.log(2) or max(others.values()) > samples / 2:
        return apart("matters most", samples, others)
    return None
