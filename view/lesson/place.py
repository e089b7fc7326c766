"""Where a visitor stands in the lesson: the step, its dials, the guesses so far; and the link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from engine.knobs import nearest
from view import session
from view.lesson.step import Choice, Dial, Guess, Step
from view.lesson.steps import STEPS

PAGE, NUMBER = "lesson", "step"
"""The page's name, and what a link calls the number of a step."""


@dataclass(frozen=True)
class Given:
    """What was said to one question, whether it is answered, and how often it was asked anew."""

    guess: Guess | None = None
    shown: bool = False
    again: int = 0


@dataclass(frozen=True)
class Place:
    """The step, by its number from 0 on; dials that were turned, by step; what was given to each
    question, by the question's name; which guesses came close; and for the class sheet, whether
    its answers are being computed, and those of each step that are there."""

    number: int = 0
    turned: Mapping[int, Mapping[str, Choice]] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    close: Mapping[str, bool] = field(default_factory=dict)
    preparing: bool = False
    told: Mapping[int, str] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The one that is open."""
        return STEPS[self.number]

    @property
    def dials(self) -> dict[str, Choice]:
        """Where its dials stand."""
        return self.step.defaults | dict(self.turned.get(self.number, {}))

    @property
    def question(self) -> str:
        """A name for the question: each stand of the dials asks one of its own."""
        stands = ",".join(f"{name}={value}" for name, value in self.dials.items())
        return f"{self.number + 1}:{stands}"

    @property
    def answer(self) -> Given:
        """What was given to it."""
        return self.given.get(self.question, Given())


def here() -> Place:
    """Where the visitor stands; at first, where the link says."""
    return session.kept(PAGE, read)


def keep(place: Place) -> None:
    """That is where the visitor stands now, and the link says so."""
    session.keep(PAGE, place, query(place))


def go(number: int) -> None:
    """To another step; what was guessed here stays."""
    session.forgive(PAGE)
    keep(replace(here(), number=min(max(number, 0), len(STEPS) - 1)))


def turn(name: str, value: Choice) -> None:
    """Turn a dial of this step."""
    place = here()
    if place.dials[name] != value:
        session.forgive(PAGE)
        turned = dict(place.turned) | {place.number: place.dials | {name: value}}
        keep(replace(place, turned=turned))


def guess(value: Guess) -> None:
    """Say what one expects; once the run has answered, it is too late."""
    place = here()
    if not place.answer.shown:
        given = replace(place.answer, guess=value)
        keep(replace(place, given={**place.given, place.question: given}))


def reveal() -> None:
    """Let the run answer."""
    place = here()
    given = replace(place.answer, shown=True)
    keep(replace(place, given={**place.given, place.question: given}))


def ask_again() -> None:
    """Forget what was said to this question."""
    place = here()
    given = Given(again=place.answer.again + 1)
    keep(replace(place, given={**place.given, place.question: given}))


def score(question: str, close: bool) -> None:
    """Remember whether a guess came close; the first one of a question counts."""
    place = here()
    if question not in place.close:
        keep(replace(place, close={**place.close, question: close}))


def prepare(wanted: bool) -> None:
    """Have the answers for the class sheet computed, or no longer."""
    keep(replace(here(), preparing=wanted))


def tell(number: int, told: str) -> None:
    """One of them is there."""
    place = here()
    keep(replace(place, told={**place.told, number: told}))


def query(place: Place) -> dict[str, str]:
    """The link: the number of the step, and the dials that do not stand as they do at first."""
    first = place.step.defaults
    turned = {name: str(v) for name, v in place.dials.items() if v != first[name]}
    return ({NUMBER: str(place.number + 1)} if place.number else {}) | turned


def read(link: dict[str, str]) -> tuple[Place, list[str]]:
    """What a link asks for, and one sentence for each part that had to be ignored."""
    wrong: list[str] = []
    numbers = [str(n + 1) for n in range(len(STEPS))]
    said = link.pop(NUMBER, "1")
    if said not in numbers:
        wrong.append(f"the lesson has the steps 1 to {len(STEPS)}, and no step {said}")
    number = numbers.index(said) if said in numbers else 0
    turned = dict[str, Choice]()
    for name, value in link.items():
        _read_dial(STEPS[number], name, value, turned, wrong)
    return Place(number, {number: STEPS[number].defaults | turned}), wrong


def _read_dial(
    step: Step, name: str, value: str, turned: dict[str, Choice], wrong: list[str]
) -> None:  # fmt: skip
    dials: dict[str, Dial] = {dial.name: dial for dial in step.dials}
    if name not in dials:
        wrong.append(f"“{step.title}” has no knob {name}{nearest(name, list(dials))}")
        return
    choices = {str(choice): choice for choice in dials[name].choices}
    if value not in choices:
        wrong.append(f"{name}={value} is not one of {', '.join(choices)}")
        return
    turned[name] = choices[value]


def link(number: int) -> str:
    """The part of an address that opens a step as it is at first."""
    return f"{PAGE}?{NUMBER}={number + 1}"
