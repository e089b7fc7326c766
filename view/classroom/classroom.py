"""One class: who is here, what it was asked, and what each has guessed; it knows no screen."""

import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from view.classroom.bell import Bell
from view.lesson.step import Answer, Guess, Pick, Point, Step, Turned

SECONDS = 4 * 3600.0
"""How long a class lasts at most."""

PUPILS, QUESTIONS = 200, 100
"""How many there may be of each."""

AWAY = 10.0
"""Seconds of silence after which a phone is not counted as here: it asks every three."""

GONE = 60.0
"""Seconds of silence after which whoever has guessed nothing makes room in a class that is full."""

TOKEN = re.compile("[0-9a-z]{20,40}")
"""What a pupil's tab calls itself."""

Clock = Callable[[], float]


class Refused(Exception):
    """One sentence that says why not."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@dataclass
class Asked:
    """A question as it was put to a class, and what came of it.

    Attributes:
        name: of the question, another one for each stand of its dials.
        number: the step's, from 0 on.
        guesses: each pupil's last one before it was closed.
        closed: whether it is too late to guess.
        drawn: the run's course, as the chart has it.
        law: what theory expects, in words.
    """

    name: str
    number: int
    step: Step
    dials: Turned
    guesses: dict[str, Guess] = field(default_factory=dict)
    closed: bool = False
    answer: Answer | None = None
    drawn: Mapping[str, Any] = field(default_factory=dict)
    law: str = ""

    @property
    def question(self) -> Point | Pick:
        """In words, and with what can be guessed."""
        return self.step.ask(self.dials)


class Classroom:
    """A class, for any thread.

    Attributes:
        code: four letters by which pupils find it.
        secret: what the teacher's tab alone knows.
        asked: every question so far, by its name, in order.
        now: the one that is put just now; None before the first.
        turns: rings for the pupils: another question, its end, its answer.
        words: rings for the teacher: somebody has come, or has guessed.
    """

    def __init__(self, code: str, clock: Clock = time.monotonic) -> None:
        self.code, self.secret = code, secrets.token_urlsafe(16)
        self.asked: dict[str, Asked] = {}
        self.now: Asked | None = None
        self.turns, self.words = Bell(), Bell()
        self._clock, self._ends = clock, clock() + SECONDS
        self._heard: dict[str, float] = {}
        self._seat = ""
        self._lock = threading.RLock()

    @property
    def over(self) -> bool:
        """Whether the teacher has ended it, or its time has."""
        return self._clock() >= self._ends

    @property
    def here(self) -> int:
        """How many pupils were heard of lately."""
        since = self._clock() - AWAY
        with self._lock:
            return sum(heard > since for heard in self._heard.values())

    def lead(self, secret: str, seat: str) -> None:
        """The tab at this seat leads the class from now on, and no other.

        Raises:
            Refused: it does not know the secret.
        """
        if not secrets.compare_digest(secret.encode(), self.secret.encode()):
            raise Refused("Only the tab in which this class was begun can lead it.", 403)
        self._seat = seat
        self.words.ring()

    def leads(self, seat: str) -> bool:
        """Whether it is this one that does."""
        return bool(seat) and seat == self._seat

    def ask(self, name: str, number: int, step: Step, dials: Turned) -> Asked:
        """Put this question, anew or once more, unless it is put just now."""
        with self._lock:
            if self.now and self.now.name == name:
                return self.now
            if name not in self.asked:
                self._forget_the_unanswered()
                self.asked[name] = Asked(name, number, step, dict(dials))
            self.now = self.asked[name]
        self._turn()
        return self.now

    def close(self, name: str) -> None:
        """From now on it is too late to guess at this question."""
        with self._lock:
            if name in self.asked:
                self.asked[name].closed = True
        self._turn()

    def answer(self, asked: Asked, answer: Answer, drawn: Mapping[str, Any], law: str) -> None:
        """What happened; nobody guesses any more."""
        with self._lock:
            asked.closed, asked.answer, asked.drawn, asked.law = True, answer, drawn, law
        self._turn()

    def end(self) -> None:
        """The class is over."""
        self._ends = self._clock()
        self._turn()

    def join(self, token: str) -> None:
        """The pupil with this name, which says nothing of who it is, is here.

        Raises:
            Refused: the class is full, or nobody can be called so.
        """
        if not TOKEN.fullmatch(token):
            raise Refused("This browser has no name of its own.", 400)
        with self._lock:
            known = token in self._heard
            if not known:
                self._make_room()
            self._heard[token] = self._clock()
        if not known:
            self.words.ring()

    def guess(self, token: str, name: str, value: object) -> None:
        """What a pupil expects, if that question is still open and can be answered so."""
        with self._lock:
            asked = self.now
            if asked is None or asked.name != name or asked.closed or token not in self._heard:
                return
            meant = admitted(asked.question, value)
            if meant is None:
                return
            asked.guesses[token] = meant
        self.words.ring()

    def _turn(self) -> None:
        self.turns.ring()
        self.words.ring()

    def _make_room(self) -> None:
        if len(self._heard) < PUPILS:
            return
        guessed = {token for asked in self.asked.values() for token in asked.guesses}
        since = self._clock() - GONE
        gone = [t for t, heard in self._heard.items() if heard < since and t not in guessed]
        if not gone:
            raise Refused(f"This class is full: {PUPILS} pupils have joined.")
        del self._heard[gone[0]]

    def _forget_the_unanswered(self) -> None:
        """Whoever turns a knob for long leaves many questions behind."""
        if len(self.asked) >= QUESTIONS:
            empty = (name for name, one in self.asked.items() if not one.guesses)
            del self.asked[next(empty, next(iter(self.asked)))]


def admitted(question: Point | Pick, value: object) -> Guess | None:
    """What was sent as a guess, if it is one."""
    if isinstance(question, Pick):
        return value if isinstance(value, str) and value in question.choices else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(min(max(value, 0.0), question.highest))
