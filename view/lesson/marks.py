"""A guess held against the run's own answer, in words, and whether it came close."""

from view.lesson.step import Answer, Guess, Pick, Point


def close(question: Point | Pick, guess: Guess, answer: Answer) -> bool:
    """Whether it was the right one, or near enough."""
    if isinstance(question, Pick):
        return guess == answer.truth
    return abs(float(guess) - float(answer.truth)) <= question.close


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
    if question.said(guess) == question.said(truth):
        return "spot on"
    if question.along and max(guess, truth) > question.last:
        return "not so"
    unit = "generations" if question.along else question.unit
    off = f"{_many(abs(guess - truth), unit)} off"
    return f"close, only {off}" if close(question, guess, Answer(truth, "")) else off


def _many(number: float, unit: str) -> str:
    """A difference of shares is one of percentage points."""
    count = round(100 * number) if unit == "%" else round(number)
    noun = "percentage points" if unit == "%" else unit
    if count == 0:
        return "less than one percentage point"
    return f"one {noun.removesuffix('s')}" if count == 1 else f"{count:,} {noun}"
