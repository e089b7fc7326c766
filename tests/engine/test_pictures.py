"""Pictures are read by somebody who was taught on real ones, and is tested on others."""

import csv
import io

import numpy as np
import pytest

from engine import METRICS, BadSpec, Generation, Trajectory, load, save, settings
from engine.arrays import Array
from engine.data.image_classifier import TESTED, ImageClassifier
from engine.distributions.mixture import gaussian
from engine.metrics.confidence import Confidence
from engine.metrics.coverage import Coverage
from engine.metrics.entropy import Entropy
from engine.metrics.precision import Precision
from engine.metrics.shares import Shares
from engine.models.gaussian import Gaussian
from engine.numerics.neighbours import share_reached
from engine.protocols import ImageTruth, Metric
from engine.protocols.reference import Reference
from engine.recording import columns, write_csv
from engine.settings import Settings
from engine.training_set import Origin, TrainingSet
from engine.truths import TRUTHS
from engine.truths.digits import Digits
from tests.engine.evidence import agrees, stream

TRUTH = Digits()
LEARNED = gaussian(TRUTH.mean(), np.eye(64))
FEW = slice(0, 500)


def measured(metric: type[Metric], *outputs: Array, truth: Digits = TRUTH) -> Array:
    """The metric of generations that have said this."""
    heard = [
        Generation(at, TrainingSet(rows[:0], Origin()), LEARNED, rows)
        for at, rows in enumerate(outputs)
    ]
    return metric().measure(Reference(truth, LEARNED), heard)


def test_the_reader_reads_what_it_never_saw() -> None:
    """Nineteen of twenty pictures kept apart, and knows about how sure it may be."""
    found = TRUTH.reader()
    assert (found.taught, found.tested) == (1347, 450)
    assert found.accuracy > 0.95
    apart = found.read(TRUTH.values[::TESTED]).argmax(axis=1) == TRUTH.labels[::TESTED]
    assert found.accuracy == apart.mean()
    assert found.accuracy - 0.1 < found.confidence < found.accuracy


def test_what_the_reader_is_tested_on_teaches_it_nothing() -> None:
    """With other pictures and other labels there it is the same reader, to the last digit; with
    one other label among those that it is taught, it is another one."""
    pixels, labels = TRUTH.values[FEW].copy(), TRUTH.labels[FEW].copy()
    known = ImageClassifier.of(pixels, labels)
    pixels[::TESTED] = stream().random(pixels[::TESTED].shape)
    labels[::TESTED] = (labels[::TESTED] + 1) % 10
    blind = ImageClassifier.of(pixels, labels)
    np.testing.assert_array_equal(blind.classifier.coef_, known.classifier.coef_)
    np.testing.assert_array_equal(blind.classifier.intercept_, known.classifier.intercept_)
    assert known.accuracy > 0.9 and blind.accuracy < 0.3
    labels[1] = (labels[1] + 1) % 10
    other = ImageClassifier.of(pixels, labels)
    assert np.abs(other.classifier.coef_ - known.classifier.coef_).max() > 1e-3


def test_the_reader_is_a_softmax_of_pixels() -> None:
    found, rows = TRUTH.reader(), TRUTH.values[FEW]
    scores = rows @ found.classifier.coef_.T + found.classifier.intercept_
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(TRUTH.read(rows), expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(measured(Confidence, rows), expected.max(axis=1).mean(), rtol=1e-9)


@pytest.mark.parametrize("components", [0, 1, 4, 10])
def test_a_pictured_truth_keeps_its_promises(components: int) -> None:
    truth = Digits(components=components)
    rows = truth.values[:20]
    assert isinstance(truth, ImageTruth)
    assert truth.pictures(rows).shape == (20, *truth.images)
    assert truth.features(rows).shape == (20, 10)
    sure = truth.read(rows)
    assert sure.shape == (20, len(truth.classes))
    assert (sure >= 0).all()
    np.testing.assert_allclose(sure.sum(axis=1), 1, rtol=1e-12)


def test_whether_there_are_pictures_is_asked_of_nobody_who_cannot_say() -> None:
    """Every member is looked at, in no order: none may be one that a table without a file lacks."""

    class Speechless(Digits):
        @property
        def axes(self) -> tuple[str, ...]:
            raise BadSpec("file is empty")

    assert isinstance(Speechless(), ImageTruth)


def test_what_has_no_pictures_says_so() -> None:
    assert [name for name, truth in TRUTHS.items() if isinstance(truth(), ImageTruth)] == ["digits"]


def test_real_digits_are_read_as_what_they_are() -> None:
    """Shares of the labels, whether the rows are pixels or components."""
    labelled = np.bincount(TRUTH.labels, minlength=10) / len(TRUTH.labels)
    found = measured(Shares, TRUTH.values)[0]
    assert np.abs(found - labelled).max() < 0.01, f"{found} are read, {labelled} are real"
    fewer = Digits(components=10)
    found = measured(Shares, fewer.values, truth=fewer)[0]
    assert np.abs(found - labelled).max() < 0.05, f"{found} are read, {labelled} are real"


def test_shares_are_of_all_that_is_said() -> None:
    """They sum to 1 whatever is drawn, and of a heap of pictures they are the heap's average."""
    rng = stream()
    drawn = [
        TRUTH.values,
        rng.random((30, 64)),
        np.full((7, 64), 0.5),
        np.zeros((1, 64)),
        rng.normal(0, 100, (50, 64)),
    ]
    found = measured(Shares, *drawn, np.concatenate(drawn))
    assert found.shape == (6, 10)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-12)
    sizes = [len(rows) for rows in drawn]
    np.testing.assert_allclose(np.average(found[:5], axis=0, weights=sizes), found[5], rtol=1e-12)


def test_entropy_counts_the_kinds() -> None:
    """log2 of how many are equally common; constant pictures are of one kind, whichever."""
    read = TRUTH.read(TRUTH.values).argmax(axis=1)
    kinds = [np.flatnonzero(read == digit)[:100] for digit in range(10)]
    heaps = [TRUTH.values[np.concatenate(kinds[:count])] for count in range(1, 11)]
    np.testing.assert_allclose(measured(Entropy, *heaps), np.log2(np.arange(1, 11)), atol=1e-12)
    real = measured(Entropy, TRUTH.values)[0]
    assert abs(real - np.log2(10)) < 0.01, f"real digits have {real:.3f} bits"
    for grey in (0.0, 0.3, 1.0):
        assert measured(Entropy, np.full((40, 64), grey))[0] == 0


def test_confidence_falls_with_the_noise() -> None:
    noise = stream().standard_normal((500, 64))
    found = measured(Confidence, *(TRUTH.values[FEW] + s * noise for s in (0, 0.2, 0.5)))
    assert found[0] > 0.9
    assert (np.diff(found) < -0.02).all(), found
    blend = np.linspace(1, 0, 4)[:, None, None] * (TRUTH.values[FEW] - TRUTH.mean()) + TRUTH.mean()
    found = measured(Confidence, *blend)
    assert (np.diff(found) < -0.02).all(), found
    assert (found >= 0.1).all(), "of ten classes one has a tenth"


def test_the_same_picture_has_the_same_features_however_it_is_told() -> None:
    """Ten components are the ten leading ones of the pixels; fewer leave the others at 0."""
    whole = TRUTH.features(TRUTH.values)
    for components in (1, 5, 10):
        truth = Digits(components=components)
        found = truth.features(truth.values)
        np.testing.assert_allclose(found[:, :components], whole[:, :components], atol=1e-12)
        assert (found[:, components:] == 0).all()
        pixels = truth.pictures(truth.values).reshape(-1, 64)
        np.testing.assert_allclose(TRUTH.features(pixels), found, atol=1e-12)


def test_models_of_pixels_and_of_components_are_measured_alike() -> None:
    part = Digits(components=10)
    said = part.values[stream().permutation(1797)[:400]] + 0.2
    drawn = part.pictures(said).reshape(-1, 64)
    for metric in (Coverage, Precision, Shares, Entropy, Confidence):
        one, other = measured(metric, said, truth=part), measured(metric, drawn)
        if metric in (Coverage, Precision):
            assert 0.1 < one[0] < 0.99, "all or nothing would be no comparison"
        np.testing.assert_allclose(one, other, atol=1e-12, err_msg=str(metric))


def test_pictures_are_compared_with_real_ones_of_which_none_comes_twice() -> None:
    """A copy would be its own nearest neighbour, and what is real would seem less so."""
    rows = Reference(TRUTH, LEARNED).neighbours
    assert len(np.unique(rows, axis=0)) == len(rows) == 1000
    copies = {row.tobytes() for row in rows}
    others = np.array([row for row in TRUTH.values if row.tobytes() not in copies])
    found = measured(Precision, others)[0]
    assert found == share_reached(TRUTH.features(others), TRUTH.features(rows))
    assert measured(Coverage, others)[0] == share_reached(
        TRUTH.features(rows), TRUTH.features(others)
    )
    assert 0.9 < found < 0.96, f"{found:.3f} of the other real digits count as real"


def test_precision_is_of_the_output_and_coverage_of_the_truth() -> None:
    """All zeros are real digits, and few of all; real ones beside as much noise are half real."""
    zeros = TRUTH.values[TRUTH.labels == 0]
    noise = stream().random((500, 64))
    both = np.concatenate([TRUTH.values[FEW], noise])
    real = TRUTH.values[FEW]
    precision, coverage = (
        measured(metric, zeros, real, both, noise) for metric in (Precision, Coverage)
    )
    assert precision[0] > 0.9 and 0.05 < coverage[0] < 0.15
    assert precision[1] > 0.9 and coverage[1] > 0.8
    agrees(precision[2], (precision[1] + precision[3]) / 2, 1e-3, "precision of a heap of both")
    assert abs(coverage[2] - coverage[1]) < 0.05, "noise reaches little, and hides little"
    assert precision[3] < 0.3 and coverage[3] < 0.2


def short(truth: str = "digits", **values: object) -> Settings:
    """Ten generations of networks on few pictures."""
    given = {"samples": 40, "generations": 10} | values
    model = f"vae:steps=12,hidden=8{',likelihood=bernoulli' if truth == 'digits' else ''}"
    return settings(truth=truth, model=model, policy="replace", **given)


def recorded(made: Settings) -> Trajectory:
    """The run on record from end to end."""
    trajectory = Trajectory(made)
    list(trajectory.follow())
    return trajectory


def test_a_column_a_class_for_digits_and_none_for_blobs() -> None:
    for truth, expected in (("digits", [f"shares.{digit}" for digit in range(10)]), ("blobs", [])):
        trajectory, file = recorded(short(truth)), io.StringIO()
        write_csv(file, [trajectory, trajectory])
        file.seek(0)
        header, *rows = csv.reader(file)
        assert [name for name in header if name.startswith("shares")] == expected
        assert header[2:] == list(columns(trajectory))
        assert len(rows) == 22
        for digit, name in enumerate(expected):
            found = [float(row[header.index(name)]) for row in rows[:11]]
            np.testing.assert_array_equal(found, trajectory.metrics["shares"][:, digit])


@pytest.mark.parametrize("truth", ["digits", "blobs"])
def test_a_run_goes_on_with_its_turned_codes_and_its_shares(truth: str) -> None:
    """The prefix law, through a file: what is read by class, and which way the codes look."""
    whole, part = recorded(short(truth, generations=14)), recorded(short(truth))
    file = io.BytesIO()
    save(part, file)
    file.seek(0)
    loaded = load(file)
    longer = loaded.extended(14)
    assert list(longer.follow()) == [11, 12, 13, 14]
    for found, length in ((part, 11), (loaded, 11), (longer, 15)):
        for name in METRICS:
            np.testing.assert_array_equal(found.metrics[name], whole.metrics[name][:length], name)
        for name, values in whole.record.items():
            np.testing.assert_array_equal(found.record[name], values[:length], name)
    turns = whole.record["turn"]
    np.testing.assert_array_equal(turns[0], np.eye(2))
    assert all(np.abs(turn - np.eye(2)).max() > 0.01 for turn in turns[1:]), "this seed turns"
    shares = whole.metrics["shares"]
    assert shares.shape == (15, 10 if truth == "digits" else 0)
    np.testing.assert_allclose(shares.sum(axis=1), truth == "digits", rtol=1e-12)


def test_extinct_pictures_are_of_one_kind() -> None:
    """A Gaussian on three samples ends in one picture, of which the reader is no less sure."""
    made = settings(
        truth="digits:components=2", model=Gaussian(), policy="replace", samples=3, generations=100
    )
    found = recorded(made).metrics
    assert found["variance"][-1] < 1e-6
    assert found["entropy"][-1] == 0
    assert sorted(found["shares"][-1]) == [0] * 9 + [1]
    assert 0.1 <= found["confidence"][-1] <= 1
