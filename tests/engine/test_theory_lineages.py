"""The engine's own lineages do what the closed forms say, and the verdict says so."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import pytest

from engine import run, settings
from engine.arrays import Array
from engine.theory import (
    compare,
    expectation,
    log_variance,
    log_volume,
    sampled_paths,
    squared_distance,
    squared_shift,
)
from tests.engine.evidence import mean_agrees, stream, variance_agrees

FITS, LINEAGES = 6, 300


def chosen(policy: str, model: str, samples: int, dimensions: int = 1) -> dict[str, object]:
    """What all lineages of an ensemble have in common."""
    truth = f"normal:dimensions={dimensions}"
    return {"truth": truth, "model": model, "policy": policy, "samples": samples}


@lru_cache
def learned(
    policy: str, model: str, samples: int, dimensions: int = 1, fits: int = FITS
) -> tuple[Array, Array]:
    """Means `(lineages, fits, d)` and covariances `(lineages, fits, d, d)`."""
    values = chosen(policy, model, samples, dimensions)
    lines = [
        [g.learned for g in islice(run(settings(seed=seed, **values)), fits)]
        for seed in range(LINEAGES)
    ]
    means = np.array([[one.mean() for one in line] for line in lines])
    return means, np.array([[one.covariance() for one in line] for line in lines])


def variances(*ensemble: object, **values: object) -> Array:
    """The metric `variance` `(lineages, fits)`."""
    covariances = learned(*ensemble, **values)[1]
    return np.trace(covariances, axis1=2, axis2=3) / covariances.shape[-1]


ALONE = [
    ("replace", "gaussian", 12),
    ("replace", "gaussian:ddof=0", 12),
    ("replace", "gaussian:ddof=0,bias=0.8", 20),
    ("replace", "gaussian:bias=1.1", 30),
    ("bottleneck:rows=10", "gaussian:ddof=0", 40),
]


@pytest.mark.parametrize(
    "ensemble",
    [
        *ALONE,
        ("fresh:share=0.25", "gaussian:ddof=0", 12),
        ("fresh:share=0.1", "gaussian", 20),
        ("fresh:share=0.5", "gaussian:bias=0.7", 12),
        ("fresh:share=1", "gaussian:ddof=0", 12),
        ("anchor:share=0.25", "gaussian:ddof=0", 12),
        ("anchor:share=0.5", "gaussian:bias=0.8", 12),
        ("accumulate", "gaussian:ddof=0", 6),
        ("accumulate", "gaussian", 6),
        ("accumulate", "gaussian:ddof=0,bias=0.7", 6),
        ("subsample", "gaussian:ddof=0", 8),
        ("subsample", "gaussian", 8),
        ("subsample", "gaussian:bias=0.8", 8),
        ("replace", "gaussian:ddof=0", 12, 3),
        ("accumulate", "gaussian:ddof=0", 6, 2),
    ],
    ids=str,
)
def test_the_average_lineage_is_the_expected_one(ensemble: Sequence[object]) -> None:
    found = expectation(settings(**chosen(*ensemble), generations=10))
    assert found is not None
    mean_agrees(variances(*ensemble), found.average[:FITS], "variance at generation ")


@pytest.mark.parametrize("ensemble", ALONE, ids=str)
def test_the_logarithm_has_the_expected_mean_spread_and_middle(ensemble: Sequence[object]) -> None:
    found = expectation(settings(**chosen(*ensemble), generations=10))
    assert found is not None and found.logs is not None and found.typical is not None
    logs = np.log(variances(*ensemble))
    mean_agrees(logs, found.logs.mean[:FITS], "log variance at generation ")
    variance_agrees(logs, found.logs.deviation[:FITS] ** 2, "log variance at generation ")
    below = (logs < np.log(found.typical[:FITS])).astype(float)
    mean_agrees(below, 0.5, "share below the typical lineage at generation ")


@pytest.mark.parametrize(
    ("model", "ddof", "bias"),
    [("gaussian", 1, 1.0), ("gaussian:ddof=0", 0, 1.0), ("gaussian:bias=0.8", 1, 0.8)],
)
def test_the_mean_wanders_and_the_distance_grows_as_expected(
    model: str, ddof: int, bias: float
) -> None:
    means, covariances = learned("replace", model, 12)
    rows = np.full(FITS, 12)
    squares = means[:, :, 0] ** 2
    mean_agrees(squares, squared_shift(rows, ddof, bias), "squared shift at generation ")
    distances = squares + (np.sqrt(covariances[:, :, 0, 0]) - 1) ** 2
    mean_agrees(distances, squared_distance(rows, ddof, bias), "squared distance at generation ")


def test_the_volume_shrinks_as_expected() -> None:
    covariances = learned("replace", "gaussian:ddof=0", 12, 3)[1]
    logs = np.linalg.slogdet(covariances)[1]
    law = log_volume(np.full(FITS, 12), 3, 0)
    mean_agrees(logs, law.mean, "log volume at generation ")
    variance_agrees(logs, law.deviation**2, "log volume at generation ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "ensemble",
    [
        ("fresh:share=0.1", "gaussian:ddof=0", 20),
        ("anchor:share=0.2", "gaussian", 20),
        ("subsample", "gaussian:ddof=0", 8),
        ("accumulate", "gaussian", 4),
    ],
    ids=str,
)
def test_they_still_agree_after_forty_generations(ensemble: Sequence[object]) -> None:
    found = expectation(settings(**chosen(*ensemble), generations=39))
    assert found is not None
    mean_agrees(variances(*ensemble, fits=40), found.average, "variance at generation ")


def test_a_law_of_the_wrong_correction_is_noticed() -> None:
    """A tenth of the variance in six fits is enough."""
    law = log_variance(np.full(FITS, 12), 1)
    with pytest.raises(AssertionError, match="standard error"):
        mean_agrees(np.log(variances(*ALONE[1])), law.mean, "log variance")


@pytest.mark.parametrize("ensemble", [ALONE[0], ("accumulate", "gaussian", 6)], ids=str)
def test_the_verdict_on_the_engine(ensemble: tuple[str, str, int]) -> None:
    found = expectation(settings(**chosen(*ensemble), generations=10))
    assert found is not None
    lines = variances(*ensemble)
    for t in range(FITS):
        told = compare(found, t, lines[:, t])
        assert told.verdict == "consistent", f"generation {t}: {told}"
    told = compare(found, 3, 0.6 * lines[:, 3])
    assert told.verdict == "not consistent" and told.apart < -told.allowed, told
    assert compare(found, 3, lines[:7, 3]).verdict == "cannot be told"


@pytest.mark.parametrize(
    "ensemble",
    [
        *ALONE,
        ("fresh:share=0.25", "gaussian:ddof=0", 12),
        ("fresh:share=0.1", "gaussian", 20),
        ("fresh:share=0.08", "gaussian", 12),
        ("anchor:share=0.25", "gaussian:ddof=0", 12),
        ("anchor:share=0.5", "gaussian:bias=0.8", 12),
        ("fresh:share=1", "gaussian:ddof=0", 12),
        ("accumulate", "gaussian:ddof=0", 6),
        ("accumulate", "gaussian:ddof=0,bias=0.7", 6),
    ],
    ids=str,
)
def test_lineages_drawn_from_the_law_are_like_those_that_ran(ensemble: Sequence[object]) -> None:
    """In mean, spread and quartiles of the logarithm, and in what two generations share."""
    made = settings(**chosen(*ensemble), generations=10)
    drawn = sampled_paths(stream(), made, 20_000)
    assert drawn is not None and drawn.shape == (20_000, 11)
    drawn, logs = drawn[:, :FITS], np.log(variances(*ensemble))
    mean_agrees(logs, drawn.mean(axis=0), "log variance at generation ")
    variance_agrees(logs, drawn.var(axis=0), "log variance at generation ")
    for share in (0.25, 0.75):
        below = logs < np.quantile(drawn, share, axis=0)
        mean_agrees(below.astype(float), share, f"share below quantile {share} at generation ")
    steps, law = np.diff(logs, axis=1), np.diff(drawn, axis=1)
    variance_agrees(steps, law.var(axis=0), "step of log variance from generation ")


@pytest.mark.parametrize(
    "policy", ["fresh:share=0.2", "anchor:share=0.2", "anchor:share=0.6", "accumulate"]
)
def test_the_dispersion_says_how_unlike_lineages_are(policy: str) -> None:
    """An approximation, the better the smaller it is: within a quarter with forty rows each."""
    made = settings(**chosen(policy, "gaussian", 40), generations=20)
    found, drawn = expectation(made), sampled_paths(stream(), made, 5000)
    assert found is not None and drawn is not None
    np.testing.assert_allclose(found.dispersion, drawn.var(axis=0), rtol=0.25)


def test_the_dispersion_of_what_is_drawn_from_a_store() -> None:
    found = expectation(settings(**chosen("subsample", "gaussian", 40), generations=10))
    assert found is not None
    logs = np.log(variances("subsample", "gaussian", 40))
    variance_agrees(logs, found.dispersion[:FITS], "log variance at generation ")


def test_no_law_is_known_of_the_lineages_of_others() -> None:
    for other in (("subsample", "gaussian", 8), ("replace", "gaussian", 8, 2)):
        assert sampled_paths(stream(), settings(**chosen(*other)), 3) is None
