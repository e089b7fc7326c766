"""A class that guesses together: from a phone's guess to the teacher's screen, from the teacher's
press to the last phone, and what becomes of guesses over a bad network."""

import json
import random
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from benchmarks._chromium import chromium, fresh_page
from benchmarks._figures import Figure, at_least, at_most, report
from benchmarks._server import serving, spent

PHONES, FEW = 40, 4
STEP = "/lesson?step=2"
FACES = 6
LOST = 0.3
"""Share of all that phones say that never arrives, or whose answer does not."""

QUIET = 8.0
"""Seconds in which nothing happens, to see what waiting costs."""

SOON = at_most(2.0)
PATIENCE = 20.0


class Phone(threading.Thread):
    """One that speaks as a pupil's does, without a screen."""

    def __init__(self, address: str, number: int) -> None:
        super().__init__(daemon=True)
        self._address, self._number = address, number
        self._chance = random.Random(number)
        self.stage, self.question, self.guess, self.left = "", "", None, False
        self._said: dict[str, object] | None = None
        self.loses = 0.0

    def run(self) -> None:
        """Ask again and again, and say a guess until it is answered."""
        turn = None
        while not self.left:
            saying = self._said
            more = {"guess": saying} if saying else {}
            try:
                told = self._ask({"token": f"{self._number:020d}", "after": turn, **more})
            except OSError:
                time.sleep(0.2)
                continue
            if self._said is saying:
                self._said = None
            turn, self.stage, self.guess = told["turn"], told["stage"], told.get("guess")
            self.question = told.get("question", "")

    def says(self, value: float) -> None:
        """Guess at what is asked now; while another request waits, with one of its own."""
        self._said = {"question": self.question, "value": value}
        threading.Thread(target=self._say, args=(self._said,), daemon=True).start()

    def _say(self, guess: dict[str, object]) -> None:
        while self._said is guess:
            try:
                self._ask({"token": f"{self._number:020d}", "after": None, "guess": guess})
                return
            except OSError:
                time.sleep(0.2)

    def _ask(self, said: dict[str, object]) -> dict[str, object]:
        fate = self._chance.random()
        if fate < self.loses / 2:
            raise OSError("it never arrives")
        data = json.dumps(said).encode()
        with urllib.request.urlopen(self._address, data, timeout=PATIENCE) as answer:
            told: dict[str, object] = json.load(answer)
        if fate < self.loses:
            raise OSError("the answer does not arrive")
        return told


def measure(quick: bool) -> Iterator[Figure]:
    """A teacher in a browser, and forty phones."""
    count = FEW if quick else PHONES
    with (
        serving("app.py") as (address, pid),
        chromium() as browser,
        fresh_page(browser) as teacher,
        _class(teacher, address, count) as phones,
    ):
        yield from _measured(teacher, phones, pid, quick)


@contextmanager
def _class(teacher: Page, address: str, count: int) -> Iterator[list[Phone]]:
    teacher.goto(address + STEP)
    teacher.get_by_text("For the class: guess together").click()
    teacher.get_by_role("button", name="Begin a class").click()
    code = teacher.locator(".class-code").first.inner_text()
    phones = [Phone(f"{address}/class/{code}", number) for number in range(count)]
    for phone in phones:
        phone.start()
    _board(teacher, f"{count} here")
    yield phones
    for phone in phones:
        phone.left = True


def _measured(teacher: Page, phones: list[Phone], pid: int, quick: bool) -> Iterator[Figure]:
    who = f"{len(phones)} phones:"
    yield Figure(
        f"{who} from a press to the question on the last",
        _turn(lambda: teacher.keyboard.press("n"), phones, "open"),
        "s",
        SOON,
    )
    began = time.perf_counter()
    for number, phone in enumerate(phones):
        phone.says(number % (FACES + 1))
    _board(teacher, f"{len(phones)} have guessed")
    yield Figure(
        f"{who} until all guesses are on the board", time.perf_counter() - began, "s", SOON
    )
    highest = sum(number % (FACES + 1) == FACES for number in range(len(phones)))
    began = time.perf_counter()
    phones[0].says(FACES)
    teacher.wait_for_function(_highest(highest + 1))
    yield Figure(f"{who} until another guess is", time.perf_counter() - began, "s", SOON)
    yield from _over_a_bad_network(teacher, phones, who)
    before = spent(pid)
    time.sleep(1 if quick else QUIET)
    idle = (spent(pid) - before) / (1 if quick else QUIET)
    yield Figure(f"{who} processor while all wait, of a second", idle, "s", at_most(0.25))
    yield Figure(
        f"{who} from a press to the answer on the last",
        _turn(lambda: teacher.keyboard.press("a"), phones, "answered"),
        "s",
        SOON,
    )


def _over_a_bad_network(teacher: Page, phones: list[Phone], who: str) -> Iterator[Figure]:
    for number, phone in enumerate(phones):
        phone.loses = LOST
        phone.says((number + 1) % (FACES + 1))
    end = time.perf_counter() + PATIENCE
    right = 0
    while right < len(phones) and time.perf_counter() < end:
        time.sleep(0.05)
        right = sum(p.guess == (n + 1) % (FACES + 1) for n, p in enumerate(phones))
    for phone in phones:
        phone.loses = 0.0
    share = right / len(phones)
    yield Figure(f"{who} guesses that arrive where 3 in 10 are lost", share, "of all", at_least(1))


def _turn(press: Callable[[], None], phones: list[Phone], stage: str) -> float:
    """Seconds from a press of the teacher's until all phones have come so far."""
    began = time.perf_counter()
    press()
    while not all(phone.stage == stage for phone in phones):
        if time.perf_counter() > began + PATIENCE:
            break
        time.sleep(0.01)
    return time.perf_counter() - began


def _board(teacher: Page, words: str) -> None:
    teacher.locator(".board .count").get_by_text(words).wait_for()


def _highest(count: int) -> str:
    """Whether so many dots are where the highest one is."""
    return f"""() => {{
      const board = find(".board");
      const dots = [...board.querySelectorAll(".pupil")];
      const heights = dots.map((dot) => Number(dot.getAttribute("cy")));
      return heights.filter((height) => height === Math.min(...heights)).length >= {count};
    }}"""


if __name__ == "__main__":
    sys.exit(report(measure, __doc__))
