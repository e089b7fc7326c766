"""One sequence of deeds, and whatever does not agree after it."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import TimeoutError as NotThere

from tests.e2e.conftest import Visit
from tests.sequences.deeds import ANOTHER_SEED, DEEDS, Person
from tests.sequences.showing import quiet, twice

BEGINNINGS = (
    "/clouds?generations=100&samples=100&seed={seed}",
    "/dice?generations=100&samples=50&seed={seed}",
    "/what-helps?truth=normal&model=gaussian&samples=50&generations=60&seed={seed}",
    "/how-long-do-data-last",
    "/lesson",
    "/digits?truth=digits:components=4&model=gmm:components=3&generations=10&samples=60&seed={seed}",
    "/text?preset=text-words&seed={seed}",
)
"""Each with a run that is soon there."""

MOST = 8
"""Deeds in a sequence."""


def tried(visit: Visit, seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """What was done, and what was wrong after it, one sentence each."""
    chance = random.Random(seed)
    person = Person(visit, chance, folder)
    weights = [12, 5, 3, 2, 4, 1, 1]
    visit.open(chance.choices(BEGINNINGS, weights)[0].format(seed=seed))
    if chance.random() < 0.7:
        quiet(visit, 300)
    done = [visit.page.evaluate("location.pathname + location.search")]
    for _ in range(chance.randint(2, MOST)):
        deed = chance.choices(list(DEEDS), list(DEEDS.values()))[0]
        try:
            said = deed(person)
        except NotThere:
            said = f"({deed.__name__} was not there)"
            person.forget()
        if said:
            done.append(said)
            person.pause()
    return done, _wrong(person)


def _wrong(person: Person) -> list[str]:
    visit = person.visit
    wrong: list[str] = []
    try:
        before, after = twice(visit)
    except (AssertionError, NotThere) as never:
        return [f"it never came to rest: {str(never)[:600]}"]
    wrong += [
        f"{what}: {before[what]} and, loaded again, {after[what]}"
        for what in before
        if before[what] != after[what]
    ]
    wrong += _unmet(person, before)
    wrong += [f"fault: {fault}" for fault in visit.faults]
    return wrong


def _unmet(person: Person, there: Mapping[str, Any]) -> list[str]:
    """What was done last, and is not to be seen."""
    knobs = dict(str(each).rsplit(": ", 1) for each in there["knobs"] if ": " in each)
    wrong = [
        f"{name} was turned to {value}, and is {knobs[name]}"
        for name, value in person.expects.items()
        if name in knobs and knobs[name] != value
    ]
    if person.address and not met(person.address, there["link"]):
        wrong.append(f"the way led to {person.address}, and the link is {there['link']}")
    return wrong


def met(address: str, link: str) -> bool:
    """Whether an address leads to this link; the parts of a query have no order."""
    (page, wanted), (there, found) = (
        (one.path, dict(parse_qsl(one.query))) for one in (urlsplit(address), urlsplit(link))
    )
    if ANOTHER_SEED in address:
        wanted.pop("seed", None), found.pop("seed", None)
    return (page, wanted) == (there, found)
