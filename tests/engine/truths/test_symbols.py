"""Symbols: a throw is a number between 0 and K - 1, and what is counted is what is said."""

from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np
import pytest
from scipy import stats

from engine import TRUTHS, Ensemble, Generation, Settings, run, settings
from engine.arrays import Array
from engine.distributions.categorical import Categorical, urn
from engine.knobs import parse
from engine.metrics import METRICS
from engine.models.gaussian import Gaussian
from engine.protocols import SymbolTruth
from engine.protocols.reference import Reference
from engine.theory import average_diversity
from engine.training_set import Origin, TrainingSet
from tests.support.statistics import follow, mean_agrees, stream

SPECS = ["dice", "dice:faces=2,skew=1000", "dice:faces=1000", "zipf", "zipf:words=7,exponent=3"]
SINGLE = ("diversity", "entropy", "leader", "missing_mass", "rarest", "surviving")


def thrown(truth: str = "dice", model: str = "frequency", **values: object) -> Settings:
    """A short run of throws."""
    given = {"policy": "replace", "samples": 30, "generations": 40} | values
    return settings(truth=truth, model=model, **given)


@pytest.mark.parametrize("spec", SPECS)
def test_throws_come_as_often_as_their_symbols(spec: str) -> None:
    truth: Any = parse(spec, TRUTHS, "truth")
    assert isinstance(truth, SymbolTruth)
    p = truth.probabilities
    assert len(truth.symbols) == len(set(truth.symbols)) == len(p)
    np.testing.assert_allclose(p.sum(), 1, rtol=1e-12)
    rows = truth.sample(stream(), 200_000)
    assert ((rows == np.rint(rows)) & (rows >= 0) & (rows < len(p))).all()
    counts = np.bincount(rows[:, 0].astype(int), minlength=len(p))
    common = p * len(rows) > 10
    found = np.append(counts[common], counts[~common].sum())
    expected = np.append(p[common], p[~common].sum()) * len(rows)
    apart = stats.chisquare(found[expected > 0], expected[expected > 0])
    assert apart.pvalue > 1e-6, f"throws do not follow the probabilities: {apart}"
    every = np.arange(len(p), dtype=float)[:, None]
    np.testing.assert_allclose(np.exp(truth.log_prob(every)), p, rtol=1e-12)
    assert np.isneginf(truth.log_prob(np.array([[-1.0], [0.5], [float(len(p))]]))).all()


def test_a_loaded_die_favours_its_first_face_by_the_factor_that_it_says() -> None:
    p = parse("dice:faces=5,skew=16", TRUTHS, "truth").probabilities  # type: ignore[attr-defined]
    np.testing.assert_allclose(p[:-1] / p[1:], 2, rtol=1e-12)
    fair = parse("dice:faces=7", TRUTHS, "truth").probabilities  # type: ignore[attr-defined]
    np.testing.assert_allclose(fair, 1 / 7, rtol=1e-12)


def test_frequencies_are_counts_and_what_is_lost_stays_lost() -> None:
    lost: set[int] = set()
    for generation in run(thrown("dice:faces=20")):
        shares = generation.learned.record()["shares"]
        counts = np.bincount(generation.training.rows[:, 0].astype(int), minlength=20)
        np.testing.assert_array_equal(shares, counts / 30)
        said = set(generation.output[:, 0].astype(int).tolist())
        assert not lost & said, "a face that was lost has come back"
        lost = {face for face in range(20) if not counts[face]}
    assert lost, "this seed loses faces"


def test_a_row_of_many_symbols_is_counted_symbol_by_symbol() -> None:
    """Twelve words a row: their shares are learned wherever they stand, and rows stay as long."""
    rows = stream().integers(3, size=(40, 12)).astype(float)
    model: Any = thrown().model
    found = model.fit(stream(), TrainingSet(rows, Origin(real=40), symbols=5), None)
    np.testing.assert_allclose(
        found.shares, np.bincount(rows.astype(int).ravel(), minlength=5) / 480
    )
    said = found.sample(stream(), 20_000)
    assert said.shape == (20_000, 12)
    mean_agrees(said, found.mean(), "symbols")
    np.testing.assert_allclose(np.diagonal(found.covariance()), said.var(axis=0), rtol=0.03)
    np.testing.assert_allclose(
        found.log_prob(rows), np.log(found.shares[rows.astype(int)]).sum(axis=1), rtol=1e-12
    )


@pytest.mark.parametrize("bias", [0.1, 0.5, 0.9, 1.1])
def test_boldness_is_a_temperature(bias: float) -> None:
    """Shares to the power 1 / lambda: below 1 the common get commoner; nothing comes back."""
    rows = np.repeat([0.0, 1.0, 2.0], [10, 20, 70])[:, None]
    models = [thrown(model=f"frequency:bias={b}").model for b in (1.0, bias)]
    plain, bold = (
        model.fit(stream(), TrainingSet(rows, Origin(real=100), symbols=4), None).record()["shares"]
        for model in models
    )
    np.testing.assert_allclose(plain, [0.1, 0.2, 0.7, 0])
    powers = plain ** (1 / bias)
    np.testing.assert_allclose(bold, powers / powers.sum(), rtol=1e-12)


def measured(shares: Array, truth: str = "dice:faces=4,skew=8") -> dict[str, float]:
    """Every metric of symbols, of a generation that has learned these shares."""
    learned: Categorical = urn(shares)
    generation = Generation(0, TrainingSet(np.empty((0, 1)), Origin()), learned, np.zeros((5, 1)))
    reference = Reference(parse(truth, TRUTHS, "truth"), learned)
    return {name: float(METRICS[name]().measure(reference, [generation])[0]) for name in SINGLE}


def test_what_is_measured_of_symbols() -> None:
    p = np.array([8, 4, 2, 1]) / 15
    known = measured(p)
    assert known["missing_mass"] == 0 and known["surviving"] == 4 and known["leader"] == 1
    np.testing.assert_allclose(known["rarest"], 1 / 15)
    np.testing.assert_allclose(known["diversity"], 1 - (p**2).sum())
    np.testing.assert_allclose(known["entropy"], stats.entropy(p, base=2))
    half = measured(np.array([0.0, 0.5, 0.5, 0.0]))
    np.testing.assert_allclose(half["missing_mass"], 9 / 15)
    assert (half["surviving"], half["leader"], half["rarest"]) == (2, 2, 0)
    assert (half["diversity"], half["entropy"]) == (0.5, 1)


def test_of_a_model_that_does_not_count_the_output_is_counted() -> None:
    """A Gaussian says numbers between the faces: each counts for the nearest."""
    made = replace(thrown("dice:faces=4", samples=500), model=Gaussian())
    first = next(run(made))
    shares = Reference(made.truth, first.learned).shares([first])
    assert shares is not None
    nearest = np.clip(np.rint(first.output[:, 0]), 0, 3)
    np.testing.assert_allclose(shares[0], [(nearest == face).mean() for face in range(4)])


@pytest.mark.parametrize(
    "policy",
    [
        "accumulate",
        "subsample",
        "fresh:share=0.5",
        "anchor:share=0.5",
        "bottleneck:rows=5",
        "schedule:at=5",
        "verify",
        "verify:judge=likelihood",
        "verify:judge=diversity",
    ],
)
def test_every_policy_deals_in_throws(policy: str) -> None:
    for generation in islice(run(thrown("dice:faces=9,skew=20", policy=policy)), 20):
        assert set(generation.output[:, 0]) <= set(range(9))
        assert generation.training.symbols == 9


def test_judges_of_throws_end_on_opposite_sides() -> None:
    """One who knows the die holds its faces; one who likes the usual leaves a single face."""
    left = {}
    for judge in ("truth", "likelihood"):
        made = thrown("dice:skew=5", policy=f"verify:judge={judge}", samples=300)
        *_, last = run(made)
        left[judge] = np.count_nonzero(last.learned.record()["shares"])
    assert left == {"truth": 6, "likelihood": 1}


def test_fewer_samples_of_zipfs_words_are_fewer_words() -> None:
    found = [next(run(thrown("zipf", samples=n))).learned.record()["shares"] for n in (30, 3000)]
    assert [np.count_nonzero(shares) for shares in found] == sorted(map(np.count_nonzero, found))
    assert np.count_nonzero(found[0]) <= 30


def test_diversity_falls_by_its_exact_law() -> None:
    """256 lineages of a loaded die; a face or two are lost by then."""
    made = thrown("dice:faces=5,skew=20", samples=25)
    ensemble = Ensemble(made, 256)
    follow(ensemble)
    p = made.truth.probabilities  # type: ignore[attr-defined]
    at = np.array([0, 7, 39])
    law = average_diversity(p, 25, at + 1)
    mean_agrees(ensemble.metrics["diversity"][:, at], law, "diversity")


def test_any_lineage_can_be_taken_up_again() -> None:
    """A longer run of throws begins with the shorter one."""
    short, long = thrown(), replace(thrown(), generations=60)
    for one, other in zip(run(short), run(long), strict=False):
        np.testing.assert_array_equal(one.output, other.output)
