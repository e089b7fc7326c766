"""What one has guessed in the whole lesson, as a code of a few letters that a class can add up."""

import math
import zlib
from collections.abc import Sequence

from view.lesson.step import Guess, Pick, Point
from view.lesson.steps import STEPS

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are read as others."""

READ_AS = str.maketrans("ILO", "110")

CHECK = 2**10
"""So rarely a mistyped code is taken for another one."""

QUESTIONS = [step.ask(step.defaults) for step in STEPS]
"""As they stand at first."""


class Unreadable(ValueError):
    """What was typed is no such code."""


def written(guesses: Sequence[Guess | None]) -> str:
    """One guess a step, or None, as letters in groups of four."""
    number = 0
    for question, guess in zip(QUESTIONS, guesses, strict=True):
        number = number * _places(question) + _place(question, guess)
    number = number * CHECK + _check(number)
    letters = "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(_length())))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def decoded(code: str) -> list[Guess | None]:
    """The guesses of such a code, whatever stands between its letters.

    Raises:
        Unreadable: it is none, or not one of this lesson.
    """
    letters = "".join(filter(str.isalnum, code.upper())).translate(READ_AS)
    if len(letters) != _length() or not set(letters) <= set(LETTERS):
        raise Unreadable(code)
    number = 0
    for letter in letters:
        number = number * 32 + LETTERS.index(letter)
    number, check = divmod(number, CHECK)
    if check != _check(number):
        raise Unreadable(code)
    found = list[Guess | None]()
    for question in reversed(QUESTIONS):
        number, place = divmod(number, _places(question))
        found.insert(0, _guess(question, place))
    if number:
        raise Unreadable(code)
    return found


def _places(question: Point | Pick) -> int:
    """How many different guesses there are, and none."""
    if isinstance(question, Pick):
        return len(question.choices) + 1
    return round(question.highest / question.step) + 2


def _place(question: Point | Pick, guess: Guess | None) -> int:
    if guess is None:
        return 0
    if isinstance(question, Pick):
        return [*question.choices].index(str(guess)) + 1
    return round(float(guess) / question.step) + 1


def _guess(question: Point | Pick, place: int) -> Guess | None:
    if place == 0:
        return None
    if isinstance(question, Pick):
        return [*question.choices][place - 1]
    return round((place - 1) * question.step, 2)


def _check(number: int) -> int:
    """Of another lesson it is another one."""
    lesson = "|".join(f"{question.text}{_places(question)}" for question in QUESTIONS)
    return zlib.crc32(f"{lesson}:{number}".encode()) % CHECK


def _length() -> int:
    """Letters of a code."""
    bits = math.ceil(math.log2(CHECK * math.prod(map(_places, QUESTIONS))))
    return math.ceil(bits / 5)
