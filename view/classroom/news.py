"""What the phones of a class, and the teacher's board, are told of it."""

from collections import Counter
from typing import Any

from view import glossary
from view.classroom.classroom import Asked, Classroom
from view.lesson import chart
from view.lesson.scoring import close, marked
from view.lesson.step import Guess, Pick
from view.lesson.steps import STEPS

News = dict[str, Any]


def for_pupil(room: Classroom, token: str) -> News:
    """The question as it stands, what this pupil has guessed, and, once it is there, the answer."""
    turn, asked = room.turns.rung, room.now
    told: News = {"turn": turn, "stage": _stage(asked)}
    if asked is None:
        return told
    guess = asked.guesses.get(token)
    return told | _question(asked, guess) | {"note": _note(asked, guess), "told": _told(asked)}


def for_board(room: Classroom) -> News:
    """How many are here, how many have guessed, and what."""
    count, asked = room.words.rung, room.now
    guesses = list(asked.guesses.values()) if asked else []
    picks = asked is not None and isinstance(asked.question, Pick)
    return {
        "count": count,
        "here": room.here,
        "question": asked.name if asked else "",
        "guessed": len(guesses),
        "crowd": [] if picks else guesses,
        "picks": Counter(map(str, guesses)) if picks else {},
    }


def came_close(asked: Asked) -> int:
    """How many guesses were right, or near enough."""
    answer = asked.answer
    if answer is None:
        return 0
    return sum(close(asked.question, guess, answer) for guess in list(asked.guesses.values()))


def score(asked: Asked) -> str:
    """How a class did with a question, in one sentence."""
    guessed = len(asked.guesses)
    if not guessed:
        return "Nobody has guessed."
    many = "One has guessed" if guessed == 1 else f"{guessed} have guessed"
    if asked.answer is None:
        return f"{many}; what happened was not shown."
    right = "was right" if isinstance(asked.question, Pick) else "came close"
    if right == "was right" and came_close(asked) != 1:
        right = "were right"
    return f"{many}, {came_close(asked) or 'none'} {right}."


def _stage(asked: Asked | None) -> str:
    if asked is None:
        return "waiting"
    return "answered" if asked.answer else "closed" if asked.closed else "open"


def _question(asked: Asked, guess: Guess | None) -> News:
    question = asked.question
    told: News = {
        "question": asked.name,
        "where": f"Step {asked.number + 1} of {len(STEPS)}",
        "title": asked.step.title,
        "story": glossary.unmarked(asked.step.story),
        "text": question.text,
        "guess": guess,
    }
    if isinstance(question, Pick):
        truth = asked.answer.truth if asked.answer else None
        return told | {"choices": list(question.choices.items()), "truth": truth}
    drawn = chart.asked(question, asked.name, guess, locked=asked.closed)
    return told | {"chart": drawn | dict(asked.drawn)}


def _note(asked: Asked, guess: Guess | None) -> str:
    """How it stands with the pupil's own guess."""
    question = asked.question
    if asked.answer:
        return marked(question, guess, asked.answer)
    mine = "" if guess is None else f"Your guess: {question.said(guess)}. "
    if asked.closed:
        return f"{mine}The answer is on its way."
    return f"{mine}You can change it until the answer comes." if mine else ""


def _told(asked: Asked) -> str:
    return f"{asked.answer.told} {asked.law}".strip() if asked.answer else ""
