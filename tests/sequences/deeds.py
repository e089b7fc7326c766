"""What a person does: each deed is a function of a visit, and says in words what was done."""

import contextlib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as NotThere

from tests.e2e.conftest import Visit
from view.page_files import ADDRESSES, TITLES, address_of

PAUSES = (0.06, 1.0)
"""Seconds between two presses."""

SOON = 3_000
"""Milliseconds in which a button can be pressed, or has gone."""

PAGES = ("drift", "dice", "remedies", "map", "horizon", "lesson", "glossary")
"""Where one may go on the way; the others take long."""

ANOTHER_SEED = "#another-seed"
"""What stands after an address that is to be found, but for its seed."""

KNOBS = {
    "drift": ("Samples a generation", "Generations", "Lineages"),
    "dice": ("Samples a generation", "Faces", "Lineages"),
    "digits": ("Samples a generation",),
    "language": ("Samples a generation",),
    "remedies": ("Samples a generation",),
    "map": ("Lineages a cell",),
    "horizon": (),
}
"""Those that can be turned a few steps without a run that takes minutes; () stands for all."""

PRESETS = {
    "drift": ("A class of fifty", "Iris petals", "One error at a time"),
    "dice": ("A loaded die", "One real throw in fifty", "A hundred throws of a die"),
    "remedies": ("A class of fifty", "Three blobs, four ways"),
    "horizon": (),
    "language": ("Three words at a time", "Word by word"),
}


@dataclass
class Person:
    """Who does it all, and what they expect to see at the end, by the names of knobs."""

    visit: Visit
    chance: random.Random
    folder: Path
    expects: dict[str, str] = field(default_factory=dict)
    address: str = ""

    @property
    def page(self) -> str:
        """The name of the page that the address says."""
        name = str(self.visit.page.evaluate("location.pathname")).strip("/")
        return ADDRESSES.get(name, name)

    def pause(self) -> None:
        """Think for a moment."""
        self.visit.page.wait_for_timeout(1000 * self.chance.uniform(*PAUSES))

    def forget(self) -> None:
        """What was expected is no more: something else was chosen."""
        self.expects.clear()
        self.address = ""

    def press(self, found: Locator) -> bool:
        """Press it, if it is there."""
        try:
            found.click(timeout=SOON)
        except NotThere:
            return False
        return True


def _knob(person: Person) -> Locator | None:
    """One of the sliders that may be turned here."""
    allowed = KNOBS.get(person.page)
    if allowed is None:
        return None
    sliders = person.visit.page.locator("[data-testid=stSidebar] [type=range]")
    names = [str(each.get_attribute("aria-label")) for each in sliders.all()]
    there = [name for name in names if not allowed or name in allowed]
    if not there:
        return None
    name = person.chance.choice(there)
    return person.visit.page.locator(f'[type=range][aria-label="{name}"]').first


def _said(knob: Locator) -> tuple[str, str]:
    name = knob.get_attribute("aria-label", timeout=SOON)
    return str(name), str(knob.get_attribute("aria-valuetext", timeout=SOON))


def turn(person: Person) -> str:
    """A knob by its arrows, one to four presses."""
    knob = _knob(person)
    if knob is None:
        return ""
    name, before = _said(knob)
    if name == "Lineages" and before == "1":
        return ""
    keys = [
        person.chance.choice(("ArrowRight", "ArrowLeft"))
        for _ in range(person.chance.randint(1, 4))
    ]
    person.address = ""
    for at, key in enumerate(keys):
        if at:
            person.pause()
        knob.press(key, timeout=SOON)
    name, value = _said(knob)
    person.expects[name] = value
    return f"{name} by {len(keys)} presses from {before} to {value}"


def drag(person: Person) -> str:
    """A knob by its handle, a little to the side and back."""
    knob = _knob(person)
    if knob is None:
        return ""
    name, before = _said(knob)
    if name in ("Lineages", "Generations"):
        return ""
    mouse = person.visit.page.mouse
    knob.scroll_into_view_if_needed(timeout=SOON)
    box = knob.bounding_box(timeout=SOON)
    if box is None:
        return ""
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    way = person.chance.choice((-1, 1)) * person.chance.randint(6, 14)
    mouse.move(x, y)
    mouse.down()
    for step in range(8):
        mouse.move(x + way * (step + 1) / 8, y)
        person.visit.page.wait_for_timeout(40)
    mouse.up()
    person.address = ""
    name, value = _said(knob)
    person.expects[name] = value
    return f"{name} dragged from {before} to {value}"


def reseed(person: Person) -> str:
    """Another chance."""
    if not person.press(person.visit.page.get_by_role("button", name=re.compile("^New seed"))):
        return ""
    person.expects.pop("Seed", None)
    person.address += ANOTHER_SEED if person.address else ""
    return "New seed"


def choose(person: Person) -> str:
    """An experiment, or a stock."""
    named = PRESETS.get(person.page)
    if named is None:
        return ""
    group = person.visit.page.locator("[data-testid=stSidebar] [data-testid=stButtonGroup]").first
    buttons = group.get_by_role("radio").all()
    there = [button for button in buttons if not named or button.inner_text() in named]
    if not there:
        return ""
    one = person.chance.choice(there)
    name = one.inner_text()
    if not person.press(one):
        return ""
    person.forget()
    return f"chosen: {name}"


def read(person: Person) -> str:
    """Another policy."""
    if person.page not in ("drift", "dice"):
        return ""
    page = person.visit.page
    page.get_by_role("combobox", name="What each generation reads").click(timeout=SOON)
    options = page.get_by_role("option")
    options.first.wait_for(timeout=SOON)
    one = person.chance.choice(options.all()[:3])
    policy = one.inner_text()
    one.click(timeout=SOON)
    person.address = ""
    return f"reads: {policy}"


def keep(person: Person) -> str:
    """The run beside the next one, or away."""
    page = person.visit.page
    for name in ("Put away", "Keep beside the next"):
        button = page.get_by_role("button", name=name)
        if button.count() and person.press(button.first):
            person.address = ""
            return name
    return ""


def watch(person: Person) -> str:
    """The film: played, stepped, or moved along."""
    page = person.visit.page
    player = page.locator(".player").first
    if not player.count():
        return ""
    key = person.chance.choice((" ", "ArrowRight", "ArrowLeft", "Home", "End", "l"))
    player.focus(timeout=SOON)
    page.keyboard.press(key)
    return f"film: {key!r}"


def walk(person: Person) -> str:
    """Over the squares of a map, and into one."""
    page = person.visit.page
    here = page.locator("[role=gridcell][tabindex='0']")
    if not here.count():
        return ""
    here.focus(timeout=SOON)
    keys = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End")
    pressed = [person.chance.choice(keys) for _ in range(person.chance.randint(1, 5))]
    for key in (*pressed, "Enter"):
        page.keyboard.press(key)
    person.address = ""
    return f"walked by {', '.join(pressed)}, and opened"


def step(person: Person) -> str:
    """Something in the lesson: to and fro, a dial, an answer."""
    if person.page != "lesson":
        return ""
    page = person.visit.page
    name = person.chance.choice(
        ("Next", "Back", "I don't know: just show me", "dial", "dial", "step")
    )
    if name == "step":
        found = page.locator(".stMain [data-testid=stButtonGroup]").first.get_by_role("radio")
        found = found.nth(person.chance.randrange(5))
    elif name == "dial":
        groups = page.locator(".stMain [data-testid=stButtonGroup]")
        if groups.count() < 2:
            return ""
        found = groups.nth(1).get_by_role("radio")
        found = found.nth(person.chance.randrange(max(found.count(), 1)))
    else:
        found = page.get_by_role("button", name=name, exact=True)
    if not found.count() or not found.first.is_enabled() or not person.press(found.first):
        return ""
    person.forget()
    return f"lesson: {name}"


def _along(person: Person, way: int) -> str:
    page = person.visit.page
    there = page.evaluate(
        """(way) => { const to = navigation.entries()[navigation.currentEntry.index + way];
             return to && to.sameDocument ? to.url : ""; }""",
        way,
    )
    if not there or "_stcore" in there:
        return ""
    page.evaluate("(way) => history.go(way)", way)
    person.forget()
    person.address = there
    return f"{'Back' if way < 0 else 'Forward'} to {there}"


def back(person: Person) -> str:
    """As by the browser's button."""
    return _along(person, -1)


def forward(person: Person) -> str:
    """Likewise."""
    return _along(person, 1)


def turn_the_page(person: Person) -> str:
    """By the menu."""
    page = person.chance.choice([page for page in PAGES if page != person.page])
    name = TITLES[page]
    link = person.visit.page.locator("[data-testid=stTopNavLink]", has_text=re.compile(f"^{name}$"))
    if not link.count() or not person.press(link.first):
        return ""
    person.forget()
    with contextlib.suppress(NotThere):
        person.visit.page.wait_for_url(f"**/{address_of(page)}*", timeout=SOON)
    return f"to the page {name}"


def upload(person: Person) -> str:
    """A table of one's own that nobody has seen."""
    page = person.visit.page
    if person.page != "drift":
        return ""
    data = page.get_by_role("combobox", name="Data")
    data.click(timeout=SOON)
    page.get_by_role("option", name="Your own table").click(timeout=SOON)
    rows = person.chance.randint(20, 60)
    table = "\n".join(
        [
            "across,up",
            *(
                f"{person.chance.gauss(0, 1):.3f},{person.chance.gauss(0, 2):.3f}"
                for _ in range(rows)
            ),
        ]
    )
    file = person.folder / f"table{person.chance.randrange(10**9)}.csv"
    file.write_text(table + "\n")
    page.locator("[data-testid=stFileUploader] input").set_input_files(file, timeout=20_000)
    page.get_by_role("button", name="Use this table").click(timeout=40_000)
    person.forget()
    return f"a table of {rows} rows"


Deed = Callable[[Person], str]

DEEDS: dict[Deed, int] = {
    turn: 8,
    drag: 3,
    reseed: 3,
    choose: 3,
    read: 2,
    keep: 1,
    watch: 3,
    walk: 3,
    step: 6,
    back: 3,
    forward: 2,
    turn_the_page: 2,
    upload: 1,
}
"""Each with how often it is done."""
