"""Answers and dials as a short text, and back, whatever a browser makes of it."""

import json
import math
from contextlib import suppress
from dataclasses import asdict, fields, replace
from typing import Any

from view.lesson import answers, position
from view.lesson.answers import Given
from view.lesson.step import Pick, Step
from view.lesson.steps import STEPS
from view.urls.parts import PARTS

MOST = 100_000
"""Letters that are read at most."""


def as_text() -> str:
    """Everything that was said and turned."""
    given = {name: asdict(one) for name, one in answers.all_given().items()}
    turned = {str(number): dict(dials) for number, dials in position.all_turned().items()}
    return json.dumps({"given": given, "turned": turned})


def take_back(text: str) -> None:
    """What this visitor has said before is theirs again; what they have said since stays. Whatever
    is not of this shape is left."""
    read: Any = {}
    with suppress(ValueError, RecursionError):
        read = json.loads(text[:MOST])
    for name, one in _parts(read, "given"):
        with suppress(TypeError, ValueError, LookupError):
            answers.give_back(name, _given(_step(name), one))
    for number, dials in _parts(read, "turned"):
        with suppress(ValueError, LookupError, AttributeError):
            found = {name: str(value) for name, value in dials.items()}
            position.turn_back(STEPS.index(_step(str(int(number) + 1))), found)


def _parts(read: Any, name: str) -> list[tuple[str, Any]]:
    found = read.get(name) if isinstance(read, dict) else None
    return list(found.items())[:PARTS] if isinstance(found, dict) else []


def _step(name: str) -> Step:
    """The step that a question's name, which begins with its number, is of.

    Raises:
        ValueError: it begins with none.
    """
    numbers = [str(number + 1) for number in range(len(STEPS))]
    return STEPS[numbers.index(name.partition(":")[0])]


def _given(step: Step, one: Any) -> Given:
    """What was said to a question of this step.

    Raises:
        TypeError, ValueError, KeyError: it is no such thing.
    """
    found = Given(**{field.name: one[field.name] for field in fields(Given)})
    flags = [found.shown, found.peeked, found.close is not None and found.close]
    if {type(flag) for flag in flags} != {bool} or type(found.again) is not int:
        raise ValueError("no answer")
    asked, guess = step.ask(step.defaults), found.guess
    if guess is None:
        return found
    if isinstance(asked, Pick):
        asked.choices[str(guess)]
        return replace(found, guess=str(guess))
    if not math.isfinite(float(guess)) or isinstance(guess, bool):
        raise ValueError("no guess")
    return replace(found, guess=float(guess))
