"""What the steps of the lesson answer, from what their runs have said."""

import itertools
import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from scipy.stats import norm

from engine import POLICIES, Ensemble, Settings, Trajectory
from engine.arrays import Array
from engine.knobs import parse
from engine.theory import exact_law
from tests.claims.independent import spreads
from tests.claims.refuters.refuter import apart, percents, refutes, stands, value
from view.lesson.results import crowd
from view.lesson.steps import STEPS
from view.say.told import Said, grown


def _run(said: Said) -> Trajectory:
    assert isinstance(said.of, Trajectory)
    return said.of


def _left(run: Trajectory) -> Array:
    variance, _ = spreads(run)
    return variance / variance[0]


@refutes("lesson: The copy of a copy")
def copy(said: Said) -> str | None:
    """The width, from what was learned; and that most clouds draw in, where it is said, from a
    hundred others."""
    width = math.sqrt(_left(_run(said))[-1])
    found = _wide(width)
    if found != said.claim.numbers["answer"]:
        return apart("width", said.claim, width)
    if "most clouds draw in" not in said.claim.words and found != "narrower":
        return apart("most", said.claim.words, "draw in")
    others = _others(replace(_run(said).settings, seed=1000), 100)
    narrower = float(np.mean([_wide(math.sqrt(left)) == "narrower" for left in others]))
    return None if narrower > 0.6 else apart("draw in", "most", narrower)


def _wide(width: float) -> str:
    return "narrower" if width < 0.8 else "wider" if width > 1.25 else "same"


@lru_cache(maxsize=32)
def _others(chosen: Settings, count: int) -> tuple[float, ...]:
    """What so many lineages have left of the variance that they began with."""
    variance = grown(chosen, count).metrics["variance"]
    return tuple(np.maximum(variance[:, -1] / variance[:, 0], 1e-300).tolist())


@refutes("lesson: Dice")
def dice(said: Said) -> str | None:
    """The faces in what the last die but one has thrown."""
    run = _run(said)
    faces = len(np.unique(np.rint(run.output(run.length - 2))))
    return None if faces == value(said.claim, "answer") else apart("faces", said.claim, faces)


@refutes("lesson: One Gaussian, tails first")
def gaussian(said: Said) -> str | None:
    """What is left, when half was gone, and what share of that bell lies in the real tails."""
    run = _run(said)
    left = _left(run)
    if abs(left[-1] - value(said.claim, "answer")) > 1e-6:
        return apart("left", value(said.claim, "answer"), left[-1])
    half = np.flatnonzero(left < 0.5)
    if not len(half) or left[-1] > 0.5:
        return None
    at = int(half[0])
    mean = float(run.record["means"][at].ravel()[0])
    deviation = math.sqrt(float(run.record["covariances"][at].ravel()[0]))
    edge = norm.ppf(0.975)
    inside = norm.cdf(-edge, mean, deviation) + norm.sf(edge, mean, deviation)
    told = percents(said.claim.words)[0]
    if abs(told - inside) > 0.006 + 0.06 * inside:
        return apart("in the real tails", told, inside)
    if ("Rare things go first" in said.claim.words) != (inside < 0.025):
        return apart("rare things go first", said.claim.words, inside)
    return None


@refutes("lesson: The paper's mixture")
def mixture(said: Said) -> str | None:
    """The first generation with less than half."""
    left = _left(_run(said))
    half = np.flatnonzero(left < 0.5)
    at = int(half[0]) if len(half) else len(left)
    return None if at == value(said.claim, "answer") else apart("half", said.claim, at)


@refutes("lesson: Many lineages: luck and law")
def lineages(said: Said) -> str | None:
    """How many have less than half."""
    assert isinstance(said.of, Ensemble)
    variance = said.of.metrics["variance"]
    below = int((variance[:, -1] < 0.5 * variance[:, 0]).sum())
    return None if below == value(said.claim, "answer") else apart("below", said.claim, below)


@refutes("lesson: A network's digits")
def digits(said: Said) -> str | None:
    """The digits that its last pictures are read as."""
    run = _run(said)
    found = len(np.unique(run.settings.truth.read(run.output(run.length - 1)).argmax(axis=1)))  # type: ignore[attr-defined]
    return None if found == value(said.claim, "answer") else apart("digits", said.claim, found)


@refutes("lesson: Words")
def words(said: Said) -> str | None:
    """What is written at the end, and whether words that were not written come back."""
    run = _run(said)
    written = [set(np.rint(run.output(at)).astype(int).ravel()) for at in range(run.length)]
    share = len(written[-1]) / len(run.settings.truth.symbols)  # type: ignore[attr-defined]
    if "shares" not in run.record and abs(share - value(said.claim, "answer")) > 0.01:
        return apart("words left", value(said.claim, "answer"), share)
    back = any(after - before for before, after in itertools.pairwise(written))
    if back and "is unknown to the next" in said.claim.words:
        return "words came back"
    return None


@refutes("lesson: What helps")
def what_helps(said: Said) -> str | None:
    """Each policy's share, as it is said; and why, from a hundred lineages of each."""
    named = {name: float(share) for name, share in said.claim.numbers.items() if name != "answer"}
    best = min(named, key=lambda name: abs(math.log(max(named[name], 1e-300))))
    if best != said.claim.numbers["answer"]:
        return apart("closest", said.claim, named)
    return _why(replace(_run(said).settings, seed=1000)) if MOSTLY in said.claim.words else MOSTLY


MOSTLY = (
    "Mostly, everything kept, the real data included, holds the copies in place; a few new real "
    "samples keep them from vanishing, but let them swing; with neither they wander, to nothing in "
    "the end. A judge helps as far as it knows what is real."
)


@lru_cache(maxsize=8)
def _why(chosen: Settings) -> str | None:
    """Whether that is so of other lineages."""
    policies = ("replace", "accumulate", "fresh:share=0.1", *JUDGED)
    ends = {
        spec: np.log(_others(replace(chosen, policy=parse(spec, POLICIES, "policy")), 100))
        for spec in policies
    }
    off = {spec: np.abs(logs) for spec, logs in ends.items()}
    held = float((off["accumulate"] < np.log(1.5)).mean())
    kept = float((ends["fresh:share=0.1"] > np.log(0.3)).mean())
    swings = ends["fresh:share=0.1"].std() > 1.5 * ends["accumulate"].std()
    later = replace(chosen, policy=parse("replace", POLICIES, "policy"), generations=500)
    gone = float((np.array(_others(later, 40)) < 0.1).mean())
    truth, usual, none = (float(np.median(off[spec])) for spec in (*JUDGED, "replace"))
    if min(held, kept, gone) < 0.8 or not swings or not truth < none < usual:
        return apart("what helps", MOSTLY, (held, kept, swings, gone, truth, none, usual))
    return None


JUDGED = ("verify:judge=truth", "verify:judge=likelihood")


@stands(
    "lines of lineages",
    "Each thin line is one lineage; the dashed line is their average, the mean, which a few lucky "
    "ones hold up. The thick line is the median of 256 more, drawn straight from the law: half of "
    "those lie above it, half below.",
)
def lines(said: Said) -> str | None:
    """However its dials are turned: most means lie above the thick line, and with three of thirty
    lineages left out most of them are a fifth lower."""
    (step,) = (step for step in STEPS if step.show is crowd)
    dials = {dial.name: dial.choices for dial in step.dials}
    above, held_up = [], []
    for samples, seed in itertools.product(dials["samples"], dials["seed"]):
        (chosen,) = step.runs({"samples": samples, "seed": seed})
        law = exact_law(chosen)
        assert law is not None and len(law) == 256
        ends = np.sort(_others(chosen, step.lineages))
        above.append(bool(ends.mean() > np.median(law[:, -1])))
        held_up.append(bool(ends[:-3].mean() < 0.8 * ends.mean()))
    if float(np.mean(above)) < 0.75 or float(np.mean(held_up)) < 0.75:
        return apart("a few hold it up", "mostly", (np.mean(above), np.mean(held_up)))
    return None


@refutes("law: Dice", "law: One Gaussian, tails first", "law: Many lineages: luck and law")
def law(said: Said) -> str | None:
    """The same from lineages that are counted, or multiplied, in plain numpy."""
    told, rng = value(said.claim, "expected"), np.random.default_rng(4)
    assert said.of is not None
    settings = said.of.settings
    n, copies, many = settings.samples, settings.generations, 40_000
    if said.claim.kind == "law: Dice":
        shares = np.tile(np.full(6, 1 / 6), (many, 1))
        for _ in range(copies + 1):
            shares = rng.multinomial(n, shares) / n
        found = float((shares > 0).sum(axis=1).mean())
        return None if abs(found - told) < 0.05 else apart("faces", told, found)
    logs = np.log(rng.chisquare(n - 1, (copies, many)) / (n - 1)).sum(axis=0)
    if said.claim.kind.endswith("tails first"):
        found = float(np.exp(np.median(logs)))
        return None if abs(found - told) < 0.05 * told + 0.002 else apart("middle", told, found)
    found = 30 * float((logs < math.log(0.5)).mean())
    return None if abs(found - told) < 0.15 else apart("lineages below half", told, found)


@refutes("law: Words")
def law_of_words(said: Said) -> str | None:
    """Words drawn one by one, counted over and over."""
    run = _run(said)
    p, rng = run.settings.truth.probabilities, np.random.default_rng(4)  # type: ignore[attr-defined]
    read = run.settings.samples * run.outputs.shape[2]
    left = []
    for _ in range(5):
        shares = p
        for _ in range(run.settings.generations + 1):
            shares = rng.multinomial(read, shares) / read
        left.append((shares > 0).mean())
    told = value(said.claim, "expected")
    return None if abs(np.mean(left) - told) < 0.03 else apart("words left", told, np.mean(left))
