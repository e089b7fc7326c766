"""A network forgets for three reasons, and each has a knob of its own (S23)."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

import numpy as np
import pytest

from engine import Settings, run, settings
from engine.arrays import Array
from engine.metrics.tail_mass import TailMass
from engine.models.vae import Vae
from engine.protocols import Generation
from engine.protocols.reference import Reference
from engine.recursion import _rows, streams
from tests.support.statistics import agrees

FITS = 11
"""Generations 0 to 10: each is one more fit."""
AMPLE, SCANT = 4000, 30
"""Samples."""
MARGIN = 4.0
"""Standard errors by which one must be below another."""


def made(truth: str, knobs: str, samples: int, seed: int) -> Settings:
    return settings(truth=truth, model=f"vae:{knobs}", policy="replace", samples=samples, seed=seed)


def in_step(kinds: Sequence[Settings], fits: int) -> Iterator[list[Generation]]:
    """A generation of each at a time, as `run` has them, all of them fitted as one batch: several
    networks in one take little longer than one."""
    before: list[Generation | None] = [None] * len(kinds)
    model = kinds[0].model
    assert isinstance(model, Vae)
    for index in range(fits):
        reading, learning, speaking = zip(
            *[streams(each.seed, index) for each in kinds], strict=True
        )
        read = [_rows(*each) for each in zip(kinds, reading, before, strict=True)]
        learned = model.fit_many(learning, read, [each and each.learned for each in before])
        generations = [
            Generation(index, training, network, network.sample(rng, each.samples))
            for each, training, network, rng in zip(kinds, read, learned, speaking, strict=True)
        ]
        yield generations
        before = list(generations)


@lru_cache
def variances(steps: int, samples: int, lineages: int) -> Array:
    """Of networks on the standard normal, `(lineages, fits)`: the truth's is 1."""
    kinds = [made("normal", f"steps={steps}", samples, seed) for seed in range(lineages)]
    found = [[spread(each) for each in generations] for generations in in_step(kinds, FITS)]
    return np.array(found).T


def spread(generation: Generation) -> float:
    return float(generation.learned.covariance().trace() / 2)


def generous() -> Array:
    """Much to read, and much time to read it."""
    return variances(1500, AMPLE, 8)


@lru_cache
def off_the_ring(knobs: str, lineages: int) -> Array:
    """Share of what generation 0 says `(lineages,)` where the ring has its least likely 5%."""
    kinds = [made("ring", knobs, AMPLE, seed) for seed in range(lineages)]
    (firsts,) = in_step(kinds, 1)
    shares = [
        TailMass().measure(Reference(each.truth, first.learned), [first])[0]
        for each, first in zip(kinds, firsts, strict=True)
    ]
    return np.array(shares)


def mean_and_error(values: Array) -> tuple[float, float]:
    """The mean of independent values, and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def below(lower: Array, upper: Array, what: str) -> None:
    """Assert that one mean is below another, by more than chance has it."""
    (low, low_error), (high, high_error) = mean_and_error(lower), mean_and_error(upper)
    error = np.hypot(low_error, high_error)
    assert high - low > MARGIN * error, (
        f"{what}: {low:.3f} is not below {high:.3f} by {MARGIN:g} standard errors of {error:.3f}"
    )


@pytest.mark.slow
def test_in_step_each_is_the_run_that_it_would_be_alone() -> None:
    together = variances(20, AMPLE, 16)
    for seed in (0, 15):
        alone = islice(run(made("normal", "steps=20", AMPLE, seed)), FITS)
        np.testing.assert_array_equal([spread(each) for each in alone], together[seed])


@pytest.mark.long
@pytest.mark.slow
def test_with_enough_of_everything_the_variance_drifts_no_faster_than_it_must() -> None:
    """Than a Gaussian's, (1 - 1/n) a fit, and what one fit's own error comes to in eleven."""
    found = generous()
    logs, error = mean_and_error(np.log(found[:, -1]))
    law = FITS * np.log(1 - 1 / AMPLE)
    approximation = FITS * abs(mean_and_error(np.log(found[:, 0]))[0])
    assert abs(logs - law) < approximation + 5 * error, (
        f"log variance {logs:.4f}, law {law:.4f}, eleven times the error of one fit "
        f"{approximation:.4f}, standard error {error:.4f}"
    )


@pytest.mark.long
@pytest.mark.slow
def test_few_samples_take_variance_away() -> None:
    """The statistical error: at least as much as a Gaussian loses on so few."""
    scant = variances(1500, SCANT, 8)
    below(scant[:, -1], generous()[:, -1], "variance at generation 10, few samples")
    below(scant[:, -1], np.full(8, (1 - 1 / SCANT) ** FITS), "variance beside a Gaussian's")


@pytest.mark.slow
def test_few_steps_take_variance_away_or_add_some() -> None:
    """The procedure's error: hardly to be seen in one fit, and compounded by the next ones."""
    hasty, short = variances(5, AMPLE, 16), variances(20, AMPLE, 16)
    below(hasty[:, -1], generous()[:, -1], "variance at generation 10, five steps")
    below(generous()[:, -1], short[:, -1], "variance at generation 10, twenty steps the larger")
    for name, found in (("five", hasty), ("twenty", short)):
        first, error = mean_and_error(np.log(found[:, 0]))
        last, last_error = mean_and_error(np.log(found[:, -1]))
        told = f"log variance after {name} steps in each of eleven fits"
        agrees(last, FITS * first, float(np.hypot(last_error, FITS * error)), told)


@pytest.mark.slow
def test_one_code_does_not_go_round_in_a_circle() -> None:
    """The error of expressivity: four times as long a training, or eight times as wide a network,
    closes next to nothing of the gap between one latent dimension and two."""
    one, two = off_the_ring("steps=1500,latent=1", 8), off_the_ring("steps=1500,latent=2", 8)
    below(two, one, "share off the ring")
    gap = one.mean() - two.mean()
    for knobs in ("steps=6000,latent=1", "steps=1500,latent=1,hidden=256"):
        left = off_the_ring(knobs, 4).mean() - two.mean()
        assert left > 0.8 * gap, f"{knobs} leaves {left:.3f} of a gap of {gap:.3f}"
