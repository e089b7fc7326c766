"""What a visitor waits for: pictures after a link, a press, a knob; and what they take to send."""

import asyncio
import statistics
from collections import defaultdict
from collections.abc import Iterable

from playwright.sync_api import Browser

from benchmarks._animations import BREATH, SETTLED, Contender, Ours
from benchmarks._chromium import Received, answer, arrival, fresh_page, pace, painted
from benchmarks._pupil import Pupil

MEGABYTE = 1e6
Measured = dict[str, float]
Visited = tuple[Contender, str]
"""A contender, and the address of its server."""


def visit(contender: Contender, address: str) -> None:
    """An earlier visitor, without a browser, has looked at its runs: they are computed."""
    for link in contender.links:
        asyncio.run(Pupil(address, link.removeprefix("/?")).comes(films=True))


def compare(
    browser: Browser, contenders: Iterable[Visited], rounds: int, seconds: float
) -> dict[str, Measured]:
    """Medians of rounds in which the contenders take turns, each played for some seconds."""
    found: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(rounds):
        for contender, address in contenders:
            opened = arrived(browser, contender, address + contender.links[0])
            pressed = played(browser, contender, address, seconds)
            for name, value in (opened | pressed).items():
                found[contender.name][name].append(value)
    return {name: {k: statistics.median(v) for k, v in found[name].items()} for name in found}


def arrived(browser: Browser, contender: Contender, link: str) -> Measured:
    """Seconds from a link to the first picture, and the megabytes until the whole run is in the
    browser and the page is at rest."""
    with fresh_page(browser) as page:
        received = Received(page)
        seconds = arrival(page, link, contender.shown)
        painted(page, contender.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)
        sent = (received.socket + received.film) / MEGABYTE
        return {"link": seconds, "sent": sent, "files": received.files / MEGABYTE}


def played(browser: Browser, contender: Contender, address: str, seconds: float) -> Measured:
    """Seconds from the press to the run's first picture, and how smoothly it then plays."""
    with fresh_page(browser) as page:
        contender.prepare(page, address)
        press = answer(page, contender.press(page))
        painted(page, contender.whole)
        page.wait_for_timeout(BREATH)
        contender.play(page)
        pictures, offered = pace(page, contender.picture, seconds)
        return {"press": press, "pace": pictures, "offered": offered}


def empty(browser: Browser, link: str) -> float:
    """Seconds that Streamlit itself takes, on a machine like this, to show nothing."""
    with fresh_page(browser) as page:
        return arrival(page, link, SETTLED)


def scrubbed(browser: Browser, link: str, generation: int) -> float:
    """Seconds from a drag far ahead, as soon as there is a picture at all, to that generation's."""
    drag = "(to) => { window.pressed = performance.now(); player().transport.seek(to, true); }"
    there = f"player().drawn === {generation} && player().scene.run.frames.has({generation})"
    with fresh_page(browser) as page:
        arrival(page, link, Ours.shown)
        page.evaluate(drag, generation)
        return answer(page, there)


def turned_knob(browser: Browser, link: str) -> tuple[float, float]:
    """Seconds to the first picture and to the last generation of a run never computed before.

    The link leads to the run with the next larger number of samples; a key brings the slider back,
    and the stopwatch starts as the key goes down.
    """
    new = "player().scene.run.id !== before"
    with fresh_page(browser) as page:
        arrival(page, link, Ours.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)
        page.evaluate("() => { window.before = player().scene.run.id; }")
        page.get_by_role("slider", name="Samples a generation").press("ArrowLeft")
        picture = answer(page, f"{new} && {Ours.shown}")
        return picture, answer(page, f"{new} && {Ours.whole}")
