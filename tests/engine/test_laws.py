"""Thousands of lineages, on average, forget exactly as fast as theory says."""

import math
from functools import lru_cache
from itertools import islice

import numpy as np
import pytest
from scipy.special import digamma, gammaln, polygamma

from engine import Settings, run, settings
from engine.arrays import Array
from engine.metrics.l2 import L2
from engine.protocols.reference import Reference
from tests.engine.evidence import mean_agrees, stream, variance_agrees


def lineages(count: int, fits: int, **values: object) -> list[tuple[Array, Array]]:
    """Learned means `(g, d)` and covariances `(g, d, d)` of many runs that differ in seed."""
    found = []
    for seed in range(count):
        learned = [g.learned for g in islice(run(settings(seed=seed, **values)), fits)]
        means = np.array([one.mean() for one in learned])
        found.append((means, np.array([one.covariance() for one in learned])))
    return found


@lru_cache
def gaussians(
    count: int, fits: int, samples: int, ddof: int, policy: str = "replace"
) -> tuple[Array, Array]:
    """Means and variances `(lineages, fits)` of one Gaussian fitted again and again in 1-D.

    Theory counts fits: n = 1 is generation 0, which has learned from the truth, N(0, 1).
    """
    found = lineages(
        count,
        fits,
        truth="normal:dimensions=1",
        model=f"gaussian:ddof={ddof}",
        policy=policy,
        samples=samples,
    )
    return np.array([m[:, 0] for m, _ in found]), np.array([v[:, 0, 0] for _, v in found])


FAST = [(500, 6, 10, 0), (500, 6, 10, 1)]
SLOW = [
    (2000, 6, 3, 0),
    (2000, 6, 3, 1),
    (1500, 12, 10, 0),
    (1500, 12, 10, 1),
    (400, 40, 50, 0),
    (400, 40, 50, 1),
]
"""Lineages, fits n, samples M, ddof."""


def replacing(*ddofs: int) -> pytest.MarkDecorator:
    """The test for every case with one of these corrections."""
    cases = [*FAST, *[pytest.param(*case, marks=pytest.mark.slow) for case in SLOW]]
    kept = [case for case in cases if getattr(case, "values", case)[-1] in ddofs]
    return pytest.mark.parametrize(("count", "fits", "samples", "ddof"), kept)


@replacing(0, 1)
def test_the_logarithm_of_the_variance_falls_as_chi_square_says(
    count: int, fits: int, samples: int, ddof: int
) -> None:
    """log sigma_n^2 is a sum of n logarithms of chi2_{M-1} / (M - ddof) (S23)."""
    n = np.arange(1, fits + 1)
    logs = np.log(gaussians(count, fits, samples, ddof)[1])
    half = (samples - 1) / 2
    mean = n * (digamma(half) - math.log((samples - ddof) / 2))
    mean_agrees(logs, mean, f"log variance, M = {samples}, ddof {ddof}, n - 1 = ")
    variance_agrees(logs, n * polygamma(1, half), f"log variance, M = {samples}, n - 1 = ")


@replacing(0, 1)
def test_the_mean_wanders_as_far_as_the_variance_allows(
    count: int, fits: int, samples: int, ddof: int
) -> None:
    """ddof 1: E mu_n^2 = n / M; ddof 0: what the variance loses, the mean gains. Only while n is
    below M: beyond it, a few lineages carry the average."""
    n = np.arange(1, min(fits, samples - 1) + 1)
    means, variances = gaussians(count, fits, samples, ddof)
    squares = means[:, : len(n)] ** 2
    if ddof:
        mean_agrees(squares, n / samples, f"squared shift, M = {samples}, n - 1 = ")
    else:
        total = squares + variances[:, : len(n)]
        mean_agrees(total, 1.0, f"variance and squared shift, M = {samples}, n - 1 = ")


@replacing(0, 1)
def test_the_average_variance_is_kept_or_falls_slowly(
    count: int, fits: int, samples: int, ddof: int
) -> None:
    """sigma^2 with ddof 1, (1 - 1/M)^n of it with ddof 0; again only while n is below M."""
    n = np.arange(1, min(fits, samples - 1) + 1)
    variances = gaussians(count, fits, samples, ddof)[1][:, : len(n)]
    expected = 1.0 if ddof else (1 - 1 / samples) ** n
    mean_agrees(variances, expected, f"variance, M = {samples}, ddof {ddof}, n - 1 = ")


@replacing(1)
def test_the_distance_to_the_truth_grows_as_theory_says(
    count: int, fits: int, samples: int, ddof: int
) -> None:
    """ddof 1: E W2^2 = n/M + 2 (1 - c4^n), with W2^2 = mu^2 + (sigma - 1)^2."""
    n = np.arange(1, min(fits, samples - 1) + 1)
    means, variances = gaussians(count, fits, samples, ddof)
    squares = means[:, : len(n)] ** 2 + (np.sqrt(variances[:, : len(n)]) - 1) ** 2
    logs = gammaln(samples / 2) - gammaln((samples - 1) / 2)
    c4 = math.sqrt(2 / (samples - 1)) * math.exp(logs)
    mean_agrees(squares, n / samples + 2 * (1 - c4**n), f"squared W2, M = {samples}, n - 1 = ")


def test_the_correction_is_all_that_ddof_changes() -> None:
    """The same normals, shrunk: the variance of one run is ((M - 1) / M)^n of the other's."""
    biased, unbiased = (gaussians(*case)[1] for case in FAST)
    n = np.arange(1, biased.shape[1] + 1)
    np.testing.assert_allclose(biased, unbiased * (9 / 10) ** n, rtol=1e-9)


@pytest.mark.parametrize(
    ("count", "fits", "samples", "d"),
    [(500, 6, 12, 3), pytest.param(1000, 8, 30, 10, marks=pytest.mark.slow)],
)
def test_the_volume_falls_by_chi_squares_of_fewer_and_fewer_degrees(
    count: int, fits: int, samples: int, d: int
) -> None:
    """log|Sigma_n| is a sum over steps and j < d of log chi2_{M-1-j} / (M - 1) (ddof 1)."""
    found = lineages(
        count,
        fits,
        truth=f"normal:dimensions={d}",
        model="gaussian",
        policy="replace",
        samples=samples,
    )
    logs = np.array([np.linalg.slogdet(covariances)[1] for _, covariances in found])
    halves, n = (samples - 1 - np.arange(d)) / 2, np.arange(1, fits + 1)
    mean = np.sum(digamma(halves) - math.log((samples - 1) / 2))
    mean_agrees(logs, n * mean, f"log determinant, d = {d}, n - 1 = ")
    variance_agrees(logs, n * np.sum(polygamma(1, halves)), f"log determinant, d = {d}, n - 1 = ")


@pytest.mark.parametrize(
    ("count", "fits", "samples"),
    [
        (400, 10, 5),
        pytest.param(1000, 20, 3, marks=pytest.mark.slow),
        pytest.param(600, 20, 20, marks=pytest.mark.slow),
    ],
)
def test_with_everything_kept_the_variance_settles(count: int, fits: int, samples: int) -> None:
    """Accumulate, ddof 0: E sigma_T^2 = prod (1 - 1 / (n k^2)), and its limit is a sine (G24)."""
    variances = gaussians(count, fits, samples, 0, "accumulate")[1]
    k = np.arange(1, fits + 1)
    law = np.cumprod(1 - 1 / (samples * k**2))
    mean_agrees(variances, law, f"variance, n = {samples}, T - 1 = ")
    angle = math.pi / math.sqrt(samples)
    limit = math.sin(angle) / angle
    assert limit < law[-1] < limit * (1 + 2 / (samples * fits))


@pytest.mark.parametrize(
    ("count", "samples", "share"),
    [
        (100, 20, 0.25),
        pytest.param(150, 20, 0.05, marks=pytest.mark.slow),
        pytest.param(200, 50, 0.1, marks=pytest.mark.slow),
    ],
)
def test_a_few_fresh_rows_hold_the_variance_up(count: int, samples: int, share: float) -> None:
    """ddof 0: E sigma^2 = 1 - 1 / [M (2a - a^2) + (1 - a)] once the start is forgotten."""
    settled = math.ceil(math.log(1e-4) / math.log((1 - share) ** 2))
    variances = gaussians(count, settled + 10, samples, 0, f"fresh:share={share}")[1]
    law = 1 - 1 / (samples * (2 * share - share**2) + 1 - share)
    mean_agrees(variances[:, settled:].mean(axis=1), law, f"variance, M = {samples}, a = {share}")


@pytest.mark.parametrize("bandwidth", [0.0, 1.0])
def test_kernels_lose_variance_only_by_sampling(bandwidth: float) -> None:
    """Each fit keeps the variance of its rows, and rows have (1 - 1/M) of what they come from."""
    found = lineages(
        300,
        8,
        truth="normal:dimensions=1",
        model=f"kde:bandwidth={bandwidth}",
        policy="replace",
        samples=20,
    )
    variances = np.array([covariances[:, 0, 0] for _, covariances in found])
    law = (1 - 1 / 20) ** np.arange(1, 9)
    mean_agrees(variances, law, f"variance, bandwidth {bandwidth}, n - 1 = ")


def test_what_only_repeats_drifts_as_genes_do() -> None:
    """Bandwidth 0 is a die with a face for each row: 1 - sum p^2 falls by 1 - 1/M a generation."""
    made = settings(truth="normal", model="kde:bandwidth=0", policy="replace", samples=15)
    diversity = np.array(
        [
            [_diversity(g.output[:, 0]) for g in islice(run(_with_seed(made, seed)), 12)]
            for seed in range(250)
        ]
    )
    law = (1 - 1 / 15) ** (1 + np.arange(1, 13))
    mean_agrees(diversity, law, "diversity at generation")


def _with_seed(made: Settings, seed: int) -> Settings:
    return Settings(made.truth, made.model, made.policy, made.samples, made.generations, seed)


def _diversity(values: Array) -> float:
    counts = np.unique(values, return_counts=True)[1]
    return float(1 - np.sum((counts / counts.sum()) ** 2))


PAPER = "gmm:components=2,tolerance=1e-05,max_iter=2000,floor=1e-06"


def paper_distances(samples: int, marks: tuple[int, ...], seed: int) -> list[float]:
    """L2 of S23's mixture from generation 0's, at the marked generations."""
    made = settings(
        truth="blobs:count=1,spread=1", model=PAPER, policy="replace", samples=samples, seed=seed
    )
    generations = islice(run(made), max(marks) + 1)
    first = next(generations)
    heard = [first, *[g for g in generations if g.index in marks]]
    return L2().measure(Reference(made.truth, first.learned), heard)[1:].tolist()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seeds", "marks", "sizes"),
    [(5, (50, 200), (500, 1000, 10_000)), (5, (50, 200, 2000), (500, 1000))],
)
def test_the_papers_distance_grows_with_time_and_falls_with_samples(
    seeds: int, marks: tuple[int, ...], sizes: tuple[int, ...]
) -> None:
    """The median over seeds of log L2: one run proves nothing (FACTS 6), so the spread is told."""
    logs = np.log([[paper_distances(n, marks, s) for s in range(seeds)] for n in sizes])
    medians = np.median(logs, axis=1)
    told = "\n".join(
        f"{n} samples, generation {mark}: median {medians[i, j]:.2f}, "
        f"from {logs[i, :, j].min():.2f} to {logs[i, :, j].max():.2f}"
        for i, n in enumerate(sizes)
        for j, mark in enumerate(marks)
    )
    assert (np.diff(medians, axis=1) > 0).all(), f"it does not grow with time:\n{told}"
    assert (np.diff(medians, axis=0) < 0).all(), f"it does not fall with samples:\n{told}"


def test_a_lineage_that_has_narrowed_is_one_over_its_area_away() -> None:
    """In the plane L2 -> 1 / (4 pi sqrt|C|): a run of one Gaussian on 20 samples."""
    made = settings(truth="normal", model="gaussian", policy="replace", samples=20, generations=400)
    generations = list(run(made))
    found = L2().measure(Reference(made.truth, generations[0].learned), generations)
    learned = [g.learned for g in generations]
    areas = np.array([math.sqrt(np.linalg.det(one.covariance())) for one in learned])
    law, narrow = 1 / (4 * math.pi * areas), areas < 1e-6
    assert narrow.sum() > 50, "this seed narrows"
    off = np.abs(found[narrow] / law[narrow] - 1)
    assert off.max() < 1e-5, f"L2 is {off.max():.2g} of itself off the law, not 1e-5"


def test_these_laws_bite() -> None:
    """A variance that is a fifth too small, or a spread that is too large by half, is noticed."""
    variances = gaussians(*FAST[1])[1]
    n = np.arange(1, variances.shape[1] + 1)
    law = n * (digamma(4.5) - math.log(4.5))
    with pytest.raises(AssertionError, match="standard error"):
        mean_agrees(np.log(0.8 * variances), law, "log variance")
    with pytest.raises(AssertionError, match="threshold"):
        variance_agrees(stream().standard_normal(500), 1.5, "white noise")
