"""A guess held against the run's own answer, in words, and whether it came close."""

from view.captions.format import times
from view.lesson.step import Answer, Guess, Pick, Point

TWICE = 2.0
"""A share is no close guess at one that is more than twice as large, or less than half."""

TOUCH = 0.02
"""Shares that lie this near are one to a finger, whatever their ratio."""


def close(question: Point | Pick, guess: Guess, answer: Answer) -> bool:
    """Whether it was the right one, or near enough."""
    if isinstance(question, Pick):
        return guess == answer.truth
    beyond = {question.beyond(guess), question.beyond(answer.truth)}
    if beyond == {True} or (question.along and True in beyond):
        return beyond == {True}
    said, truth = float(guess), float(answer.truth)
    return abs(said - truth) <= question.close and not _disproportionate(question, said, truth)


def _disproportionate(question: Point, said: float, truth: float) -> bool:
    """Whether a few percentage points are many times the smaller share."""
    less, more = sorted((said, truth))
    shares = question.unit == "%" and not question.along
    return shares and more - less > TOUCH and more > TWICE * less


def marked(question: Point | Pick, guess: Guess | None, answer: Answer) -> str:
    """What was guessed, and how far off that was; nothing where nothing was guessed."""
    if guess is None:
        return f"It is {question.said(answer.truth)}."
    if isinstance(question, Pick):
        if guess == answer.truth:
            return f"You were right: {question.said(answer.truth)}."
        return f"You said {question.said(guess)}; it is {question.said(answer.truth)}."
    said = f"You said {question.said(guess)}, it is {question.said(answer.truth)}"
    return f"{said}: {_apart(question, float(guess), float(answer.truth))}."


def _apart(question: Point, guess: float, truth: float) -> str:
    """How far off, as one would say it."""
    beyond = {question.beyond(guess), question.beyond(truth)}
    if question.said(guess) == question.said(truth) or beyond == {True}:
        return "spot on"
    if question.along and True in beyond:
        return "not so"
    unit = "generations" if question.along else question.unit
    off = f"{_many(abs(guess - truth), unit)} off"
    if close(question, guess, Answer(truth, "")):
        return f"close, only {off}"
    return f"{off}{_ratio(question, guess, truth)}"


def _ratio(question: Point, guess: float, truth: float) -> str:
    """Where the points alone would sound close: how many times too much or too little it was."""
    less, more = sorted((guess, truth))
    if more - less > question.close or less <= 0 or not _disproportionate(question, guess, truth):
        return ""
    return f", and {times(more / less)} too {'high' if guess > truth else 'low'}"


def _many(number: float, unit: str) -> str:
    """A difference of shares is one of percentage points."""
    count = round(100 * number) if unit == "%" else round(number)
    noun = "percentage points" if unit == "%" else unit
    if count == 0:
        return "less than one percentage point"
    return f"one {noun.removesuffix('s')}" if count == 1 else f"{count:,} {noun}"
