"""One visit that is cut, or some that lose their server; and what is not whole after it."""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext
from playwright.sync_api import TimeoutError as NotThere

from tests.cuts.places import PLACES, Place
from tests.cuts.whole import WATCH, same_again, until_whole
from tests.cuts.wire import Wire
from tests.e2e.conftest import WATCHED_SOCKETS, Visit
from tests.e2e.test_connection import BACK
from tests.e2e.test_cuts import MISSED, NETWORK
from tests.sequences.deeds import Deed, Person, choose, reseed, step, turn, walk, watch

MOST = 12
"""Cuts of one visit."""

MOMENTS = (0, 30, 150, 500, 3000)
"""Milliseconds within which the next one comes once the connection is back."""

BACK_WITHIN = 40
"""Seconds from a cut until there is a connection again: Streamlit waits longer each time."""

WHOLE_WITHIN = 150
"""Seconds until a page is whole with all that it computes, on a machine that is kept busy."""

PRESSES: dict[Deed, int] = {turn: 6, watch: 4, step: 4, walk: 2, reseed: 2, choose: 1}
"""What is pressed between cuts, each with how often."""

BROKEN = "ERR_|WebSocket onerror|Failed to fetch|NetworkError|AbortError"
FAULTS = re.compile(f"{NETWORK.pattern}|{MISSED.pattern}|{BROKEN}")
"""What a browser says, rightly, of a wire that breaks and of a server that is dead."""


@dataclass
class Looked:
    """A tab, and what came of it: what was done, how long it took to be whole, what is wrong."""

    kind: str
    visit: Visit
    done: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    loads: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def did(self) -> str:
        """In words."""
        return "; ".join(self.done)

    @property
    def place(self) -> Place:
        """What is looked at."""
        return PLACES[self.kind]


def opened(home: BrowserContext, address: str, kind: str) -> Looked:
    """A tab that nobody has been in."""
    page = home.new_page()
    page.add_init_script(WATCHED_SOCKETS)
    page.add_init_script(WATCH)
    looked = Looked(kind, Visit(page, address))
    page.on("console", lambda message: _hear(looked, message.text))
    page.on("load", lambda _: _count(looked))
    return looked


def _hear(looked: Looked, text: str) -> None:
    if text.startswith("entrance: ") and text != "entrance: ":
        looked.words.append(text.removeprefix("entrance: "))


def _count(looked: Looked) -> None:
    looked.loads += 1


def cut_often(looked: Looked, wire: Wire, seed: int, most: int, folder: Path) -> int:
    """Open it and cut its connection up to so many times, with presses in between; how often."""
    chance, visit, cuts = random.Random(seed), looked.visit, 0
    person = Person(visit, chance, folder)
    visit.page.goto(visit.server + looked.place.address(seed), wait_until="commit")
    try:
        if chance.random() < 0.5 or not looked.place.in_link:
            visit.settled()
            looked.place.begin(visit)
        for _ in range(chance.randint(min(3, most), most)):
            visit.page.wait_for_timeout(chance.uniform(0, chance.choice(MOMENTS)))
            visit.page.wait_for_function(BACK, timeout=1000 * BACK_WITHIN)
            if chance.random() < 0.3:
                looked.done.append(_pressed(person))
            looked.done.append(_cut(visit, wire, chance))
            cuts += 1
    except NotThere as never:
        looked.wrong.append(f"after {cuts} cuts: {str(never)[:300]}")
    _judge(looked)
    return cuts


def _pressed(person: Person) -> str:
    """The first of some deeds that can be done here."""
    for deed in person.chance.choices(list(PRESSES), list(PRESSES.values()), k=4):
        try:
            if said := deed(person):
                return said
        except NotThere:
            return f"({deed.__name__} was not there)"
    return "(nothing to press)"


def _cut(visit: Visit, wire: Wire, chance: random.Random) -> str:
    """In one of the ways in which a connection ends."""
    seconds = chance.uniform(0.1, 3)
    ways: Sequence[tuple[str, Callable[[], object]]] = (
        ("closed", lambda: visit.page.evaluate("sockets.forEach((socket) => socket.close())")),
        ("reset", wire.reset),
        (f"away {seconds:.1f}", lambda: wire.away(seconds)),
        (f"mute {seconds / 2:.1f}", lambda: wire.mute(seconds / 2)),
    )
    name, way = chance.choices(ways, (4, 4, 1, 1))[0]
    way()
    return name


def _judge(looked: Looked) -> None:
    """Whether the page is whole by itself, soon; and whether it is what its link says."""
    began = time.monotonic()
    if lacks := until_whole(looked.visit, WHOLE_WITHIN):
        looked.wrong.append(f"not whole: {', '.join(lacks)}")
        return
    looked.seconds = time.monotonic() - began
    looked.wrong += [f"it said: {word}" for word in looked.words if "empty" in word]
    loads = looked.loads
    if looked.place.in_link:
        looked.wrong += same_again(looked.visit, WHOLE_WITHIN)
    looked.loads = loads - 1  # beyond the first
    looked.wrong += [f"fault: {f}" for f in looked.visit.faults if not FAULTS.search(f)]


def under_way(looked: Looked, seed: int) -> None:
    """Opened, and whatever it computes begun."""
    looked.visit.open(looked.place.address(seed))
    looked.place.begin(looked.visit)


def judged(lookers: Sequence[Looked]) -> None:
    """One after the other, all of which have lost their server."""
    for looked in lookers:
        _judge(looked)
