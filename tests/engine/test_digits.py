"""Digits are pictures: they have pixels, labels and directions, but no density."""

import csv
import io
from itertools import islice

import numpy as np
import pytest

from engine import METRICS, Trajectory, run, settings
from engine.__main__ import main
from engine.metrics.coverage import Coverage
from engine.numerics.neighbours import NEIGHBOURS
from engine.protocols import Generation
from engine.protocols.reference import Reference, fixed_sample
from engine.training_set import Origin, TrainingSet
from engine.truths.blobs import Blobs
from engine.truths.digits import Digits
from tests.engine.evidence import stream

READABLE = "vae:hidden=96,steps=1200,likelihood=bernoulli,speak=mean"


def test_all_the_digits_are_there_with_their_labels() -> None:
    truth = Digits()
    assert truth.values.shape == (1797, 64)
    assert truth.values.min() == 0 and truth.values.max() == 1
    assert np.bincount(truth.labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    rows = truth.sample(stream(), 1797)
    np.testing.assert_array_equal(np.sort(rows, axis=0), np.sort(truth.values, axis=0))
    assert np.isnan(truth.log_prob(rows[:5])).all()
    assert truth.pictures(rows[:6]).shape == (6, *truth.images)


@pytest.mark.parametrize("components", [1, 2, 10])
def test_components_lead_back_to_the_nearest_pictures(components: int) -> None:
    whole, part = Digits(), Digits(components=components)
    np.testing.assert_array_equal(part.labels, whole.labels)
    pictures = part.pictures(part.values).reshape(1797, 64)
    left = whole.values - pictures
    np.testing.assert_allclose(left.mean(axis=0), 0, atol=1e-12)
    scores = np.linalg.svd(whole.values - whole.values.mean(axis=0), full_matrices=False)[1]
    np.testing.assert_allclose((left**2).sum(), (scores[components:] ** 2).sum(), rtol=1e-9)
    again = (pictures - whole.mean()) @ np.linalg.pinv(pictures - whole.mean()) @ part.values
    np.testing.assert_allclose(again, part.values, atol=1e-9)
    assert np.isfinite(part.log_prob(part.values[:20])).all()
    assert part.pictures(part.values.reshape(3, 599, components)).shape == (3, 599, 8, 8)


def test_a_mixture_learns_them_by_their_components() -> None:
    chosen = settings(
        truth="digits:components=5", model="gmm:components=10", policy="replace", samples=500
    )
    for generation in islice(run(chosen), 3):
        assert np.isfinite(generation.learned.log_prob(generation.output)).all()


def test_the_command_line_runs_digits(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "run --truth digits --model vae:likelihood=bernoulli,steps=20 --samples 60"
    assert main([*asked.split(), "--generations", "10", "--csv", "-"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 11
    empty = {name for name, cell in rows[0].items() if not cell}
    symbolic = {"diversity", "leader", "missing_mass", "rarest", "surviving"}
    of_text = {"held_out", "pairs", "perplexity", "repetition"}
    assert empty == {"l2", "modes", "tail_mass", *symbolic, *of_text}
    assert list(rows[0])[2:] == [
        column
        for name, metric in METRICS.items()
        for column in ([f"{name}.{digit}" for digit in range(10)] if metric.by_class else [name])
    ]


@pytest.mark.slow
def test_a_network_that_says_its_mean_makes_ten_digits_one() -> None:
    """The nearest real digit of every picture: nearly all labels at first, and few in the end."""
    from scipy.spatial import cKDTree

    chosen = settings(truth="digits", model=READABLE, policy="replace", samples=1797)
    truth = Digits()
    tree = cKDTree(truth.values)
    said = [g.output for g in islice(run(chosen), 8)]
    shares = [
        np.bincount(truth.labels[tree.query(rows)[1]], minlength=10) / len(rows) for rows in said
    ]
    assert (shares[0] > 0.01).sum() >= 9, shares[0]
    assert (shares[-1] > 0.01).sum() < 5, shares[-1]
    spreads = [rows.var(axis=0).sum() for rows in said]
    assert spreads[-1] < 0.1 * spreads[0]


def test_coverage_without_a_density_counts_neighbourhoods() -> None:
    """As its docstring defines it, row by row, and on a model that knows the truth."""
    truth = Blobs()
    model = settings(truth="blobs", model="vae:steps=1", policy="replace").model
    learned = model.fit(stream(), TrainingSet(truth.sample(stream(), 50), Origin(real=50)), None)
    rows = truth.sample(stream(2), 1000)
    generations = [
        Generation(i, TrainingSet(rows[:0], Origin()), learned, said)
        for i, said in enumerate([rows, rows[:40], rows[:2], np.zeros((30, 2))])
    ]
    measured = Coverage().measure(Reference(truth, learned), generations)
    real = fixed_sample(truth, 1000)
    for generation, found in zip(generations, measured, strict=True):
        said = generation.output
        between = np.linalg.norm(said[:, None] - said, axis=2)
        radii = np.sort(between, axis=1)[:, min(NEIGHBOURS, len(said) - 1)]
        reached = (np.linalg.norm(real[:, None] - said, axis=2) <= radii).any(axis=1)
        assert found == reached.mean()
    assert measured[0] > 0.95
    assert measured[-1] == 0


def test_pictures_are_recorded_with_a_small_decoder() -> None:
    chosen = settings(
        truth="digits",
        model="vae:steps=8,likelihood=bernoulli",
        policy="replace",
        samples=40,
        generations=10,
    )
    trajectory = Trajectory(chosen)
    list(trajectory.follow())
    assert "manifold" not in trajectory.record
    assert trajectory.record["decoder_outer"].dtype == np.float32
    assert trajectory.record["decoder_outer"].shape == (11, 64, 32 + 2 + 1)
    assert trajectory.outputs.shape == (11, 40, 64)
