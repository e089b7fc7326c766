"""Endless samples: a generation learns from a distribution itself, and chance has no say."""

import io
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from engine import BadSpec, Settings, Trajectory, load, run, save, settings
from engine.analysis.error_sources import ErrorSources, errors_of, with_errors
from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.distributions.quadrature import Nodes
from engine.models.gmm import Gmm
from engine.policies.replace import Replace
from engine.policies.schedule import Schedule
from engine.theory import compare, expectation, sampled_paths
from engine.truths.blobs import Blobs
from tests.engine.evidence import agrees

THOROUGH = "start=previous,tolerance=1e-09,max_iter=10000"
ROUNDING = 1e-12


def endless(model: str = "gaussian", policy: str = "replace", **values: object) -> Settings:
    """A short run without samples, on blobs that touch."""
    given = {"truth": "blobs:spread=0.7", "samples": 30, "generations": 20, "exact": True}
    return settings(model=model, policy=policy, **given | values)


def learned(made: Settings) -> list[Mixture]:
    """What each generation has learned."""
    return [generation.learned for generation in run(made)]


def variances(made: Settings) -> Array:
    """The mean variance along an axis, generation by generation."""
    return np.array([one.covariance().trace() / made.dimensions for one in learned(made)])


@pytest.mark.parametrize("ddof", [0, 1])
@pytest.mark.parametrize("policy", ["replace", "fresh", "anchor", "accumulate", "subsample"])
def test_one_gaussian_hands_on_mean_and_covariance_as_they_are(policy: str, ddof: int) -> None:
    """Its one mistake, a bell for three blobs, is made at generation 0 and never again."""
    truth = Blobs(spread=0.7).mixture()
    for one in learned(endless(f"gaussian:ddof={ddof}", policy)):
        assert len(one.weights) == 1
        np.testing.assert_allclose(one.mean(), truth.mean(), atol=ROUNDING)
        np.testing.assert_allclose(one.covariance(), truth.covariance(), atol=ROUNDING)


def test_few_samples_on_the_screen_change_nothing_that_is_learned() -> None:
    few, many = (learned(endless(f"gmm:{THOROUGH}", samples=n))[-1] for n in (2, 500))
    np.testing.assert_array_equal(few.means, many.means)
    assert len(next(run(endless(samples=2))).output) == 2


def test_a_mixture_that_can_hold_the_truth_forgets_nothing() -> None:
    every, truth = learned(endless(f"gmm:{THOROUGH}")), Blobs(spread=0.7).mixture()
    for one in (every[0], every[-1]):
        order = np.argsort(one.means[:, 0])
        real = np.argsort(truth.means[:, 0])
        np.testing.assert_allclose(one.means[order], truth.means[real], atol=1e-3)
        np.testing.assert_allclose(one.covariances[order], truth.covariances[real], atol=1e-3)
        np.testing.assert_allclose(one.weights, 1 / 3, atol=1e-3)


def test_one_that_cannot_is_wrong_once() -> None:
    trajectory = Trajectory(endless(f"gmm:components=2,{THOROUGH}"))
    list(trajectory.follow())
    found, truth = trajectory.metrics["l2"], Blobs(spread=0.7)
    first = next(run(trajectory.settings)).learned
    wrong = np.abs(
        np.exp(first.log_prob(truth.mixture().means))
        - np.exp(truth.log_prob(truth.mixture().means))
    ).max()
    assert wrong > 0.01, "two bells do not make three"
    assert found.max() < 1e-15, "from generation 1 on nothing changes, not even by rounding"


def test_stopping_early_goes_wrong_again_and_again() -> None:
    trajectory = Trajectory(endless("gmm:max_iter=1"))
    list(trajectory.follow())
    found = trajectory.metrics["l2"]
    assert 0 < found[1] < found[10] < found[20]
    np.testing.assert_allclose(trajectory.metrics["variance"], 2 + 0.7**2, rtol=1e-9)


def test_more_nodes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What two components learn of three blobs is right to 1e-5, as the docstring has it."""
    made = endless(f"gmm:components=2,{THOROUGH}", generations=10)
    coarse = next(run(made)).learned
    monkeypatch.setattr("engine.distributions.quadrature.ORDER", 96)
    fine = next(run(made)).learned
    np.testing.assert_allclose(coarse.means, fine.means, atol=1.2e-5)
    np.testing.assert_allclose(coarse.covariances, fine.covariances, atol=1.2e-5)


def test_nodes_integrate_what_samples_only_estimate() -> None:
    whole = Blobs(spread=0.7).mixture()
    nodes = Nodes.of(whole)
    assert nodes.weights.sum() == pytest.approx(1, abs=ROUNDING)
    np.testing.assert_allclose(nodes.weights @ nodes.points, whole.mean(), atol=ROUNDING)
    scatter = (nodes.points.T * nodes.weights) @ nodes.points
    np.testing.assert_allclose(scatter, whole.covariance(), atol=ROUNDING)
    said = whole.log_prob(whole.sample(np.random.default_rng(1), 20_000))
    error = said.std() / np.sqrt(len(said))
    agrees(said.mean(), nodes.weights @ whole.log_prob(nodes.points), error, "mean log density")


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("replace", 0.0),
        ("fresh:share=0.2", 0.2 * 0.9 / (1 - 0.8 * 0.9)),
        ("anchor:share=0.2", 0.2 * 0.9 / (1 - 0.8 * 0.9)),
    ],
)
def test_a_timid_model_settles_where_a23_says(policy: str, kept: float) -> None:
    """A bias of 0.9 and a share a of real data: a lambda/(1 - (1 - a) lambda) is learned."""
    made = endless("gaussian:bias=0.9", policy, truth="normal", generations=100)
    assert variances(made)[-1] == pytest.approx(kept, abs=1e-4)


@pytest.mark.parametrize(
    "policy",
    ["replace", "fresh", "accumulate", "subsample", "schedule:then=accumulate,at=5,lasting=4"],
)
def test_theory_says_the_same_to_the_last_digits(policy: str) -> None:
    made = endless("gaussian:bias=0.9", policy, truth="normal")
    expected, found = expectation(made), variances(made)
    assert expected is not None and sampled_paths(np.random.default_rng(), made, 9) is None
    np.testing.assert_allclose(found, expected.average, rtol=1e-12)
    assert compare(expected, 20, found[20:]).verdict == "consistent"
    assert compare(expected, 20, 1.001 * found[20:]).verdict == "not consistent"


def test_a_growing_pool_grows_from_what_was_read_before_the_turn() -> None:
    """As many rows of everything: read in shares 1 to 1 at the turn, then 1 to 2, 1 to 3."""
    turned = Schedule(then="accumulate", at=5)
    assert [turned.blend(t).own for t in (4, 5, 6, 7)] == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4])


def test_a_run_without_samples_goes_on_where_it_was_paused() -> None:
    made = endless("gmm:max_iter=1", "accumulate")
    whole = list(islice(run(made), 6))
    for a, b in zip(whole[3:], run(made, whole[2]), strict=False):
        np.testing.assert_array_equal(a.learned.means, b.learned.means)
        np.testing.assert_array_equal(a.output, b.output)


def test_such_a_run_is_kept_in_a_file_and_goes_on_from_there() -> None:
    made = endless("gmm:max_iter=1", "accumulate", generations=10)
    short, long = Trajectory(made), Trajectory(replace(made, generations=14))
    for trajectory in (short, long):
        list(trajectory.follow())
    file = io.BytesIO()
    save(short, file)
    file.seek(0)
    onward = load(file).extended(14)
    list(onward.follow())
    for name, values in long.record.items():
        np.testing.assert_array_equal(onward.record[name], values, name)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"truth": "moons"}, "Two moons"),
        ({"model": "kde"}, "Kernel density"),
        ({"policy": "verify"}, "judge"),
        ({"policy": "bottleneck"}, "A few"),
        ({"policy": "schedule:then=bottleneck"}, "A few"),
        ({"model": "vae"}, "autoencoder"),
    ],
)
def test_what_nobody_knows_is_refused_in_one_sentence(values: dict[str, str], named: str) -> None:
    with pytest.raises(BadSpec) as caught:
        endless(**values)
    assert named in str(caught.value) and "endless" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mixture_in_many_dimensions_is_refused() -> None:
    with pytest.raises(BadSpec, match="at most 2 dimensions"):
        next(run(endless("gmm", truth="normal:dimensions=3")))


ALL = [
    ErrorSources(sampling, expressivity, procedure)
    for sampling in (True, False)
    for expressivity in (True, False)
    for procedure in (True, False)
]


@pytest.mark.parametrize("wanted", ALL, ids=str)
@pytest.mark.parametrize(
    "begun",
    [
        endless("gmm", exact=False),
        endless("gaussian", "verify", truth="moons", exact=False),
        endless("gaussian", truth="normal:dimensions=5"),
        endless("gmm:components=2"),
    ],
    ids=["blobs", "moons", "five dimensions", "two for three"],
)
def test_each_error_can_be_had_alone_or_with_any_other(
    begun: Settings, wanted: ErrorSources
) -> None:
    made = with_errors(begun, wanted)
    assert errors_of(made) == wanted
    assert with_errors(made, wanted) == made
    assert next(run(replace(made, generations=10))).index == 0


def test_what_suits_already_stays() -> None:
    """To switch one error changes nothing that has to do with the others."""
    begun = endless("gmm:components=5", "fresh", truth="blobs:count=4", exact=False)
    assert with_errors(begun, ErrorSources(False, False, True)) == replace(begun, exact=True)
    fitted = with_errors(begun, ErrorSources(True, False, False))
    assert (fitted.truth, fitted.policy, fitted.samples) == (begun.truth, begun.policy, 30)
    assert errors_of(endless("vae", exact=False)) is None
    assert isinstance(fitted.model, Gmm)


def test_a_sum_that_would_outgrow_memory_is_refused() -> None:
    """Every generation adds its three clouds to the three of the truth, each of 48 x 48 nodes."""
    with pytest.raises(BadSpec, match="6,003 bell-shaped clouds at once and at most 2,170"):
        endless("gmm", "accumulate", generations=2000)
    assert endless("gmm", "accumulate", generations=722).generations == 722
    turned = "schedule:then=accumulate,at=5,lasting=100"
    for model, policy in (("gmm", "replace"), ("gaussian", "accumulate"), ("gmm", turned)):
        assert endless(model, policy, generations=2000).exact


@pytest.mark.parametrize("sampling", [True, False])
def test_a_switch_leads_to_nothing_that_would_outgrow_memory(sampling: bool) -> None:
    """What all generations have said fits as rows but not as a sum, or the other way round."""
    samples = 100_000 if sampling else 30
    begun = endless(
        "gmm", "accumulate", generations=722 if sampling else 2000, samples=samples, exact=sampling
    )
    made = with_errors(begun, ErrorSources(sampling, False, True))
    assert made == replace(begun, policy=Replace(), exact=not sampling)
