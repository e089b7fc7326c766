"""What the help of knobs says of runs, held against what they do where they are turned."""

from dataclasses import replace
from inspect import signature

import numpy as np
from scipy.stats import norm
from sklearn.mixture import GaussianMixture

from engine import MODELS, PRESETS, TRUTHS, Settings
from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.horizon import ESTIMATES, futures
from engine.knobs import parse
from engine.policies._selection import JUDGES
from engine.settings import settings
from tests.claims.refuters.presets import phrases
from tests.claims.refuters.refuter import apart, refutes, stands
from view.say.told import Said, grown, run


@refutes("knob: horizon.use_growth")
def use_growth(said: Said) -> str | None:
    """Futures at 0% and at 100%, from one year to the next."""
    estimate = ESTIMATES["public"]
    grows = {}
    for growth in (0, 100):
        drawn = futures(estimate, replace(estimate.usual, use_growth=growth))
        grows[growth] = 10 ** (drawn.use[:, 1] - drawn.use[:, 0])
    middle, doubled = (float(np.median(grows[growth])) for growth in (0, 100))
    if abs(doubled - 2) > 0.02 or abs(middle - 1) > 0.01:
        return apart("the middle future", "stands still, and doubles", (middle, doubled))
    low, high = np.quantile(grows[0], [0.05, 0.95])
    stands = "the middle future stands still, and others grow or shrink" in said.claim.words
    if not stands and low < 0.99 < 1.01 < high:
        return apart("at 0%", said.claim.words, f"by {low - 1:+.0%} to {high - 1:+.0%} a year")
    return None


@refutes("knob: horizon.stock_growth")
def stock_growth(said: Said) -> str | None:
    """Which stocks grow by less and less, read off futures that differ in nothing else."""
    slower = set()
    for name, estimate in ESTIMATES.items():
        middle = np.median(futures(estimate, estimate.usual).stock, axis=0)
        steps = np.diff(middle[:30])
        if steps[-1] < 0.9 * steps[0]:
            slower.add(name)
    if "For low-quality text and images, in the estimates of 2022" not in said.claim.words:
        return apart("whose growth slows down", said.claim.words, slower)
    return None if slower == {"low", "images"} else apart("growth slows down", "two", slower)


@refutes("knob: horizon.overtraining")
def overtraining(said: Said) -> str | None:
    """What the largest training set is, at 1 and at 100."""
    plain = ESTIMATES["public"].usual
    times = replace(plain, overtraining=100).used / plain.used
    told = "100 times overtrained means 10 times the data" in said.claim.words
    return None if told and abs(times - 10) < 1e-9 else apart("times the data", 10, times)


@stands(
    "knob: gaussian.ddof",
    "What is taken off the number of samples before dividing by it: 1 makes the variance right on "
    "average, 0 is the likeliest fit and a little too small.",
)
def ddof(said: Said) -> str | None:
    """The first generations of as many lineages as there may be; and the mean log density of what
    was read, by scipy, which no other width makes larger."""
    found = {}
    for correction in (0, 1):
        made = settings(
            truth="normal:dimensions=1",
            model=f"gaussian:ddof={correction}",
            policy="replace",
            samples=10,
            generations=10,
        )
        found[correction] = grown(made, 256).metrics["variance"][:, 0].mean()
    error = 4 * np.sqrt(2 / 9 / 256)
    if abs(found[1] - 1) > error or abs(found[0] / found[1] - 0.9) > 1e-6:
        return apart("variance on average", "1, and a tenth less", found)
    rows = np.random.default_rng(1).standard_normal(10)
    likelihoods = [
        norm.logpdf(rows, rows.mean(), rows.std() * factor).mean() for factor in (0.97, 1, 1.03)
    ]
    return None if int(np.argmax(likelihoods)) == 1 else apart("likeliest", "0", likelihoods)


@stands(
    "knob: gmm.floor",
    "Added to every variance after every round. It keeps a model from collapsing to a point; "
    "scikit-learn and the paper's notebook use 0.000001, an honest run 0.",
)
def floor(said: Said) -> str | None:
    """scikit-learn's own default; and with a floor no direction is narrower, where without one it
    is."""
    usual = signature(GaussianMixture).parameters["reg_covar"].default
    if usual != 1e-6:
        return apart("scikit-learn's", 1e-6, usual)
    narrow = {}
    for height in (0.0, 0.01):
        made = settings(
            truth="normal",
            model=f"gmm:components=1,floor={height}",
            policy="replace",
            samples=10,
            generations=300,
        )
        narrow[height] = float(np.linalg.eigvalsh(run(made).record["covariances"]).min())
    good = narrow[0.0] < 1e-6 and narrow[0.01] >= 0.01 * (1 - 1e-9)
    return None if good else apart("narrowest", "never below the floor", narrow)


@stands(
    "knob: gmm.tolerance",
    "How small an improvement counts as none. Smaller fits longer.",
)
def tolerance(said: Said) -> str | None:
    """The rounds of the first generation, at both."""
    rounds = [
        run(_mixture(f"gmm:tolerance={tolerance},max_iter=2000")).record["iterations"][0]
        for tolerance in (1e-2, 1e-8)
    ]
    return None if rounds[0] < rounds[1] else apart("rounds", "more", rounds)


def _mixture(model: str) -> Settings:
    return settings(truth="blobs", model=model, policy="replace", samples=200, generations=10)


@stands(
    "knob: kde.bandwidth",
    "Width of the cloud around each sample, as a multiple of the usual one. 0 only ever repeats "
    "samples that it has seen.",
)
def bandwidth(said: Said) -> str | None:
    """Every row of every generation is one of the first real ones with 0, and none is with 1."""
    for width, same in ((0, True), (1, False)):
        one = run(_mixture(f"kde:bandwidth={width}"))
        later = [{tuple(row) for row in np.round(one.output(at), 4)} for at in (0, 9)]
        if (later[1] <= later[0]) != same:
            return apart("repeats", same, len(later[1] - later[0]))
    return None


@stands(
    "knob: ngram.order",
    "How many words it knows together: 3 says each word by the two before it, 1 each by itself. "
    "The higher, the more its text reads like the original, and is copied from it.",
)
def order(said: Said) -> str | None:
    """Phrases of six words that are in the original, of each order."""
    truth = PRESETS["text"].settings.truth
    known = set(phrases(truth.taught, 6))  # type: ignore[attr-defined]
    copied = [
        float(np.mean([phrase in known for phrase in phrases(_written(f"ngram:order={order}"), 6)]))
        for order in range(1, 6)
    ]
    return None if (np.diff(copied) > 0).all() else apart("copied", "more and more", copied)


def _written(model: str) -> Array:
    """What the first generation writes."""
    asked = PRESETS["text"].settings
    made = replace(asked, model=parse(model, MODELS, "model"), generations=10)
    return run(made).output(0)


@stands(
    "knob: ngram.smoothing",
    "How readily it says what it has not seen follow: as if every context, however rare, had been "
    "seen so many times more, followed by what follows a shorter one. 0 does so only where it has "
    "seen nothing follow.",
)
def smoothing(said: Said) -> str | None:
    """Words after two that nothing but another was seen to follow: none with 0, some with 0.3."""
    truth = PRESETS["text"].settings.truth
    known = set(phrases(truth.taught, 3))  # type: ignore[attr-defined]
    followed = {phrase[:2] for phrase in known}
    strange = {}
    for model in ("ngram:smoothing=0", "ngram:smoothing=0.3"):
        found = [p for p in phrases(_written(model), 3) if p[:2] in followed]
        strange[model] = float(np.mean([phrase not in known for phrase in found]))
    none, some = strange.values()
    return None if none == 0 < some else apart("not seen to follow", "none, some", strange)


@stands(
    "knob: vae.steps",
    "How long each generation trains. Too short, and what is lost was never learned.",
)
def steps(said: Said) -> str | None:
    """How likely the data's own density finds what the first generation says."""
    likely = []
    for steps in (3, 300):
        made = replace(_mixture(f"vae:steps={steps}"), samples=1000)
        likely.append(float(made.truth.log_prob(run(made).output(0)).mean()))
    return None if likely[1] > likely[0] + 1 else apart("learned", "more", likely)


@stands(
    "knob: vae.speak",
    "With the noise that the decoder has learned, or its mean alone: that by itself takes variance "
    "away in every generation.",
)
def speak(said: Said) -> str | None:
    """What is left of what a generation reads in what it says, spoken either way."""
    kept = {}
    for way in ("sample", "mean"):
        rows = run(_mixture(f"vae:speak={way}"))
        variance = np.array([rows.output(at).var(axis=0).sum() for at in range(rows.length)])
        kept[way] = float(np.exp(np.log(variance[1:] / variance[:-1]).mean()))
    good = kept["mean"] < 0.97 and kept["mean"] < kept["sample"]
    return None if good else apart("kept from one to the next", "less by the mean", kept)


@stands(
    "knob: student.freedom",
    "Few make heavy tails, with samples far out every now and then; 100 is all but a normal "
    "distribution.",
)
def freedom(said: Said) -> str | None:
    """How many of a hundred thousand lie more than five deviations out, and the largest gap between
    their quantiles and a normal's."""
    far = {}
    for degrees in (2.5, 100):
        truth = parse(f"student:dimensions=1,freedom={degrees}", TRUTHS, "truth")
        rows = np.sort(truth.sample(np.random.default_rng(3), 100_000).ravel())
        far[degrees] = int((np.abs(rows) > 5 * np.median(np.abs(rows)) / 0.6745).sum())
    inner = norm.ppf(np.arange(1, 100) / 100)
    gap = float(np.abs(np.quantile(rows, np.arange(1, 100) / 100) - inner).max())
    if far[2.5] < 300 or far[100] > 30 or gap > 0.06:
        return apart("far out", "only with few", (far, gap))
    return None


@stands(
    "knob: verify.judge",
    "The truth: the commoner a sample is among real ones than in what was said, the sooner it is "
    "kept. What is usual: the likeliest are kept. Some of everything: samples of all degrees of "
    "likelihood.",
)
def judge(said: Said) -> str | None:
    """What each judge lets through of rows that are half as wide as real ones: by the truth more
    of those far out than there were, by what is usual none, and evenly all."""
    rng, truth = np.random.default_rng(4), parse("normal:dimensions=1", TRUTHS, "truth")
    rows = 0.5 * rng.standard_normal((4000, 1))
    learned = Mixture(np.ones(1), np.zeros((1, 1)), np.full((1, 1, 1), 0.25))
    far = np.abs(rows.ravel()) > 0.8
    kept = {}
    for name, weigh in JUDGES.items():
        worth = weigh(rng, truth, learned, rows)
        kept[name] = float(far[np.argsort(-worth)[:2000]].mean() / far.mean())
    good = kept["truth"] > 1.2 and kept["likelihood"] == 0 and abs(kept["diversity"] - 1) < 0.1
    return None if good else apart("far out, let through", "more, none, as many", kept)
