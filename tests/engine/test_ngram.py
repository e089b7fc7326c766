"""N-grams say what they have read, as often; word by word they are dice, and lose as dice do."""

from itertools import islice
from typing import cast

import numpy as np
import pytest

from engine import Trajectory, run, settings
from engine.arrays import Array
from engine.models._fitted_ngram import Ngrams
from engine.models.ngram import Ngram
from engine.theory.genetic_drift import forgetting
from engine.training_set import Origin, TrainingSet
from engine.truths.text import Text
from tests.engine.evidence import stream

LITTLE = np.array([[0, 1, 2, 0], [0, 1, 0, 0], [2, 0, 1, 2]], float)


def read(rows: Array = LITTLE, symbols: int = 4, **knobs: float) -> Ngrams:
    """What an n-gram model makes of the rows."""
    training = TrainingSet(rows, Origin(real=len(rows)), symbols=symbols)
    return Ngram(**{"smoothing": 0.0} | knobs).fit(stream(), training, None)  # type: ignore[arg-type]


def test_without_smoothing_probabilities_are_counts() -> None:
    """Of the little text by hand: 0 begins two of three rows, 1 follows 0 in three of five."""
    pairs = read(order=2)
    np.testing.assert_allclose(
        np.exp(pairs.log_prob(np.array([[0.0, 1, 2, 0]]))), [2 / 3 * 3 / 4 * 2 / 3 * 1]
    )
    assert np.isneginf(pairs.log_prob(np.array([[0.0, 2, 2, 0]])))[0]
    assert np.isneginf(read(order=1).log_prob(np.array([[3.0, 0, 0, 0]])))[0]
    singles = read(order=1)
    counts = np.array([6, 3, 3]) / 12
    np.testing.assert_allclose(
        singles.log_prob(LITTLE), np.log(counts[LITTLE.astype(int)]).sum(axis=1)
    )


@pytest.mark.parametrize("order", [1, 2, 3, 5])
@pytest.mark.parametrize("smoothing", [0.0, 0.7])
def test_probabilities_sum_to_one_and_are_what_is_said(order: int, smoothing: float) -> None:
    """Over all 256 rows of four words; and every row comes as often as its probability."""
    found = read(order=order, smoothing=smoothing)
    every = np.stack(np.meshgrid(*[np.arange(4.0)] * 4, indexing="ij"), axis=-1).reshape(-1, 4)
    chances = np.exp(found.log_prob(every))
    np.testing.assert_allclose(chances.sum(), 1, rtol=1e-12)
    said = found.sample(stream(), 40_000).astype(int) @ [64, 16, 4, 1]
    counts = np.bincount(said, minlength=256)
    assert not counts[chances == 0].any(), "what is impossible is never said"
    large = 40_000 * chances > 5
    expected = np.append(chances[large], chances[~large].sum()) * 40_000
    heard = np.append(counts[large], counts[~large].sum())
    degrees = np.count_nonzero(expected) - 1
    excess = np.sum((heard - expected)[expected > 0] ** 2 / expected[expected > 0]) - degrees
    assert excess < 5 * np.sqrt(2 * max(degrees, 1)), f"chi-square is off by {excess:.1f}"


def test_a_long_order_copies_what_it_has_read() -> None:
    found = read(order=5)
    said = {tuple(row) for row in found.sample(stream(), 200).tolist()}
    assert said == {tuple(row) for row in LITTLE.tolist()}


def test_word_by_word_words_are_lost_by_the_law_of_dice() -> None:
    """On the whole bundled text: a word that occurs c times is left by the t-th copy with
    probability 1 - exp(-c g_t). One lineage is 0.007 off by chance, so it is asked of six."""
    truth = Text()
    left = [
        [
            len(np.unique(generation.output))
            for generation in run(
                settings(
                    truth=truth,
                    model="ngram:order=1,smoothing=0",
                    policy="replace",
                    samples=len(truth.taught),
                    generations=10,
                    seed=seed,
                )
            )
        ]
        for seed in range(6)
    ]
    law = (1 - np.exp(-np.outer(forgetting(11), truth.corpus.counts))).mean(axis=1)
    apart = np.abs(np.mean(left, axis=0) / len(truth.symbols) - law)
    assert apart.max() < 0.01, f"the share of surviving words is {apart} off the law"


def test_ten_copies_of_a_text_lose_words_and_are_surprised() -> None:
    made = settings(truth="text", model="ngram", policy="replace", samples=300, generations=10)
    trajectory = Trajectory(made)
    assert list(trajectory.follow()) == list(range(11))
    assert (np.diff(trajectory.metrics["held_out"]) > 0).all(), "real text surprises more and more"
    assert (np.diff(trajectory.metrics["surviving"]) < 0).all()
    assert trajectory.metrics["repetition"].max() < 0.05, "n-grams forget, but do not stammer"


def test_every_generation_is_asked_the_same() -> None:
    made = settings(truth="text", model="ngram", policy="fresh", samples=50, generations=10)
    learned = [cast(Ngrams, generation.learned) for generation in islice(run(made), 4)]
    for one in learned[1:]:
        np.testing.assert_array_equal(one.asked, learned[0].asked)
    answers = [one.record()["answers"] for one in learned]
    assert all(np.shape(answer) == (3, 64) for answer in answers)
    assert not np.array_equal(answers[0], answers[3])


def test_an_answer_goes_on_with_what_is_asked() -> None:
    """In a text where every word has one successor, so has the last of the question."""
    rows = (np.arange(40)[:, None] + np.arange(8)) % 9.0
    found = read(rows, 9, order=2)
    np.testing.assert_array_equal(found.answers[:, 0], (found.asked[:, -1] + 1) % 9)
    np.testing.assert_array_equal(np.diff(found.answers, axis=1) % 9, 1)
