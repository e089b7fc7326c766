"""What a visitor waits for: pictures after a link, a press, a knob; and what they take to send."""

import statistics
from collections import defaultdict
from collections.abc import Iterable

from playwright.sync_api import Browser

from benchmarks._animations import BREATH, DEFAULT, PAPER, SETTLED, Contender, Ours
from benchmarks._chromium import Received, answer, arrival, fresh_page, pace, painted

PLAYED_SECONDS = 5.0
MEGABYTE = 1e6
Measured = dict[str, float]


def compare(
    browser: Browser, contenders: Iterable[tuple[Contender, str]], rounds: int
) -> dict[str, Measured]:
    """Medians of rounds in which the contenders, each with its address, take turns."""
    found: dict[str, defaultdict[str, list[float]]] = {}
    for contender, address in contenders:
        found[contender.name] = defaultdict(list)
        for link in contender.links:
            _arrived(browser, address + link, contender.whole)
    for _ in range(rounds):
        for contender, address in contenders:
            times = found[contender.name]
            times["link"].append(_arrived(browser, address + PAPER, contender.shown))
            times["default"].append(_arrived(browser, address + DEFAULT, contender.shown))
            for name, value in played(browser, contender, address).items():
                times[name].append(value)
    medians = {name: {k: statistics.median(v) for k, v in found[name].items()} for name in found}
    for contender, address in contenders:
        medians[contender.name] |= received(browser, contender, address)
    return medians


def _arrived(browser: Browser, address: str, condition: str) -> float:
    with fresh_page(browser) as page:
        return arrival(page, address, condition)


def played(browser: Browser, contender: Contender, address: str) -> Measured:
    """Seconds from the press to the paper's first picture, and how smoothly it then plays."""
    with fresh_page(browser) as page:
        contender.prepare(page, address)
        press = answer(page, contender.press(page))
        painted(page, contender.whole)
        page.wait_for_timeout(BREATH)
        contender.play(page)
        painted_, offered = pace(page, contender.picture, PLAYED_SECONDS)
        return {"press": press, "pace": painted_, "offered": offered}


def received(browser: Browser, contender: Contender, address: str) -> Measured:
    """Megabytes until the paper's whole run is in the browser and the page is at rest."""
    with fresh_page(browser) as page:
        bytes_ = Received(page)
        arrival(page, address + PAPER, contender.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)
        return {"socket": bytes_.socket / MEGABYTE, "http": bytes_.http / MEGABYTE}


def empty_page(browser: Browser, address: str) -> float:
    """Seconds that Streamlit itself takes, on a machine like this, to show nothing."""
    return _arrived(browser, f"{address}/?empty=1", SETTLED)


def turned_knob(browser: Browser, address: str, seed: int) -> tuple[float, float]:
    """Seconds to the first picture and to the last generation of a run never computed before.

    It is the default run. The page shows the one with the next larger number of samples; a key
    brings the slider back, and the stopwatch starts as the key goes down.
    """
    new = "player().scene.run.id !== before"
    with fresh_page(browser) as page:
        arrival(page, f"{address}/?samples=300&seed={1000 + seed}", Ours.whole)
        painted(page, SETTLED)
        page.wait_for_timeout(BREATH)
        page.evaluate("() => { window.before = player().scene.run.id; }")
        page.get_by_role("slider", name="Samples a generation").press("ArrowLeft")
        picture = answer(page, f"{new} && {Ours.shown}")
        return picture, answer(page, f"{new} && {Ours.whole}")
