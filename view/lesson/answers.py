"""What a visitor has said to each question; no link says it, and none takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from view import state
from view.lesson import position
from view.lesson.step import Guess

_NOTE = "lesson:given"


@dataclass(frozen=True)
class Given:
    """What was said to one question, and what became of it.

    Attributes:
        shown: whether one has asked to see the answer.
        again: how often the question was asked anew.
        peeked: whether the answer was once shown without a guess: it scores no more.
        close: whether the first guess came close, once it was held against the run.
    """

    guess: Guess | None = None
    shown: bool = False
    again: int = 0
    peeked: bool = False
    close: bool | None = None


def all_given() -> Mapping[str, Given]:
    """By the name of the question."""
    return state.noted(_NOTE, dict[str, Given]())


def given() -> Given:
    """What was said to the question before the visitor."""
    return all_given().get(position.here().question, Given())


def at_first(number: int) -> Guess | None:
    """What was guessed at a step's question with its dials as they stand at first."""
    return all_given().get(position.Place(number).question, Given()).guess


def name() -> str:
    """The question's name, another one each time that it is asked."""
    return f"{position.here().question}:{given().again}"


def _give(one: Given) -> None:
    state.note(_NOTE, {**all_given(), position.here().question: one})


def give_back(question: str, one: Given) -> None:
    """What was said to a question before the page was loaded again, if nothing was said since; who
    has asked to see the answer since has not taken back the guess."""
    since = all_given().get(question, Given())
    if since.guess is None and not since.again:
        shown = one.shown or since.shown
        state.note(_NOTE, {**all_given(), question: replace(one, shown=shown)})


def guess(value: Guess) -> None:
    """Say what one expects; once one has asked for the answer, it is too late."""
    if not given().shown:
        _give(replace(given(), guess=value))


def reveal() -> None:
    """Let the run answer."""
    _give(replace(given(), shown=True, peeked=given().peeked or given().guess is None))


def ask_again() -> None:
    """Forget what was said to this question, but not how the first guess did."""
    _give(replace(given(), guess=None, shown=False, again=given().again + 1))


def score(close: bool) -> None:
    """Remember whether a guess came close: the first one, made before the answer was seen."""
    if given().close is None and not given().peeked:
        _give(replace(given(), close=close))


def scores() -> list[bool]:
    """Whether each guess that counts came close."""
    return [one.close for one in all_given().values() if one.close is not None]
