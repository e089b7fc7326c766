"""The compiled loops give scikit-learn's, scipy's and numpy's own numbers, only sooner."""

import math
import warnings
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import multivariate_normal
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from engine import numerics
from engine.arrays import Array
from engine.distributions.mixture import Mixture
from engine.models.gmm import LLOYD_LIMIT, Gmm
from engine.numerics import kmeans, mixtures
from engine.protocols.learned_mixtures import side_by_side
from engine.training_set import Origin, TrainingSet
from tests.support.statistics import agrees, mean_agrees, stream

EPS = np.finfo(float).eps
SIZES = [(1, 1), (1, 3), (1, 10), (2, 1), (2, 3), (2, 10), (3, 4), (5, 2), (10, 3), (10, 10)]
"""Dimensions and components."""


def spreads(d: int, count: int, seed: int) -> Array:
    """Covariances `(count, d, d)` of condition numbers up to some hundreds."""
    roots = stream(seed).standard_normal((count, d, d)) + np.eye(d)
    return roots @ roots.transpose(0, 2, 1) / d + 0.05 * np.eye(d)


def mixture(d: int, count: int, apart: float = 2.0) -> Mixture:
    """Overlapping components of unlike size and shape."""
    weights = stream(count).dirichlet(np.full(count, 5.0))
    return Mixture(weights, apart * stream(d).standard_normal((count, d)), spreads(d, count, 7))


@dataclass(frozen=True)
class Start:
    """Rows, and parameters near enough for EM to have some way to go."""

    rows: Array
    weights: Array
    means: Array
    covariances: Array

    def ours(self, floor: float, tolerance: float, limit: int) -> Mixture:
        """EM from here by the engine."""
        count = len(self.weights)
        model = Gmm(count, tolerance=tolerance, max_iter=limit, start="previous", floor=floor)
        previous = Mixture(self.weights, self.means, self.covariances)
        return model.fit(stream(), TrainingSet(self.rows, Origin()), previous)

    def theirs(self, floor: float, tolerance: float, limit: int) -> GaussianMixture:
        """EM from here by scikit-learn."""
        twin = GaussianMixture(
            len(self.weights),
            reg_covar=floor,
            tol=tolerance,
            max_iter=limit,
            weights_init=self.weights,
            means_init=self.means,
            precisions_init=np.linalg.inv(self.covariances),
            random_state=0,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            return twin.fit(self.rows)


def start(d: int, count: int, n: int = 600, shift: float = 0.0) -> Start:
    """Rows `(n, d)` of a mixture, and that mixture, blurred."""
    truth = mixture(d, count)
    rows = truth.sample(stream(3), n) + shift
    blurred = truth.means + shift + 0.3 * stream(4).standard_normal((count, d))
    return Start(rows, np.full(count, 1 / count), blurred, 1.5 * truth.covariances)


def apart(ours: Mixture, theirs: GaussianMixture) -> float:
    """The largest difference of any parameter, relative to one."""
    pairs = (
        (ours.weights, theirs.weights_),
        (ours.means, theirs.means_),
        (ours.covariances, theirs.covariances_),
        (np.array(ours.log_likelihood), np.array(theirs.lower_bound_)),
    )
    return max(float(np.max(np.abs(a - b) / np.maximum(np.abs(b), 1))) for a, b in pairs)


@pytest.mark.parametrize("floor", [0.0, 1e-6])
@pytest.mark.parametrize(("d", "count"), SIZES)
def test_em_is_scikit_learns(d: int, count: int, floor: float) -> None:
    begun = start(d, count)
    ours, theirs = begun.ours(floor, 1e-4, 500), begun.theirs(floor, 1e-4, 500)
    assert theirs.converged_
    assert ours.iterations == theirs.n_iter_
    assert apart(ours, theirs) < 1e-6, f"parameters are {apart(ours, theirs):.2g} apart, not 1e-6"


def test_em_stops_where_scikit_learn_stops() -> None:
    """At the limit, and at tolerances from one that any round meets to one that few do."""
    begun = start(2, 3)
    for tolerance, limit in [(1.0, 100), (1e-2, 100), (1e-6, 2000), (1e-12, 7), (1e-3, 1)]:
        ours, theirs = begun.ours(0.0, tolerance, limit), begun.theirs(0.0, tolerance, limit)
        assert ours.iterations == theirs.n_iter_, f"tolerance {tolerance}, limit {limit}"
        assert apart(ours, theirs) < 1e-6, f"tolerance {tolerance}: {apart(ours, theirs):.2g}"


def test_a_component_with_hardly_any_data_lives() -> None:
    """Three rows of 1500, far out: one five-hundredth of the weight is no reason to die."""
    rows = stream().standard_normal((1500, 2))
    rows[:3] += 30
    begun = Start(
        rows, np.full(2, 0.5), np.array([[0.0, 0.0], [30, 30]]), np.tile(np.eye(2), (2, 1, 1))
    )
    ours, theirs = begun.ours(0.0, 1e-4, 100), begun.theirs(0.0, 1e-4, 100)
    assert apart(ours, theirs) < 1e-6, f"parameters are {apart(ours, theirs):.2g} apart, not 1e-6"
    np.testing.assert_allclose(ours.weights[1], 3 / 1500, rtol=1e-9)


@pytest.mark.parametrize("n", [12, 255, 256, 257, 513])
def test_em_reads_every_row_once(n: int) -> None:
    """Rows come in blocks of 256: neither their edges nor a rest that is no block matter."""
    begun = start(2, 2, n)
    ours, theirs = begun.ours(1e-6, 1e-3, 200), begun.theirs(1e-6, 1e-3, 200)
    assert ours.iterations == theirs.n_iter_
    assert apart(ours, theirs) < 1e-6, f"parameters are {apart(ours, theirs):.2g} apart, not 1e-6"


def test_a_cloud_far_smaller_than_its_distance_keeps_its_shape() -> None:
    """Deviations of 1e-10 beside 1: six digits are left in a double, and none may be lost."""
    rows = 1 + 1e-10 * stream().standard_normal((1000, 2)) @ np.array([[1.0, 0.0], [0.8, 0.6]])
    exact = np.cov((rows - 1).T, bias=True)  # the difference of neighbours is exact
    fitted = Gmm(1).fit(stream(), TrainingSet(rows, Origin()), None)
    off = np.abs(fitted.covariances[0] - exact).max() / np.abs(exact).max()
    assert off < 1e-6, f"the covariance is {off:.2g} of itself off, not 1e-6"


def test_two_clouds_far_smaller_than_their_distance_keep_their_shapes() -> None:
    side = np.repeat([-1.0, 1.0], [300, 700])[:, None]
    rows = side + 1e-10 * stream().standard_normal((1000, 2))
    fitted = Gmm(2, tolerance=1e-9).fit(stream(), TrainingSet(rows, Origin()), None)
    for k in range(2):
        mine = side[:, 0] == np.sign(fitted.means[k, 0])
        exact = np.cov((rows - side)[mine].T, bias=True)
        off = np.abs(fitted.covariances[k] - exact).max() / np.abs(exact).max()
        assert off < 1e-6, f"a covariance is {off:.2g} of itself off, not 1e-6"


def test_a_thousand_deviations_away_nothing_changes() -> None:
    near, far = (start(3, 3, shift=s).ours(0.0, 1e-6, 500) for s in (0.0, 1000.0))
    assert near.iterations == far.iterations
    for name in ("weights", "covariances", "log_likelihood"):
        off = np.abs(getattr(near, name) - getattr(far, name)).max()
        assert off < 1e-9, f"{name} moved by {off:.2g}"
    off = np.abs(near.means + 1000 - far.means).max()
    assert off < 1e-9, f"means moved by {off:.2g}"


def test_the_exponential_is_right_to_its_last_place() -> None:
    """Against extended precision, in the very loop that the compiler turns into vectors."""
    x = np.concatenate([-np.geomspace(1e-18, 708, 40_001), -np.linspace(0, 45, 40_001)])
    ours, total = x.copy(), np.zeros(len(x))
    mixtures._exponentiate(ours, np.zeros(len(x)), total)
    off = np.abs(ours.astype(np.longdouble) - np.exp(x.astype(np.longdouble)))
    worst = float((off / np.spacing(ours)).max())
    assert worst <= 1, f"e^{x[np.argmax(off / np.spacing(ours))]} is {worst:.2f} ulp off, not 1"
    np.testing.assert_array_equal(total, ours)


@pytest.mark.parametrize("x", [-709.0, -1e6, -1e300, -math.inf, math.nan])
def test_the_exponential_of_next_to_nothing_is_next_to_nothing(x: float) -> None:
    assert 0 <= mixtures.exp_nonpositive(x) < 1e-307


def test_the_exponential_of_nothing_is_one() -> None:
    assert mixtures.exp_nonpositive(0.0) == mixtures.exp_nonpositive(-0.0) == 1


@pytest.mark.parametrize("d", range(1, 11))
def test_factors_are_numpys(d: int) -> None:
    for covariance in spreads(d, 20, d):
        factor, flat = mixtures.factorise(covariance, np.zeros(d))
        assert not flat.any()
        np.testing.assert_allclose(factor, np.linalg.cholesky(covariance), rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(
            mixtures.invert(factor), np.linalg.inv(factor), rtol=1e-10, atol=1e-11
        )


@pytest.mark.parametrize("scale", [1e-120, 1.0, 1e120])
@pytest.mark.parametrize("d", range(2, 11))
def test_what_spreads_in_few_directions_loses_none_of_them(d: int, scale: float) -> None:
    """A flat pivot is at most d units in the last place of its variance: no deviation changes by
    more than the root of that, and no whitener resolves more than a double does."""
    for rank in range(1, d):
        root = stream(10 * d + rank).standard_normal((d, rank))
        covariance = scale * root @ root.T * scale
        factor, flat = mixtures.factorise(covariance, np.full(d, 1e-154))
        assert not flat[:rank].any()
        moved = np.where(flat, 0.0, factor) / scale
        deviations = np.linalg.norm(root, axis=1)
        off = (np.abs(moved @ moved.T - root @ root.T) / np.outer(deviations, deviations)).max()
        assert off < math.sqrt(d * EPS), f"rank {rank}: {off:.2g} off, not {math.sqrt(d * EPS):.2g}"
        sharpest = np.abs(mixtures.invert(factor)).max() * scale
        assert sharpest < 1 / EPS, f"rank {rank}: a whitener of {sharpest:.2g}"


def test_a_flat_direction_leaves_the_others_alone() -> None:
    """x has died but for its last digit's flicker, which may lean on y; y lives on."""
    flicker = 0.5 * np.spacing(1.0)
    covariance = np.array([[flicker**2, 0.9 * flicker], [0.9 * flicker, 1.0]])
    factor, flat = mixtures.factorise(covariance, np.full(2, np.spacing(1.0)))
    assert flat.tolist() == [True, False]
    np.testing.assert_array_equal(factor, np.diag([np.spacing(1.0), 1.0]))


@pytest.mark.parametrize(("d", "count"), SIZES)
def test_the_density_is_scipys(d: int, count: int) -> None:
    whole = mixture(d, count)
    rows = np.concatenate([whole.sample(stream(), 300), 30 * stream(2).standard_normal((300, d))])
    parts = zip(whole.weights, whole.means, whole.covariances, strict=True)
    logs = [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(rows)) for w, m, c in parts]
    np.testing.assert_allclose(whole.log_prob(rows), logsumexp(logs, axis=0), rtol=1e-10)
    np.testing.assert_array_equal(whole.assign(rows), np.argmax(logs, axis=0))


@pytest.mark.parametrize("n", [0, 1, 255, 256, 257])
def test_a_density_does_not_depend_on_its_neighbours(n: int) -> None:
    """To the last digit: a chunk of rows or one at a time, at the edge of a block or within."""
    whole = mixture(2, 3)
    rows = whole.sample(stream(), 257)[:n]
    alone = np.array([whole.log_prob(row[None])[0] for row in rows])
    np.testing.assert_array_equal(whole.log_prob(rows), alone)


def test_the_dead_say_nothing() -> None:
    whole = Mixture(np.array([0.0, 1.0, 0.0]), np.zeros((3, 2)), np.tile(np.eye(2), (3, 1, 1)))
    alone = Mixture(np.ones(1), np.zeros((1, 2)), np.eye(2)[None])
    rows = alone.sample(stream(), 99)
    np.testing.assert_array_equal(whole.log_prob(rows), alone.log_prob(rows))
    assert set(whole.assign(rows)) == {1}
    assert mixtures.overlap(*parameters(whole), *parameters(whole)) == mixtures.overlap(
        *parameters(alone), *parameters(alone)
    )


def test_far_from_a_point_at_zero_the_density_is_no_number_too_small_but_none() -> None:
    """Squares overflow there, also those of the first component: -inf, never NaN."""
    point = Mixture(np.full(2, 0.5), np.array([[0.0], [2.0]]), np.zeros((2, 1, 1)))
    logs = point.log_prob(np.array([[1e6], [0.0], [2.0], [2.0 + 1e-9]]))
    assert not np.isnan(logs).any()
    assert logs[0] == -np.inf or logs[0] < -1e30
    assert logs[1:3].min() > 30


def parameters(whole: Mixture) -> tuple[Array, Array, Array]:
    """What `overlap` takes of a mixture."""
    return whole.weights, whole.means, whole.covariances


@pytest.mark.parametrize(("d", "count"), SIZES)
def test_overlap_is_the_closed_form(d: int, count: int) -> None:
    one, other = mixture(d, count, 1.0), mixture(d, 2, 1.5)
    expected = sum(
        v * w * multivariate_normal(m, c + e).pdf(k)
        for v, m, c in zip(*parameters(one), strict=True)
        for w, k, e in zip(*parameters(other), strict=True)
    )
    found = mixtures.overlap(*parameters(one), *parameters(other))
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_overlap_is_the_integral_of_the_product() -> None:
    one, other = mixture(2, 3, 1.0), mixture(2, 2, 1.5)
    axis = np.linspace(-20, 20, 801)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    product = np.exp(one.log_prob(grid) + other.log_prob(grid))
    expected = product.sum() * (axis[1] - axis[0]) ** 2
    found = mixtures.overlap(*parameters(one), *parameters(other))
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.parametrize("d", [1, 2, 10])
def test_overlap_of_points_is_a_number(d: int) -> None:
    point = np.ones(1), np.full((1, d), 0.7), np.zeros((1, d, d))
    needle = np.ones(1), np.full((1, d), 0.7), np.ones((1, d, d))
    for one, other in [(point, point), (point, needle), (needle, needle)]:
        assert 0 < mixtures.overlap(*one, *other) < np.inf


def several(d: int, count: int) -> list[Mixture]:
    """Mixtures of as many components; the second has lost one, the third all its spread."""
    every = [mixture(d, count, apart) for apart in (2.0, 1.0, 0.5, 3.0)]
    weights = np.append(every[1].weights[:-1], 0.0) if count > 1 else every[1].weights
    every[1] = Mixture(weights, every[1].means, every[1].covariances)
    every[2] = Mixture(every[2].weights, every[2].means, np.zeros((count, d, d)))
    return every


@pytest.mark.parametrize(("d", "count"), SIZES)
def test_mixtures_side_by_side_are_what_they_are_alone(d: int, count: int) -> None:
    """To the last digit, in one company or another."""
    every = several(d, count)
    rows = np.array([whole.sample(stream(), 300) for whole in every])
    for some in (slice(None), slice(1, 3), slice(None, None, -1)):
        alone, beside = every[some], side_by_side(every[some])
        np.testing.assert_array_equal(beside.mean(), [one.mean() for one in alone])
        np.testing.assert_array_equal(beside.covariance(), [one.covariance() for one in alone])
        densities = [one.log_prob(x) for one, x in zip(alone, rows[some], strict=True)]
        np.testing.assert_array_equal(beside.log_prob(rows[some]), densities)
        first = every[0]
        apart = [a.overlap(a) - 2 * a.overlap(first) + first.overlap(first) for a in alone]
        np.testing.assert_array_equal(beside.squared_distances(first), np.maximum(apart, 0))


@pytest.mark.parametrize(("d", "count"), SIZES)
def test_the_share_above_a_level_is_counted_to_the_last_row(d: int, count: int) -> None:
    """Also where the level is the density of one of the rows itself."""
    every, rows = several(d, count), 2 * stream(5).standard_normal((1000, d))
    densities = np.array([one.log_prob(rows) for one in every])
    for row in range(0, 1000, 37):
        levels = densities[:, row].copy()
        counted = (densities >= levels[:, None]).mean(axis=1)
        np.testing.assert_array_equal(side_by_side(every).shares_above(levels, rows), counted)


@pytest.mark.parametrize("n", [1, 2, 9, 129, 1000])
@pytest.mark.parametrize("d", [1, 2, 3, 10, 64])
def test_the_mean_is_numpys_to_the_last_digit(n: int, d: int) -> None:
    """Whichever way the rows lie in memory."""
    rows = 1e3 + stream(d).standard_normal((2 * n, d)) * 10.0 ** stream(n).integers(-9, 9, (1, d))
    for lying in (rows, rows[::2], np.asfortranarray(rows)):
        np.testing.assert_array_equal(numerics.mean(lying), lying.mean(axis=0))


def inertia(rows: Array, centres: Array) -> float:
    """The sum of squared distances to the nearest centre."""
    return float(((rows[:, None] - centres) ** 2).sum(axis=2).min(axis=1).sum())


def seeded(rows: Array, count: int, seed: int) -> Array:
    """Centres by the engine's k-means++."""
    uniforms = stream(seed).random((count, 2 + int(np.log(count))))
    return kmeans.seed_centres(np.ascontiguousarray(rows.T), uniforms)


@pytest.mark.parametrize(("d", "count"), [(1, 3), (2, 8), (5, 4)])
def test_k_means_is_as_good_as_scikit_learns(d: int, count: int) -> None:
    """The mean inertia over 60 seeds may be better, but not worse by more than chance."""
    rows = mixture(d, count, 6.0).sample(stream(), 400)
    columns, ours, theirs = np.ascontiguousarray(rows.T), [], []
    for seed in range(60):
        centres = seeded(rows, count, seed)
        kmeans.lloyd(columns, centres, LLOYD_LIMIT)
        ours.append(inertia(rows, centres))
        twin = KMeans(count, n_init=1, random_state=seed).fit(rows)
        theirs.append(inertia(rows, twin.cluster_centers_))
    worse = np.mean(ours) - np.mean(theirs)
    error = math.hypot(np.std(ours), np.std(theirs)) / math.sqrt(60)
    allowed = 4 * error + 1e-9 * np.mean(theirs)
    assert worse <= allowed, f"inertia worse by {worse:.3g}, of {allowed:.3g} ({error:.3g} a sd)"


@pytest.mark.parametrize(("d", "count"), [(1, 3), (2, 1), (2, 8), (5, 4), (10, 10)])
def test_lloyd_from_the_same_centres_is_scikit_learns(d: int, count: int) -> None:
    rows = mixture(d, count, 3.0).sample(stream(), 500)
    for seed in range(5):
        centres = seeded(rows, count, seed)
        twin = KMeans(count, init=centres.copy(), n_init=1, algorithm="lloyd").fit(rows)
        labels = kmeans.lloyd(np.ascontiguousarray(rows.T), centres, LLOYD_LIMIT)
        np.testing.assert_array_equal(labels, twin.labels_)
        np.testing.assert_allclose(centres, twin.cluster_centers_, atol=1e-10)


def test_there_are_no_more_centres_than_points() -> None:
    rows = np.repeat([[0.0, 1.0], [2.0, 3.0], [5.0, 5.0]], 4, axis=0)
    assert sorted(map(tuple, seeded(rows, 7, 1))) == [(0, 1), (2, 3), (5, 5)]


def test_no_point_becomes_two_centres() -> None:
    """Not even where the uniform number is 0 itself."""
    columns = np.array([[0.0, 1.0, 3.0]])
    for uniforms in (np.zeros((3, 1)), np.full((3, 2), np.nextafter(1.0, 0.0))):
        assert sorted(kmeans.seed_centres(columns, uniforms)[:, 0]) == [0, 1, 3]


def test_far_points_are_chosen_by_the_square_of_their_distance() -> None:
    """One candidate a centre: from 0, with points at 1 and 3, the second one is 3 in 9 of 10."""
    columns = np.array([[0.0, 1.0, 3.0]])
    uniforms = stream().random((20_000, 2, 1))
    uniforms[:, 0] = 0
    second = np.array([kmeans.seed_centres(columns, u)[1, 0] for u in uniforms])
    agrees((second == 3).mean(), 0.9, math.sqrt(0.9 * 0.1 / 20_000), "share of the far point")


@pytest.mark.parametrize(("d", "count"), [(1, 1), (2, 3), (10, 4)])
def test_a_mixture_says_what_it_is(d: int, count: int) -> None:
    whole = mixture(d, count)
    rows = whole.sample(stream(), 100_000)
    mean_agrees(rows, whole.mean(), "rows")
    centred = rows - whole.mean()
    products = np.einsum("ia,ib->iab", centred, centred)
    mean_agrees(products, whole.covariance(), "products of deviations")


def test_components_speak_by_their_weight() -> None:
    weights = np.array([0.0, 0.5, 0.0, 0.3, 0.2, 0.0])
    whole = Mixture(weights, np.arange(6.0)[:, None], np.zeros((6, 1, 1)))
    rows = whole.sample(stream(), 100_000)[:, 0]
    shares = np.bincount(rows.astype(int), minlength=6) / len(rows)
    np.testing.assert_array_equal(rows, rows.astype(int))
    agrees(shares, weights, np.sqrt(weights * (1 - weights) / len(rows)), "share of component")


@pytest.mark.parametrize("uniform", [0.0, 0.5, np.nextafter(1.0, 0.0)])
def test_not_even_the_ends_of_chance_wake_the_dead(uniform: float) -> None:
    """A uniform number may be 0 itself, or as near to 1 as a double can be."""
    weights = np.array([0.0, 0.25, 0.0, 0.75, 0.0])
    means, covariances = np.arange(5.0)[:, None], np.zeros((5, 1, 1))
    said = mixtures.speak(weights, means, covariances, np.array([uniform]), np.ones((1, 1)))
    assert said[0, 0] == (1 if uniform < 0.25 else 3)


def test_a_straight_line_stays_straight() -> None:
    """What has no spread across it is repeated along it, to rounding, whatever the slope."""
    along = np.array([1.0, -3.0, 0.1])
    line = Mixture(np.ones(1), np.full((1, 3), 0.3), np.outer(along, along)[None])
    rows = line.sample(stream(), 1000) - 0.3
    off = np.abs(rows - rows[:, :1] * along).max()
    assert off < 100 * EPS, f"rows lie {off:.2g} off the line"
