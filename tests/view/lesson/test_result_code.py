"""A result code holds each guess, reads as people type it, and refuses what is none."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from view.lesson.result_code import LETTERS, QUESTIONS, Unreadable, decoded, written
from view.lesson.step import Guess, Pick, Point


def guesses_at(question: Point | Pick) -> st.SearchStrategy[Guess | None]:
    """Whatever can be guessed, as the page has it, and nothing."""
    if isinstance(question, Pick):
        return st.sampled_from([None, *question.choices])
    steps = round(question.highest / question.step)
    return st.none() | st.integers(0, steps).map(lambda n: round(n * question.step, 2))


@given(st.tuples(*map(guesses_at, QUESTIONS)))
def test_what_was_guessed_is_read_again_however_it_is_typed(guesses: tuple[Guess | None]) -> None:
    code = written(guesses)
    assert decoded(code) == list(guesses)
    assert decoded(
        f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    ) == list(guesses)
    assert len(code) <= 14


def test_hardly_a_mistyped_code_is_taken_for_another() -> None:
    chance, taken = random.Random(3), 0
    code = written([None] * len(QUESTIONS))
    for _ in range(2000):
        at = chance.choice([n for n, letter in enumerate(code) if letter != "-"])
        other = code[:at] + chance.choice(LETTERS.replace(code[at], "")) + code[at + 1 :]
        with suppress(Unreadable):
            taken += bool(decoded(other))
    assert taken < 10


@pytest.mark.parametrize("code", ["", "ABCD", "0000-0000-0000-0000", "9" * 5000, "ÄÖÜÄÖÜÄÖÜÄ", "?"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(Unreadable):
        decoded(code)
