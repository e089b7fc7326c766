"""What a browser has kept of the lesson is taken back as it was, and nothing else is."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from view.lesson import answers, position
from view.lesson.answers import Given
from view.lesson.memory import kept

SAID = Given(guess=0.25, shown=True, again=1, close=False)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[Any, Any]]:
    """What becomes a visitor's own of a text."""
    found: dict[Any, Any] = {}
    monkeypatch.setattr(answers, "give_back", found.__setitem__)
    monkeypatch.setattr(position, "turn_back", found.__setitem__)

    def take(text: str) -> dict[Any, Any]:
        kept.take_back(text)
        return found

    return take


def test_what_was_said_and_turned_comes_back(
    taken: Callable[[str], dict[Any, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "all_given", lambda: {"2:seed=0": SAID})
    monkeypatch.setattr(position, "all_turned", lambda: {0: {"seed": 3}})
    assert taken(kept.as_text()) == {"2:seed=0": SAID, 0: {"seed": "3"}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[" * 50_000,
        "[1]",
        '{"given": []}',
        '{"turned": {"x": {}, "99": {"seed": "1"}, "²": {}}}',
        *(
            json.dumps({"given": {"1:": asdict(SAID) | odd}})
            for odd in (
                {"guess": [1]},
                {"guess": True},
                {"guess": 1e999},
                {"shown": "yes"},
                {"again": 1.5},
                {"close": 2},
            )
        ),
        '{"given": {"1:": {"guess": 1}, "2:": null}}',
    ],
)
def test_whatever_is_not_of_its_shape_is_left(
    taken: Callable[[str], dict[Any, Any]], text: str
) -> None:
    assert taken(text) == {}
