"""One loop, four laws: equal settings, equal runs; longer runs, policies and lineages agree."""

import csv
import io
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from engine import MODELS, POLICIES, Generation, Settings, Trajectory, from_dict, run
from engine.__main__ import main
from engine.arrays import Array, Rng
from engine.models.gaussian import Gaussian
from engine.policies.replace import Replace
from engine.protocols import Distribution, Learned, Model, Truth
from engine.recording import columns
from engine.recursion import streams
from engine.training_set import TrainingSet
from engine.truths.moons import Moons
from engine.truths.normal import Normal
from tests.support.statistics import AT_HAND, NUMERIC, quick

COMBINATIONS = [(model, policy) for model in AT_HAND for policy in POLICIES]


def chosen(model: str = "gmm", policy: str = "replace", **values: object) -> Settings:
    """A short run on two moons."""
    model = quick(model) if model in MODELS else model
    kinds = {"truth": "moons", "model": model, "policy": policy}
    return from_dict(kinds | {"samples": 40, "generations": 10} | values)


def contents(generation: Generation) -> list[Array]:
    """Everything in a generation, as arrays."""
    training, learned = generation.training, generation.learned
    origin = np.array([training.origin.real, training.origin.own, training.origin.older])
    recorded = [np.asarray(value) for value in learned.record().values()]
    return [training.rows, training.moments.scatter, origin, generation.output, *recorded]


def same(one: Generation, other: Generation) -> None:
    """Assert that two generations are equal to the last digit."""
    assert one.index == other.index
    for a, b in zip(contents(one), contents(other), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(("model", "policy"), COMBINATIONS)
def test_equal_settings_give_equal_runs(model: str, policy: str) -> None:
    one, other = (list(islice(run(chosen(model, policy)), 5)) for _ in range(2))
    assert [generation.index for generation in one] == list(range(5))
    for a, b in zip(one, other, strict=True):
        same(a, b)


@pytest.mark.parametrize(("model", "policy"), COMBINATIONS)
def test_a_long_run_begins_with_the_short_one(model: str, policy: str) -> None:
    short, long = run(chosen(model, policy)), run(chosen(model, policy, generations=50))
    for a, b in zip(islice(short, 5), islice(long, 5), strict=True):
        same(a, b)


def test_a_run_ends_with_its_last_generation() -> None:
    assert [generation.index for generation in run(chosen())] == list(range(11))


@pytest.mark.parametrize("model", AT_HAND)
def test_all_policies_share_generation_0(model: str) -> None:
    first, *others = (next(run(chosen(model, policy))) for policy in POLICIES)
    for other in others:
        same(first, other)


def test_another_seed_is_another_run() -> None:
    outputs = {float(next(run(chosen(seed=seed))).output[0, 0]) for seed in range(20)}
    assert len(outputs) == 20


@pytest.mark.parametrize("model", NUMERIC)
def test_a_lineage_is_the_run_with_its_own_seed(model: str) -> None:
    """Number r of `--lineages` from seed S, opened alone as seed S + r, to the last digit."""
    written = io.StringIO()
    with redirect_stdout(written):
        asked = f"run --truth moons --model {quick(model)} --policy fresh --samples 40"
        command = [*asked.split(), "--generations", "10", "--seed", "7", "--lineages", "2"]
        assert main(command) == 0
    rows = list(csv.DictReader(io.StringIO(written.getvalue())))
    for lineage in range(2):
        alone = Trajectory(chosen(model, "fresh", seed=7 + lineage))
        list(alone.follow())
        mine = [row for row in rows if row["lineage"] == str(lineage)]
        expected = columns(alone)
        assert list(mine[0]) == ["lineage", "generation", *expected]
        for name, values in expected.items():
            found = [float(row[name] or "nan") for row in mine]
            np.testing.assert_array_equal(found, values, name)


def test_every_act_of_every_generation_has_a_stream_of_its_own() -> None:
    draws = {
        float(rng.random())
        for seed in (0, 1)
        for index in range(50)
        for rng in streams(seed, index)
    }
    assert len(draws) == 2 * 50 * 3
    one, other = streams(3, 4), streams(3, 4)
    assert [r.random() for r in one] == [r.random() for r in other]


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, 2**32, 2**53 - 1])
def test_streams_are_numpys_own(seed: int) -> None:
    """Those of `SeedSequence`, spawned by generation and act: whoever has numpy can check a run."""
    for index in (0, 1, 63, 64, 77, 2000):
        for act, rng in enumerate(streams(seed, index)):
            twin = np.random.SeedSequence(seed, spawn_key=(index, act))
            exact = np.random.Generator(np.random.PCG64(twin))
            np.testing.assert_array_equal(rng.random(5), exact.random(5))
            np.testing.assert_array_equal(rng.standard_normal(5), exact.standard_normal(5))


@pytest.mark.parametrize(("model", "policy"), COMBINATIONS)
def test_a_run_goes_on_as_if_it_had_never_paused(model: str, policy: str) -> None:
    whole = list(islice(run(chosen(model, policy)), 5))
    for at in (0, 2):
        for a, b in zip(whole[at + 1 :], run(chosen(model, policy), whole[at]), strict=False):
            same(a, b)
    assert not list(run(chosen(model, policy), replace(whole[0], index=10)))


@dataclass(frozen=True)
class HasProbabilities:
    """A Gaussian that notes every fit, for the test to read."""

    moments_suffice = True
    label = "Counted"
    fits: list[bool] = field(default_factory=list, hash=False, compare=False)

    def fit(self, rng: Rng, training: TrainingSet, previous: Learned | None) -> Learned:
        """As the Gaussian."""
        self.fits.append(previous is not None)
        return Gaussian().fit(rng, training, previous)


def test_a_generation_is_computed_when_it_is_asked_for() -> None:
    model: Model = HasProbabilities()
    made = Settings(Normal(), model, Replace(), samples=10, generations=2000)
    generations = run(made)
    assert model.fits == []
    for count in range(1, 6):
        assert next(generations).index == count - 1
        assert model.fits == [False] + [True] * (count - 1)


@dataclass(frozen=True)
class Moved:
    """A truth in other units: stretched by `scale`, then shifted."""

    whole: Truth
    scale: float
    shift: tuple[float, ...]
    label = "Moved"
    estimated = False

    @property
    def axes(self) -> tuple[str, ...]:
        """As before."""
        return self.whole.axes

    def sample(self, rng: Rng, n: int) -> Array:
        """The same rows, moved."""
        return self.scale * self.whole.sample(rng, n) + np.array(self.shift)

    def log_prob(self, x: Array) -> Array:
        """The density of the moved rows."""
        there = (x - np.array(self.shift)) / self.scale
        return self.whole.log_prob(there) - len(self.axes) * np.log(self.scale)

    def mean(self) -> Array:
        """The mean, moved."""
        return self.scale * self.whole.mean() + np.array(self.shift)

    def modes(self) -> tuple[Distribution, ...]:
        """Not asked for here."""
        return ()


def apart(made: Settings, scale: float, shift: tuple[float, ...]) -> tuple[float, float]:
    """The largest difference between a run moved and the run on the moved truth, and how large
    rounding may be: both in units of the truth. Errors double, at worst, with a generation."""
    there = replace(made, truth=Moved(made.truth, scale, shift))
    differences = []
    for one, other in zip(run(made), run(there), strict=True):
        moved = scale * one.output + np.array(shift)
        centre = scale * one.learned.mean() + np.array(shift)
        spread = scale**2 * one.learned.covariance()
        differences += [
            np.abs(other.output - moved).max() / scale,
            np.abs(other.learned.mean() - centre).max() / scale,
            np.abs(other.learned.covariance() - spread).max() / scale**2,
        ]
    size = 10 * (1 + max(map(abs, shift)) / scale)
    return max(differences), 2.0**made.generations * size * np.finfo(float).eps


SCALES = st.floats(-6, 6).map(lambda power: 10.0**power)
SHIFTS = st.tuples(*[st.floats(-1000, 1000)] * 2)
INVARIANT = [
    "gaussian",
    "gaussian:ddof=0",
    "gmm",
    "gmm:components=2,start=previous,tolerance=1e-06",
    "kde",
]


@pytest.mark.parametrize("policy", ["replace", "accumulate", "fresh:share=0.3"])
@pytest.mark.parametrize("model", INVARIANT)
@given(scale=SCALES, shift=SHIFTS, seed=st.integers(0, 2**53 - 1))
@examples(max_examples=12)
def test_a_run_in_other_units_is_the_same_run(
    model: str, policy: str, scale: float, shift: tuple[float, float], seed: int
) -> None:
    made = chosen(model, policy, samples=60, seed=seed)
    there = (scale * shift[0], scale * shift[1])
    difference, rounding = apart(made, scale, there)
    assert difference < rounding, f"runs differ by {difference:.2g}, rounding is {rounding:.2g}"


@pytest.mark.parametrize("power", [-40, -1, 3, 50])
@pytest.mark.parametrize("model", ["gaussian", "kde"])
def test_in_units_of_a_power_of_two_not_even_the_last_digit_differs(model: str, power: int) -> None:
    difference, _ = apart(chosen(model), 2.0**power, (0.0, 0.0))
    assert difference == 0


def test_metrics_change_with_the_units_as_they_should() -> None:
    """Shares and counts stay; distances scale; a variance scales with the square."""
    made = chosen("gaussian")
    near, far = (
        Trajectory(replace(made, truth=Moved(Moons(), scale, shift)))
        for scale, shift in [(1.0, (0.0, 0.0)), (4.0, (64.0, -8.0))]
    )
    for trajectory in (near, far):
        list(trajectory.follow())
    powers = {"tail_mass": 0, "coverage": 0, "mean_shift": 1, "wasserstein": 1, "variance": 2}
    for name, power in powers.items():
        expected = 4.0**power * near.metrics[name]
        np.testing.assert_allclose(far.metrics[name], expected, rtol=1e-9, err_msg=name)
    np.testing.assert_allclose(far.metrics["l2"], near.metrics["l2"] / 16, rtol=1e-9, atol=1e-15)
