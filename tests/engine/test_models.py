"""Every model keeps the contract: it speaks as it has learned, whatever it was given to read."""

from itertools import islice, pairwise
from typing import get_type_hints

import numpy as np
import pytest
from scipy import stats

from engine import run, settings
from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.knobs import parse
from engine.models import MODELS
from engine.models.gaussian import Gaussian
from engine.models.gmm import Gmm
from engine.models.kde import Kde, Smoothed
from engine.protocols import Learned, Model
from engine.training_set import Origin, TrainingSet
from tests.engine.evidence import AT_HAND, agrees, mean_agrees, quick, stream

DENSE = [
    "gaussian",
    "gaussian:ddof=0",
    "gmm",
    "gmm:components=1",
    "gmm:components=10,start=previous",
    "gmm:floor=0.01",
    "kde",
    "kde:bandwidth=0.3",
    "gaussian:bias=0.5",
    "gmm:bias=0.5",
    "kde:bias=0.1",
]
"""Models that learn a smooth density."""
NAMED = {spec.partition(":")[0] for spec in DENSE}
NAMED |= {"transformer"}
SPECS = [*DENSE, "kde:bandwidth=0", quick("transformer"), *sorted(set(AT_HAND) - NAMED)]
"""What no one has listed here is tested with its defaults: a new file needs no edit."""


def every(specs: list[str]) -> pytest.MarkDecorator:
    """The test for each of the specs."""
    return pytest.mark.parametrize("model", [parse(s, MODELS, "model") for s in specs], ids=specs)


def skewed(n: int, d: int, seed: int = 5) -> Array:
    """Rows `(n, d)`, read-only, of two unequal clouds."""
    rows = stream(seed).standard_normal((n, d)) @ (np.eye(d) + 0.3)
    rows[: n // 3] += 4
    rows.setflags(write=False)
    return rows


def learned(model: Model, rows: Array, seed: int = 1, previous: Learned | None = None) -> Learned:
    """What the model makes of the rows."""
    return model.fit(stream(seed), TrainingSet(rows, Origin(real=len(rows))), previous)


def numbers(found: Learned) -> dict[str, Array]:
    """Everything recorded, with mean and covariance."""
    recorded = {name: np.asarray(value, float) for name, value in found.record().items()}
    return recorded | {"mean()": found.mean(), "covariance()": found.covariance()}


@every(SPECS)
@pytest.mark.parametrize("d", [1, 2, 5])
def test_the_same_stream_gives_the_same_answer(model: Model, d: int) -> None:
    one, other = learned(model, skewed(60, d)), learned(model, skewed(60, d))
    again = [learned(model, skewed(60, d, 6), 2, found) for found in (one, other)]
    for a, b in [(one, other), again]:
        assert list(numbers(a)) == list(numbers(b))
        for name, value in numbers(a).items():
            np.testing.assert_array_equal(value, numbers(b)[name], name)
        np.testing.assert_array_equal(a.sample(stream(), 50), b.sample(stream(), 50))


@every(SPECS)
def test_fit_returns_what_it_says(model: Model) -> None:
    """A run that is taken up again from a file goes by this."""
    assert get_type_hints(type(model).fit)["return"] is type(learned(model, skewed(60, 2)))


@every(SPECS)
def test_rows_and_the_last_generation_are_read_and_left_alone(model: Model) -> None:
    rows = skewed(60, 2)
    before = rows.copy()
    first = learned(model, rows)
    kept = {name: value.copy() for name, value in numbers(first).items()}
    learned(model, skewed(60, 2, 6), 2, first)
    first.sample(stream(), 10)
    first.log_prob(rows)
    np.testing.assert_array_equal(rows, before)
    for name, value in numbers(first).items():
        np.testing.assert_array_equal(value, kept[name], name)


@every(["gaussian", "gmm:components=1", "kde"])
def test_the_order_of_the_rows_says_nothing(model: Model) -> None:
    """Up to rounding; with several components, k-means begins where the order says."""
    rows = skewed(60, 2)
    one, other = learned(model, rows), learned(model, rows[::-1])
    np.testing.assert_allclose(one.mean(), other.mean(), rtol=1e-13)
    np.testing.assert_allclose(one.covariance(), other.covariance(), rtol=1e-12)


@every(SPECS)
@pytest.mark.parametrize("d", [1, 2, 5])
def test_shapes(model: Model, d: int) -> None:
    found = learned(model, skewed(60, d))
    assert found.mean().shape == (d,)
    assert found.covariance().shape == (d, d)
    np.testing.assert_allclose(found.covariance(), found.covariance().T, rtol=1e-13, atol=1e-13)
    for n in (0, 1, 17):
        rows = found.sample(stream(), n)
        assert rows.shape == (n, d)
        assert rows.dtype == np.float64
        assert found.log_prob(rows).shape == (n,)
    assert hash(found) == hash(found)


@every(SPECS)
@pytest.mark.parametrize("d", [1, 3])
def test_a_big_sample_has_the_mean_and_covariance_that_it_says(model: Model, d: int) -> None:
    found = learned(model, skewed(60, d))
    rows = found.sample(stream(), 50_000)
    mean_agrees(rows, found.mean(), "rows")
    centred = rows - found.mean()
    products = np.einsum("ia,ib->iab", centred, centred)
    mean_agrees(products, found.covariance(), "products of deviations")


@every(SPECS)
def test_the_first_rows_are_as_good_as_the_last(model: Model) -> None:
    rows = learned(model, skewed(60, 2)).sample(stream(), 40_000)
    first, last = rows[:20_000], rows[20_000:]
    error = np.sqrt((first.var(axis=0) + last.var(axis=0)) / 20_000)
    agrees(first.mean(axis=0), last.mean(axis=0), error, "mean of the first half")
    neighbours = np.corrcoef(rows[:-1, 0], rows[1:, 0])[0, 1]
    agrees(neighbours, 0, 1 / np.sqrt(len(rows)), "correlation of neighbours")


@every(DENSE)
def test_what_is_said_follows_the_density(model: Model) -> None:
    """In one dimension, where the integral of the density is the distribution function."""
    found = learned(model, skewed(300, 1))
    rows = np.sort(found.sample(stream(), 20_000)[:, 0])
    grid = np.linspace(rows[0] - 10, rows[-1] + 10, 40_001)
    density = np.exp(found.log_prob(grid[:, None]))
    below = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)]) * (grid[1] - grid[0])
    assert abs(below[-1] - 1) < 1e-6, f"the density integrates to {below[-1]}"
    test = stats.kstest(rows, lambda x: np.interp(x, grid, below))
    assert test.pvalue > 1e-6, f"the largest difference is {test.statistic:.3g}: {test}"


@every(DENSE)
def test_the_density_integrates_to_one(model: Model) -> None:
    found = learned(model, skewed(300, 2))
    axis = np.linspace(-25, 30, 501)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    whole = np.exp(found.log_prob(grid)).sum() * (axis[1] - axis[0]) ** 2
    assert abs(whole - 1) < 1e-6, f"the density integrates to {whole}"


@every(SPECS)
def test_every_generation_is_recorded_alike(model: Model) -> None:
    chosen = settings(truth="blobs", model="gaussian", policy="replace", samples=12)
    object.__setattr__(chosen, "model", model)
    records = [generation.learned.record() for generation in islice(run(chosen), 8)]
    for record in records:
        assert list(record) == list(records[0])
        assert [np.shape(v) for v in record.values()] == [np.shape(v) for v in records[0].values()]


AWKWARD = {
    "two rows": skewed(2, 2),
    "two rows, one dimension": skewed(2, 1),
    "two rows, ten dimensions": skewed(2, 10),
    "three rows": skewed(3, 2),
    "twenty rows": skewed(20, 2),
    "twenty rows, ten dimensions": skewed(20, 10),
    "the same row": np.tile([0.1, -3.0], (30, 1)),
    "zeros": np.zeros((30, 2)),
    "two places": np.repeat([[0.1, 0.3], [1.7, 0.3]], 15, axis=0),
    "a constant column": np.stack([np.full(30, 0.1), skewed(30, 1)[:, 0]], axis=1),
    "a line": np.outer(skewed(30, 1)[:, 0], [1.0, -3.0, 0.1]),
    "whole numbers": np.round(3 * skewed(50, 2)),
    "tiny": 1e-30 * skewed(50, 2),
    "huge": 1e30 * skewed(50, 2),
    "far away": 1e6 + skewed(50, 2),
    "far away and small": 1e6 + 1e-9 * skewed(50, 2),
    "one row far out": np.concatenate([skewed(49, 2), [[1e9, -1e9]]]),
    "the last digits": 1 + np.spacing(1.0) * np.round(skewed(50, 2)),
}


@every(SPECS)
@pytest.mark.parametrize("rows", AWKWARD.values(), ids=list(AWKWARD))
def test_whatever_is_read_numbers_stay_numbers(model: Model, rows: Array) -> None:
    """Three generations on: parameters, densities at what was read, and what is said."""
    previous = None
    for generation in range(3):
        found = learned(model, rows, generation, previous)
        for name, value in numbers(found).items():
            assert np.isfinite(value).all() or name in ("iterations", "log_likelihood"), name
        assert np.isfinite(found.log_prob(rows)).all()
        variances = np.diagonal(found.covariance())
        assert (variances >= 0).all()
        previous, rows = found, found.sample(stream(generation), len(rows))
        assert np.isfinite(rows).all()


@every([spec for spec in SPECS if "floor" not in spec])
def test_of_what_has_no_spread_only_that_is_said(model: Model) -> None:
    """One place is repeated, not blurred; a column that never varies goes on never varying."""
    point = learned(model, AWKWARD["the same row"]).sample(stream(), 100)
    assert np.ptp(point, axis=0).max() == 0
    np.testing.assert_allclose(point[0], [0.1, -3.0], rtol=1e-15)
    flat = learned(model, AWKWARD["a constant column"]).sample(stream(), 100)
    assert np.ptp(flat[:, 0]) == 0
    assert np.ptp(flat[:, 1]) > 1


@pytest.mark.parametrize("ddof", [0, 1])
def test_a_gaussian_is_numpys_mean_and_covariance(ddof: int) -> None:
    rows = skewed(30, 3)
    found = learned(Gaussian(ddof=ddof), rows)
    np.testing.assert_allclose(found.mean(), rows.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T, ddof=ddof), rtol=1e-12)


def mixtures(spec: str, generations: int, **values: object) -> list[Mixture]:
    """What a mixture learns in every generation of a run."""
    chosen = settings(truth="blobs", model=spec, policy="replace", **values)
    found = [generation.learned for generation in islice(run(chosen), generations)]
    assert all(isinstance(mixture, Mixture) for mixture in found)
    return found  # type: ignore[return-value]


def test_a_start_from_the_last_generation_takes_fewer_rounds() -> None:
    afresh = mixtures("gmm:tolerance=1e-06", 30, samples=300)
    onward = mixtures("gmm:tolerance=1e-06,start=previous", 30, samples=300)
    np.testing.assert_array_equal(afresh[0].means, onward[0].means)
    assert afresh[0].iterations == onward[0].iterations
    rows, previous = onward[3].sample(stream(), 300), onward[3]
    warm, cold = Gmm(start="previous"), Gmm(start="kmeans")
    for seed in (1, 2):
        np.testing.assert_array_equal(
            learned(warm, rows, seed, previous).means, learned(warm, rows, 1, previous).means
        )
    several = {tuple(learned(cold, skewed(60, 2), seed).means[:, 0]) for seed in range(9)}
    assert len(several) > 1, "k-means begins where the stream says"


def test_components_without_data_stay_dead_and_are_counted() -> None:
    """Ten components on 15 samples, each generation beginning where the last one ended."""
    weights = np.array(
        [m.weights for m in mixtures("gmm:components=10,start=previous", 80, samples=15)]
    )
    dead = weights == 0
    records = [m.record() for m in mixtures("gmm:components=10,start=previous", 80, samples=15)]
    assert [r["dead"] for r in records] == dead.sum(axis=1).tolist()
    assert dead.sum(axis=1)[-1] > dead.sum(axis=1)[0], "this seed loses components"
    assert (dead[1:] >= dead[:-1]).all(), "a dead component has come back"
    np.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-14)


def test_the_dead_keep_their_place_and_say_nothing() -> None:
    found = mixtures("gmm:components=10,start=previous", 80, samples=15)
    for before, after in pairwise(found):
        gone = before.weights == 0
        np.testing.assert_allclose(after.means[gone], before.means[gone], rtol=1e-12, atol=1e-12)
        np.testing.assert_array_equal(after.covariances[gone], before.covariances[gone])
    rows = found[-1].sample(stream(), 2000)
    assert not (found[-1].weights[found[-1].assign(rows)] == 0).any()


def test_more_components_than_places_leaves_the_rest_dead() -> None:
    found = learned(Gmm(components=10), AWKWARD["two places"])
    record = found.record()
    assert record["dead"] == 8
    assert record["extinct"] == 2
    said = np.unique(found.sample(stream(), 100), axis=0)
    np.testing.assert_allclose(said, [[0.1, 0.3], [1.7, 0.3]], atol=np.spacing(1.7))


@pytest.mark.parametrize("times", [10, 500, 3000])
def test_what_only_repeats_itself_is_extinct_however_often(times: int) -> None:
    """A mean over 3000 equal rows is that row: rounding leaves no spread, which would come back."""
    for seed in range(5):
        rows = np.repeat(stream(seed).standard_normal((2, 2)), times, axis=0)
        record = learned(Gmm(components=2), rows).record()
        assert record["extinct"] == 2, (
            f"variances up to {np.max(record['covariances']):.2g} are left"
        )


def test_a_floor_holds_where_it_binds_and_says_so() -> None:
    low = [m.record() for m in mixtures("gmm:components=3,start=previous", 300, samples=20)]
    held = [
        m.record() for m in mixtures("gmm:components=3,start=previous,floor=0.01", 300, samples=20)
    ]
    assert np.max(low[-1]["covariances"]) < 1e-3, "without a floor, this seed collapses"
    assert all(record["floored"] == 0 for record in low)
    for record in held:
        variances = np.diagonal(record["covariances"], axis1=1, axis2=2)
        alive = record["weights"] > 0
        assert variances[alive].min() >= 0.01
        assert record["floored"] == (alive & (variances.max(axis=1) < 0.02)).sum()
    assert max(record["floored"] for record in held) > 0, "a floor that never binds shows nothing"


def test_a_floor_is_added_to_every_variance() -> None:
    rows = skewed(60, 2)
    with_floor, without = (learned(Gmm(1, floor=f), rows).covariance() for f in (0.25, 0.0))
    np.testing.assert_allclose(with_floor, without + 0.25 * np.eye(2), rtol=1e-12)


def test_from_scratch_a_component_keeps_the_number_of_the_nearest_before_it() -> None:
    """Seven blobs that stay apart: none changes its colour on the screen, at any seed."""
    for seed in range(5):
        found = mixtures(
            "gmm:components=7",
            15,
            samples=500,
            seed=seed,
        )
        for before, after in pairwise(found):
            apart = np.linalg.norm(after.means[:, None] - before.means, axis=2)
            order = np.argsort(apart, axis=None)
            new, old = np.unravel_index(order[0], apart.shape)
            assert new == old, "the nearest pair of all must share its number"


def test_well_apart_every_component_keeps_its_number() -> None:
    chosen = settings(
        truth="blobs:count=7,spread=0.1",
        model="gmm:components=7",
        policy="replace",
        samples=2000,
    )
    means = np.array([g.learned.record()["means"] for g in islice(run(chosen), 15)])
    kept = [m for m in means if _separate(m)]
    assert len(kept) > 10
    for before, after in pairwise(kept):
        apart = np.linalg.norm(after[:, None] - before, axis=2)
        np.testing.assert_array_equal(apart.argmin(axis=1), np.arange(7))


def _separate(means: Array) -> bool:
    """Whether k-means found all seven blobs: it need not."""
    apart = np.linalg.norm(means[:, None] - means, axis=2) + 10 * np.eye(len(means))
    return bool(apart.min() > 1)


def test_a_bandwidth_of_nothing_only_ever_repeats_rows() -> None:
    """To the last digit, over many generations."""
    chosen = settings(truth="normal", model="kde:bandwidth=0", policy="replace", samples=40)
    generations = list(islice(run(chosen), 60))
    real = {tuple(row) for row in generations[0].training.rows.tolist()}
    for generation in generations:
        assert {tuple(row) for row in generation.output.tolist()} <= real


@pytest.mark.parametrize("bandwidth", [0.0, 0.3, 1.0, 2.0])
def test_kernels_add_no_variance(bandwidth: float) -> None:
    rows = skewed(50, 3)
    found = learned(Kde(bandwidth=bandwidth), rows)
    assert isinstance(found, Smoothed)
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T, ddof=0), rtol=1e-12)
    centres = np.cov(found.centres.T, ddof=0)
    np.testing.assert_allclose(centres + found.kernel, found.covariance(), rtol=1e-12)
    if bandwidth == 1:
        scott = stats.gaussian_kde(rows.T).factor ** 2
        np.testing.assert_allclose(found.kernel * (1 + 1 / scott), found.covariance(), rtol=1e-12)


def test_of_very_many_kernels_an_even_choice_gives_the_density() -> None:
    rows = skewed(50_000, 2)[stream().permutation(50_000)]
    found = learned(Kde(), rows)
    assert isinstance(found, Smoothed)
    twin = Mixture(np.full(50_000, 2e-5), found.centres, np.tile(found.kernel, (50_000, 1, 1)))
    at = rows[:20]
    ratio = np.exp(found.log_prob(at) - twin.log_prob(at))
    assert np.abs(np.log(ratio)).max() < 0.5, f"densities differ by factors of up to {ratio}"


@pytest.mark.parametrize("spec", ["gaussian", "gmm:components=2", "kde"])
def test_boldness_scales_what_surrounds_each_centre(spec: str) -> None:
    """The centres stay, and the variance around each is the chosen part of what it was."""
    rows = skewed(300, 2)
    role = spec + ("," if ":" in spec else ":")
    whole, half = (learned(parse(f"{role}bias={b}", MODELS, "model"), rows) for b in (1, 0.5))
    np.testing.assert_array_equal(whole.mean(), half.mean())
    name = "kernel" if spec == "kde" else "covariances"
    around = [np.asarray(found.record()[name]) for found in (whole, half)]
    np.testing.assert_allclose(around[1], around[0] / 2, rtol=1e-12)


@pytest.mark.parametrize("spec", ["gaussian:bias=1.1", "gmm:bias=1.1,start=previous"])
def test_growth_without_end_stays_finite(spec: str) -> None:
    made = settings(truth="blobs", model=spec, policy="replace", samples=50)
    *_, last = run(made)
    assert np.isfinite(last.output).all() and last.learned.covariance().max() > 1e30
    assert np.isfinite(last.learned.log_prob(last.output)).all()
