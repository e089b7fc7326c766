"""Where a visitor stands in the lesson, the step and its dials; and the link that says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from engine.knobs import meant, nearest
from engine.words import quoted
from view import state
from view.lesson.step import Choice, Dial, Step
from view.lesson.steps import STEPS
from view.urls.parts import PARTS, unread

PAGE, NUMBER, CLASS = "lesson", "step", "class"
"""The page's name, and what a link calls the number of a step and the code of a class."""

_NOTE = "lesson:turned"


@dataclass(frozen=True)
class Place:
    """The step, by its number from 0 on, the dials that were turned, by step, and the code of the
    class in which one is, if any."""

    number: int = 0
    turned: Mapping[int, Mapping[str, Choice]] = field(default_factory=dict)
    code: str = ""

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


def here() -> Place:
    """Where the visitor stands; at first, where the link says."""
    return state.kept(PAGE, _read)


def _read(link: dict[str, str]) -> tuple[Place, list[str]]:
    """A link says nothing of the dials of other steps: they stay as they were left."""
    place, wrong = read(link)
    return replace(place, turned={**all_turned(), **place.turned}), wrong


def all_turned() -> Mapping[int, Mapping[str, Choice]]:
    """The dials that the visitor has turned, by step."""
    return state.noted(_NOTE, dict[int, Mapping[str, Choice]]())


def keep(place: Place) -> None:
    """That is where the visitor stands now, and the link says so."""
    state.keep(PAGE, place, query(place))


def go(number: int) -> None:
    """To another step; what was guessed here stays."""
    state.forgive(PAGE)
    keep(replace(here(), number=min(max(number, 0), len(STEPS) - 1)))


def turn(name: str, value: Choice) -> None:
    """Turn a dial of this step."""
    place = here()
    if place.dials[name] != value:
        state.forgive(PAGE)
        dials = place.dials | {name: value}
        state.note(_NOTE, {**all_turned(), place.number: dials})
        keep(replace(place, turned={**place.turned, place.number: dials}))


def turn_back(number: int, dials: Mapping[str, str]) -> None:
    """The dials of a step as they were left before the page was loaded again, but for the step
    that is open: its link says how they stand."""
    place, turned = here(), dict[str, Choice]()
    for name, value in dials.items():
        _read_dial(STEPS[number], name, value, turned, [])
    if number not in {place.number, *all_turned()}:
        state.note(_NOTE, {**all_turned(), number: STEPS[number].defaults | turned})
        keep(replace(place, turned={**all_turned(), **place.turned}))


def enter(code: str) -> None:
    """Be in the class with this code; with none, alone again."""
    state.forgive(PAGE)
    keep(replace(here(), code=code))


def query(place: Place) -> dict[str, str]:
    """The link: a class, the number of the step, and the dials that do not stand as at first."""
    first = place.step.defaults
    turned = {name: str(v) for name, v in place.dials.items() if v != first[name]}
    number = {NUMBER: str(place.number + 1)} if place.number else {}
    return ({CLASS: place.code} if place.code else {}) | number | turned


def read(link: dict[str, str]) -> tuple[Place, list[str]]:
    """What a link asks for, and one sentence for each part that had to be ignored."""
    wrong: list[str] = []
    code = link.pop(CLASS, "").strip().upper()
    numbers = [str(n + 1) for n in range(len(STEPS))]
    said = link.pop(NUMBER, "1")
    if said not in numbers:
        wrong.append(f"the lesson has the steps 1 to {len(STEPS)}, and no step {quoted(said)}")
    number = numbers.index(said) if said in numbers else 0
    turned = dict[str, Choice]()
    for name, value in islice(link.items(), PARTS):
        _read_dial(STEPS[number], name, value, turned, wrong)
    dials = {number: STEPS[number].defaults | turned}
    return Place(number, dials, code), wrong + unread(link)


def _read_dial(
    step: Step, name: str, value: str, turned: dict[str, Choice], wrong: list[str]
) -> None:
    dials: dict[str, Dial] = {dial.name: dial for dial in step.dials}
    if name not in dials:
        wrong.append(f"“{step.title}” has no knob {quoted(name)}{nearest(name, list(dials))}")
        return
    choices = {str(choice): choice for choice in dials[name].choices}
    value = meant(value, list(choices))
    if value not in choices:
        wrong.append(f"{quoted(name)}={quoted(value)} is not one of {', '.join(choices)}")
        return
    turned[name] = choices[value]


def link(number: int) -> str:
    """The part of an address that opens a step as it is at first."""
    return f"{PAGE}?{NUMBER}={number + 1}"
