"""Theory says which run it speaks of, in letters that are explained, and judges nothing rashly."""

import dataclasses

import numpy as np
import pytest

from engine import POLICIES, settings
from engine.arrays import Array
from engine.theory import Expectation, compare, expectation, log_variance_paths
from engine.theory.lookup import FORMS
from tests.engine.evidence import stream


def expected(samples: int = 100, generations: int = 400, **values: object) -> Expectation:
    """What theory says of one Gaussian on a standard normal in one dimension, or of another."""
    usual = {"truth": "normal:dimensions=1", "model": "gaussian", "policy": "replace"}
    found = expectation(settings(**usual | values, samples=samples, generations=generations))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "other",
    [
        {"truth": "student"},
        {"truth": "blobs:count=1"},
        {"model": "gmm:components=1"},
        {"model": "kde"},
        {"policy": "verify"},
        {"policy": "schedule"},
    ],
    ids=str,
)
def test_of_other_runs_theory_says_nothing(other: dict[str, str]) -> None:
    usual = {"truth": "normal", "model": "gaussian", "policy": "replace"}
    assert expectation(settings(**usual | other)) is None


def test_every_form_has_its_policy() -> None:
    assert set(FORMS) <= set(POLICIES)


@pytest.mark.parametrize("policy", [*FORMS, "fresh:share=0"])
@pytest.mark.parametrize("model", ["gaussian", "gaussian:ddof=0", "gaussian:bias=0.9"])
@pytest.mark.parametrize("dimensions", [1, 3])
def test_every_letter_is_explained(policy: str, model: str, dimensions: int) -> None:
    found = expected(policy=policy, model=model, truth=f"normal:dimensions={dimensions}")
    both = found.formula + found.typical_formula
    assert found.average.shape == found.dispersion.shape == (401,)
    assert both.count("{") == both.count("}") and both.count(r"\left") == both.count(r"\right")
    assert (r"\lambda" in both) == ("bias" in model) == (r"\lambda" in found.symbols)
    assert all(letter in both or letter == r"\sigma_t^2" for letter in found.symbols), found.symbols
    greek = {r"\delta", r"\lambda", r"\psi", r"\kappa"}
    assert {letter for letter in greek if letter in both} <= set(found.symbols)
    assert found.source and found.conditions.endswith(".")
    assert ("directions" in found.conditions) == (dimensions > 1)


def test_a_typical_lineage_is_known_where_a_gaussian_hears_itself_alone() -> None:
    assert expected().typical is not None and expected(policy="bottleneck").typical is not None
    for other in ({"policy": "fresh"}, {"policy": "accumulate"}, {"truth": "normal"}):
        found = expected(**other)
        assert found.typical is None and found.logs is None and not found.typical_formula


def test_generation_0_has_been_fitted_once() -> None:
    found = expected(samples=10, generations=20, model="gaussian:ddof=0")
    np.testing.assert_allclose(found.average, 0.9 ** np.arange(1, 22))


def ensembles(count: int, lineages: int, samples: int, fits: int) -> Array:
    """Variances `(count, lineages)` of Gaussians that hear only themselves, ddof 1."""
    paths = log_variance_paths(stream(), np.full(fits, samples), count * lineages)
    return np.exp(paths[:, -1]).reshape(count, lineages)


@pytest.mark.parametrize(("count", "lineages"), [(4000, 8), (1000, 32)])
def test_few_are_judged_wrongly(count: int, lineages: int) -> None:
    """Of the ensembles that obey the law one in 1000 is doubted, however late it is."""
    found = expected()
    told = [compare(found, 200, v) for v in ensembles(count, lineages, 100, 201)]
    wrong, due = sum(one.verdict == "not consistent" for one in told), count / 1000
    assert wrong <= due + 5 * due**0.5, f"{wrong} of {count}, where {due:g} are due"
    assert all(one.logarithm for one in told)


def test_few_are_judged_wrongly_by_their_mean() -> None:
    """At the limit of what a mean can tell, one in seventy."""
    found = dataclasses.replace(expected(), logs=None)
    assert found.dispersion[23] < 0.5 < found.dispersion[25]
    told = [compare(found, 23, v) for v in ensembles(4000, 8, 100, 24)]
    wrong = sum(one.verdict == "not consistent" for one in told)
    assert wrong < 4000 / 70 + 5 * (4000 / 70) ** 0.5, f"{wrong} of 4000"
    assert not any(one.logarithm for one in told)


def test_what_is_a_third_off_is_doubted() -> None:
    """Two hundred lineages, whose logarithms spread by 0.65 at generation 20, are enough."""
    variances = ensembles(1, 200, 100, 21)[0]
    found = expected()
    assert compare(found, 20, variances).verdict == "consistent"
    told = compare(found, 20, variances * 1.35)
    assert told.verdict == "not consistent" and told.apart > told.allowed > 3
    assert told.error == pytest.approx((21 * 0.0202 / 200) ** 0.5, rel=0.01)


@pytest.mark.parametrize(
    ("found", "variances", "reason"),
    [
        (expected(), np.full(7, 0.5), "8 lineages"),
        (expected(), np.array([0.0] + [0.5] * 20), "rounding"),
        (expected(), np.array([np.nan] + [0.5] * 20), "no variance"),
        (expected(truth="normal"), np.linspace(0.1, 1, 20), "unlike"),
    ],
)
def test_what_cannot_be_told_is_said(found: Expectation, variances: Array, reason: str) -> None:
    told = compare(found, 300, variances)
    assert told.verdict == "cannot be told" and reason in told.reason
    assert np.isnan(told.apart)
