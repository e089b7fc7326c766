"""A small GPT: what it remembers is what it would see, and what it learns is the text."""

import pickle
import threading
import time
from dataclasses import replace
from itertools import islice
from typing import cast

import numpy as np
import pytest
import torch

from engine import Trajectory, run, settings
from engine.analysis.runtime import forecast, rows
from engine.arrays import Array
from engine.models._fitted_gpt import FittedGpt
from engine.neural.gpt_training import blank, built, scored, taught, written
from engine.neural.shape import Shape
from engine.progress import Progress
from engine.training_set import Origin, TrainingSet
from tests.support.statistics import stream

SHAPE = Shape(symbols=7, width=12, layers=2, heads=4, reach=8)
TINY = "transformer:width=8,layers=1,schooling=2,epochs=1"


def blocks(n: int = 24) -> Array:
    """Counting to seven, from anywhere."""
    return (np.arange(n)[:, None] + np.arange(8)) % 7


def test_what_is_remembered_is_what_would_be_seen() -> None:
    """Word by word with a memory, or all at once: the same thoughts, also beyond its reach."""
    gpt = blank(SHAPE, stream())
    numbers = torch.from_numpy(stream().integers(7, size=(3, 20)))
    whole, _ = gpt(numbers)
    thought, memory = gpt(numbers[:, :9])
    steps = [thought]
    for at in range(9, 20):
        thought, memory = gpt(numbers[:, at : at + 1], memory)
        steps.append(thought)
    np.testing.assert_allclose(torch.cat(steps, 1).detach(), whole.detach(), atol=1e-5)


def test_nobody_hears_what_comes_later_or_lies_beyond_reach() -> None:
    gpt = blank(replace(SHAPE, layers=1), stream())
    numbers = torch.from_numpy(stream().integers(7, size=(1, 20)))
    other = numbers.clone()
    other[:, 12] = (other[:, 12] + 1) % 7
    differs = (gpt(numbers)[0] != gpt(other)[0]).any(2)[0].numpy()
    np.testing.assert_array_equal(np.flatnonzero(differs), np.arange(12, 20))


def test_probabilities_sum_to_one() -> None:
    shape = Shape(symbols=3, width=8, layers=1, heads=4, reach=3)
    every = np.stack(np.meshgrid(*[np.arange(3)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    total = np.exp(scored(blank(shape, stream()), every)).sum()
    np.testing.assert_allclose(total, 1, rtol=1e-5)


@pytest.mark.parametrize("temperature", [0.5, 1.0])
def test_it_says_each_word_as_often_as_it_believes(temperature: float) -> None:
    gpt = blank(SHAPE, stream())
    gpt.words.weight.data *= 20
    prompts = np.tile(blocks(1), (20_000, 1))
    said = np.bincount(written(gpt, stream(), prompts, 1, temperature)[:, 0], minlength=7) / 20_000
    begun = torch.from_numpy(np.concatenate([[7], prompts[0]]))[None]
    guesses = gpt.guesses(gpt(begun)[0][:, -1])[0] / temperature
    chances = torch.softmax(guesses, 0).detach().numpy()
    error = np.sqrt(chances * (1 - chances) / 20_000)
    assert (np.abs(said - chances) < 5 * error + 1e-6).all(), f"{said} and not {chances}"


def test_it_learns_to_count_and_goes_on_counting() -> None:
    """Also where it goes on with what it has read, beyond the length that it was taught."""
    gpt = blank(SHAPE, stream())
    weights, course = taught(gpt, stream(), blocks(200), 12, 0.03)
    assert course[0] > 1.5 and course[-1] < 0.5, f"its loss went {course}"
    said = written(built(SHAPE, weights), stream(), blocks(50), 8, 0.1)
    assert (np.diff(said, axis=1) % 7 == 1).mean() > 0.95
    assert (said[:, 0] == (blocks(50)[:, -1] + 1) % 7).mean() > 0.95


def test_the_last_words_cost_no_more_memory_than_the_first() -> None:
    gpt = blank(SHAPE, stream())
    _, memory = gpt(torch.zeros((2, 40), dtype=torch.int64))
    for _ in range(20):
        _, memory = gpt(torch.zeros((2, 1), dtype=torch.int64), memory)
    assert memory[0][0].shape[2] <= 8


def little(policy: str = "replace", model: str = TINY, **values: object) -> Trajectory:
    """Ten generations of a tiny one."""
    made = {"truth": "text", "samples": 24, "generations": 10} | values
    return Trajectory(settings(model=model, policy=policy, **made))


def test_every_generation_goes_on_from_the_same_base() -> None:
    first, second, third = (cast(FittedGpt, g.learned) for g in islice(run(little().settings), 3))
    np.testing.assert_array_equal(first.weights, first.base)
    for later in (second, third):
        np.testing.assert_array_equal(later.base, first.base)
        assert not np.array_equal(later.weights, first.weights)
        np.testing.assert_array_equal(later.asked, first.asked)
        assert not np.array_equal(later.record()["answers"], first.record()["answers"])
    np.testing.assert_array_equal(third.prompts, third.rows)
    own = list(islice(run(little(model=TINY + ",prompts=original").settings), 2))
    np.testing.assert_array_equal(
        cast(FittedGpt, own[1].learned).prompts, cast(FittedGpt, own[0].learned).rows
    )


def test_each_start_begins_where_it_says() -> None:
    """With nothing to learn by, the weights stay what they were, but for what decays."""
    training = TrainingSet(blocks() * 1.0, Origin(real=24), symbols=7)
    for start in ("base", "previous"):
        model = settings(
            truth="text", model=f"{TINY},rate=1e-05,start={start}", policy="replace"
        ).model
        one = cast(FittedGpt, model.fit(stream(), training, None))
        moved = replace(one, weights=one.weights + 1)
        after = cast(FittedGpt, model.fit(stream(), training, moved))
        begun = moved.base if start == "base" else moved.weights
        assert np.abs(after.weights - begun).max() < 0.01


def test_a_fit_is_watched_and_stops_at_once() -> None:
    """With the step that it is at, learning or speaking: its generation is not there."""
    trajectory = little(model="transformer:width=32", samples=400)
    progress = Progress()
    worker = threading.Thread(target=lambda: list(trajectory.follow(progress)))
    worker.start()
    while not 3 < progress.step.done < progress.step.total:
        time.sleep(0.01)
    progress.stop()
    at = progress.step.done
    worker.join()
    assert progress.step.done <= at + 1 and trajectory.length == 0


def test_what_a_run_will_cost_counts_its_epochs() -> None:
    made = little(model="transformer:schooling=9,epochs=2").settings
    assert [rows(made, at) for at in (0, 1)] == [24 * 10, 24 * 3]
    assert 0.01 < forecast(little().settings) < 60


@pytest.mark.long
@pytest.mark.slow
def test_real_text_surprises_ever_later_generations_and_less_so_with_a_tenth_real() -> None:
    """The direction only, on a small set-up; the page's own is measured in the README."""
    found = {}
    for policy in ("replace", "fresh"):
        trajectory = little(
            policy, "transformer:width=32,layers=1", samples=500, truth="text:vocabulary=500"
        )
        list(trajectory.follow())
        found[policy] = trajectory.metrics["held_out"]
    assert found["replace"][10] > 1.2 * found["replace"][0]
    assert found["fresh"][10] < found["replace"][10]


def test_what_travels_to_another_process_is_its_numbers_alone() -> None:
    learned = cast(FittedGpt, next(iter(run(little().settings))).learned)
    learned.log_prob(learned.rows[:1])
    packed = pickle.dumps(learned)
    assert len(packed) < 2 * (learned.weights.nbytes + learned.base.nbytes + learned.rows.nbytes)
    assert "_gpt" in vars(learned) and "_gpt" not in vars(pickle.loads(packed))
