"""Every metric gives the truth its due, and measures the same whoever else is measured."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.stats import norm

from engine import Generation, from_dict, run, settings
from engine.arrays import Array, Rng
from engine.distributions.mixture import Mixture, gaussian
from engine.metrics import METRICS
from engine.metrics.coverage import Coverage
from engine.metrics.l2 import L2
from engine.metrics.mean_shift import MeanShift
from engine.metrics.modes import Modes
from engine.metrics.tail_mass import TailMass
from engine.metrics.variance import Variance
from engine.metrics.wasserstein import Wasserstein
from engine.protocols import ImageTruth, Learned, Metric, Truth
from engine.protocols.reference import TAIL, Reference
from engine.training_set import Origin, TrainingSet
from engine.truths.blobs import Blobs
from engine.truths.iris import Iris
from engine.truths.normal import Normal
from engine.truths.ring import Ring
from engine.truths.student import Student
from tests.support.statistics import agrees, mean_agrees, stream

KNOWN: list[Truth] = [
    Normal(dimensions=1),
    Normal(),
    Normal(dimensions=10),
    Blobs(),
    Ring(),
    Student(dimensions=3),
]
"""Truths whose density is known exactly."""
RUNS = [
    ("blobs", "gmm", 60),
    ("normal:dimensions=1", "gaussian", 20),
    ("moons", "kde", 40),
    ("iris", "gmm:components=10,start=previous", 20),
    ("student:dimensions=10", "gaussian", 5),
    ("normal", "kde:bandwidth=0", 12),
    ("ring", "gaussian", 2),
    ("digits", "kde", 30),
    ("digits:components=3", "gmm", 50),
    ("dice:faces=20", "frequency", 10),
    ("zipf", "gaussian", 9),
    ("text", "ngram", 30),
]


@dataclass(frozen=True, eq=False)
class Knowing:
    """A model that has learned the truth itself."""

    tractable: ClassVar[bool] = True
    truth: Truth

    def sample(self, rng: Rng, n: int) -> Array:
        """The truth's rows."""
        return self.truth.sample(rng, n)

    def log_prob(self, x: Array) -> Array:
        """The truth's density."""
        return self.truth.log_prob(x)

    def mean(self) -> Array:
        """The truth's mean."""
        return self.truth.mean()

    def covariance(self) -> Array:
        """Nothing that any metric asks of it here."""
        return np.eye(len(self.truth.axes))

    def record(self) -> dict[str, Array]:
        """Nothing."""
        return {}


def spoken(learned: Learned, output: Array, index: int = 0) -> Generation:
    """A generation that has learned and said this."""
    return Generation(index, TrainingSet(output[:0], Origin()), learned, output)


def saying(output: Array, truth: Truth) -> Generation:
    """A generation of which only the output matters."""
    return spoken(Knowing(truth), output)


def measured(metric: type[Metric], truth: Truth, heard: Sequence[Generation]) -> Array:
    """The metric of some generations, the first of which is generation 0."""
    return metric().measure(Reference(truth, heard[0].learned), heard)


@pytest.fixture(scope="module", params=RUNS, ids=[" ".join(map(str, r)) for r in RUNS])
def recorded(request: pytest.FixtureRequest) -> tuple[Truth, list[Generation]]:
    """Twenty-five generations of some run."""
    truth, model, samples = request.param
    kinds = {"truth": truth, "model": model, "policy": "replace"}
    made = from_dict(kinds | {"samples": samples})
    return made.truth, list(islice(run(made), 25))


@pytest.mark.parametrize("name", list(METRICS))
def test_one_number_a_generation_or_one_a_class(
    name: str, recorded: tuple[Truth, list[Generation]]
) -> None:
    """What has no classes has no number for one."""
    truth, generations = recorded
    values = measured(METRICS[name], truth, generations)
    classes = len(truth.classes) if isinstance(truth, ImageTruth) else 0
    assert values.shape == ((25, classes) if METRICS[name].by_class else (25,))
    assert values.dtype == np.float64
    assert np.isnan(values).all() or np.isfinite(values).all(), "NaN means that it never applies"


@pytest.mark.parametrize("name", list(METRICS))
def test_a_generation_measures_the_same_in_any_company(
    name: str, recorded: tuple[Truth, list[Generation]]
) -> None:
    """One at a time, in chunks or in reverse: equal to the last digit."""
    truth, generations = recorded
    reference, metric = Reference(truth, generations[0].learned), METRICS[name]()
    together = metric.measure(reference, generations)
    alone = np.concatenate([metric.measure(reference, [g]) for g in generations])
    sevens = [metric.measure(reference, generations[at : at + 7]) for at in range(0, 25, 7)]
    backwards = metric.measure(reference, generations[::-1])[::-1]
    np.testing.assert_array_equal(alone, together)
    np.testing.assert_array_equal(np.concatenate(sevens), together)
    np.testing.assert_array_equal(backwards, together)


@pytest.mark.parametrize("name", list(METRICS))
def test_what_was_said_is_left_alone(name: str, recorded: tuple[Truth, list[Generation]]) -> None:
    truth, generations = recorded
    before = [generation.output.copy() for generation in generations]
    for generation in generations:
        generation.output.setflags(write=False)
    measured(METRICS[name], truth, generations)
    for generation, output in zip(generations, before, strict=True):
        np.testing.assert_array_equal(generation.output, output)


@pytest.mark.parametrize("truth", KNOWN, ids=repr)
def test_the_truths_own_tail_holds_a_twentieth(truth: Truth) -> None:
    """The level itself comes from 50,000 samples: its error counts, too."""
    heard = [saying(truth.sample(stream(seed), 1000), truth) for seed in range(100)]
    shares = measured(TailMass, truth, heard)
    error = math.sqrt(TAIL * (1 - TAIL) * (1 / 100_000 + 1 / 50_000))
    agrees(shares.mean(), TAIL, error, "tail mass of the truth")


def test_the_tail_is_where_the_truth_is_least_likely() -> None:
    assert TAIL == 0.05
    truth = Normal(dimensions=1)
    outputs = [np.full((50, 1), x) for x in (0.0, 1.9, 2.05, -1.9, -2.05)]
    heard = [saying(output, truth) for output in outputs]
    assert measured(TailMass, truth, heard).tolist() == [0, 0, 1, 0, 1]


@pytest.mark.parametrize("truth", KNOWN, ids=repr)
@pytest.mark.parametrize("samples", [19, 50, 1000])
def test_who_knows_the_truth_covers_most_of_it(truth: Truth, samples: int) -> None:
    """Of n densities the k-th lowest leaves k / (n + 1) below it, on average; k is nearest 5%."""
    heard = [saying(truth.sample(stream(seed), samples), truth) for seed in range(200)]
    shares = measured(Coverage, truth, heard)
    below = round(TAIL * (samples + 1)) / (samples + 1)
    error = math.hypot(shares.std() / math.sqrt(200), math.sqrt(below * (1 - below) / 1000))
    agrees(shares.mean(), 1 - below, error, f"coverage with {samples} samples")


def test_coverage_is_of_the_truth_not_of_the_model() -> None:
    """A model twice as wide covers all but 2 in 10,000; one half as wide, two thirds."""
    truth = Normal(dimensions=1)
    for width, exact in ((2.0, 1 - 2 * norm.cdf(-2 * 1.96)), (0.5, 1 - 2 * norm.cdf(-0.98))):
        model = gaussian(np.zeros(1), width**2 * np.eye(1))
        heard = [spoken(model, model.sample(stream(seed), 1000)) for seed in range(100)]
        shares = measured(Coverage, truth, heard)
        error = math.hypot(shares.std() / 10, math.sqrt(exact * (1 - exact) / 1000))
        agrees(shares.mean(), exact, error, f"coverage of a model {width} times as wide")


@pytest.mark.parametrize("d", [1, 2, 3])
def test_the_distance_is_that_of_the_best_plan(d: int) -> None:
    """Line by line, the cheapest way to match 60 rows to 60 others, found without any sorting."""
    truth = Normal(dimensions=d)
    output = stream().standard_normal((60, d)) ** 3
    real = Reference(truth, Knowing(truth)).sample[:60]
    costs = []
    for line in directions(d):
        squares = ((output @ line)[:, None] - real @ line) ** 2
        costs.append(squares[linear_sum_assignment(squares)].mean())
    found = measured(Wasserstein, truth, [saying(output, truth)])[0]
    np.testing.assert_allclose(found, math.sqrt(np.mean(costs)), rtol=1e-12)


def directions(d: int) -> Array:
    """The lines on which the metric compares."""
    from engine.metrics.wasserstein import _directions

    return _directions(d)


@pytest.mark.parametrize("d", [1, 2])
def test_what_is_moved_is_as_far_as_it_was_moved(d: int) -> None:
    """In the plane the mean square over the fan of lines is one half, exactly."""
    truth = Normal(dimensions=d)
    real = Reference(truth, Knowing(truth)).sample[:200]
    for length in (0.0, 1e-6, 1.0, 1e6):
        moved = real + length * np.eye(d)[0]
        found = measured(Wasserstein, truth, [saying(moved, truth)])[0]
        np.testing.assert_allclose(found, length / math.sqrt(d), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("d", [3, 10])
def test_the_lines_look_in_all_directions(d: int) -> None:
    lines = directions(d)
    np.testing.assert_allclose(np.linalg.norm(lines, axis=1), 1, rtol=1e-12)
    assert np.linalg.matrix_rank(lines) == d


def test_who_knows_the_truth_is_as_far_as_two_samples_are() -> None:
    truth = Normal(dimensions=1)
    heard = [saying(truth.sample(stream(seed), 400), truth) for seed in range(50)]
    others = [truth.sample(stream(1000 + seed), 400) for seed in range(50)]
    known = measured(Wasserstein, truth, heard)
    real = np.sort(Reference(truth, Knowing(truth)).sample[:400, 0])
    twins = [math.sqrt(np.mean((np.sort(o[:, 0]) - real) ** 2)) for o in others]
    error = math.hypot(np.std(known), np.std(twins)) / math.sqrt(50)
    agrees(known.mean(), np.mean(twins), error, "distance of the truth from its own sample")


def some(seed: int, count: int, width: float = 1.0) -> Mixture:
    """A mixture in the plane."""
    rng = stream(seed)
    roots = width * (rng.standard_normal((count, 2, 2)) / 2 + np.eye(2))
    spreads = roots @ roots.transpose(0, 2, 1) + 0.05 * width**2 * np.eye(2)
    return Mixture(rng.dirichlet(np.ones(count)), rng.standard_normal((count, 2)), spreads)


def squared_difference(one: Mixture, other: Mixture) -> float:
    """The integral of the squared difference of two densities, on a grid."""
    axis = np.linspace(-14, 14, 1401)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    apart = np.exp(one.log_prob(grid)) - np.exp(other.log_prob(grid))
    return float((apart**2).sum() * (axis[1] - axis[0]) ** 2)


def distances(*mixtures: Mixture) -> Array:
    """L2 of each from the first one."""
    reference = Reference(Normal(), mixtures[0])
    heard = [spoken(mixture, np.zeros((1, 2))) for mixture in mixtures]
    return np.concatenate([L2().measure(reference, [generation]) for generation in heard])


def test_l2_is_the_integral_of_the_squared_difference() -> None:
    first, *others = (some(seed, count) for seed, count in enumerate([3, 1, 2, 5]))
    expected = [squared_difference(first, other) for other in others]
    found = distances(first, *others)
    np.testing.assert_allclose(found[0], 0, atol=1e-16)
    np.testing.assert_allclose(found[1:], expected, rtol=1e-6)


@pytest.mark.parametrize("width", [1e-3, 1e-5, 1e-7])
def test_l2_of_a_narrow_mixture_is_one_over_its_area(width: float) -> None:
    """1 / (4 pi sqrt|C|) in the plane, but for a remainder of the order of |C|^(1/2)."""
    narrow = some(4, 1, width)
    law = 1 / (4 * math.pi * math.sqrt(np.linalg.det(narrow.covariances[0])))
    found = distances(some(1, 2), narrow)[1]
    off = abs(found / law - 1)
    assert off < 1 / law, f"{found:.6g} is {off:.2g} of itself off {law:.6g}, not {1 / law:.2g}"


def test_l2_is_for_mixtures_only() -> None:
    truth = Normal()
    heard = [saying(truth.sample(stream(), 10), truth)] * 3
    assert np.isnan(measured(L2, truth, heard)).tolist() == [True] * 3


def test_a_mode_lives_while_one_sample_visits_it() -> None:
    truth = Blobs(count=5, spread=0.1)
    centres = np.array([mode.sample(stream(), 1000).mean(axis=0) for mode in truth.modes()])
    for alive in range(6):
        output = np.concatenate([np.full((20, 2), 50.0), centres[:alive]])
        heard = [saying(output, truth), saying(output[::-1], truth)]
        assert measured(Modes, truth, heard).tolist() == [alive, alive]


def test_a_mode_ends_where_its_own_rarest_twentieth_begins() -> None:
    """In the plane: at sqrt(-2 ln 0.05) = 2.448 deviations, within the error of the level."""
    truth = Normal()
    edge = math.sqrt(-2 * math.log(TAIL))
    for radius, alive in ((0.98 * edge, 1), (1.02 * edge, 0)):
        output = np.tile([radius, 0.0], (5, 1))
        assert measured(Modes, truth, [saying(output, truth)]).tolist() == [alive]


def test_nobody_knows_the_modes_of_real_rows() -> None:
    heard = [saying(Iris().sample(stream(), 10), Iris())] * 2
    assert np.isnan(measured(Modes, Iris(), heard)).all()


@pytest.mark.parametrize("d", [1, 2, 10])
def test_variance_and_shift_are_the_learned_ones(d: int) -> None:
    truth, variances = Normal(dimensions=d), 1 + np.arange(d)
    model = gaussian(np.full(d, 3.0), np.diag(variances.astype(float)))
    heard = [spoken(model, np.zeros((1, d)))] * 2
    np.testing.assert_allclose(measured(Variance, truth, heard), variances.mean(), rtol=1e-14)
    np.testing.assert_allclose(measured(MeanShift, truth, heard), 3 * math.sqrt(d), rtol=1e-14)


def test_a_fit_to_the_truth_has_its_variance() -> None:
    made = [settings(truth="blobs", model="gmm", policy="replace", seed=s) for s in range(30)]
    first = [next(run(one)) for one in made]
    exact = 0.5**2 + 2.0**2 / 2
    mean_agrees(measured(Variance, Blobs(), first), exact, "variance of generation 0")
