"""The player against a plain Plotly figure: bytes, seconds to a picture, frames a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Locator, Page

from docs.browsing import READY, chromium, served

PEER = Path(__file__).parent / "plotly_page.py"
OURS = "The paper's mixture"
TOTAL = 2001
BYTES_AT_MOST, TIMES_SOONER, FRAMES_AT_LEAST = 9e6, 10, 50
PICTURE_AT_MOST, WHOLE_AT_MOST = 0.5, 2.0
WATCHED_SECONDS = 4
PATIENCE = 180_000

PLOTLY_FRAMES = """seconds => new Promise(resolve => {
  let seen = null, count = 0;
  const end = performance.now() + 1000 * seconds;
  const look = () => {
    const points = document.querySelectorAll(".scatterlayer .point");
    const now = [0, 1, 2].map(i => points[i]?.getAttribute("transform")).join();
    if (now !== seen) { seen = now; count += 1; }
    performance.now() < end ? requestAnimationFrame(look) : resolve(count / seconds);
  };
  look();
})"""
OUR_FRAMES = """(root, seconds) => new Promise(resolve => {
  const { player } = root, before = player.frames;
  setTimeout(() => resolve((player.frames - before) / seconds), 1000 * seconds);
})"""
NEW_PICTURE = """root => new Promise(resolve => {
  const { player } = root, before = player.scene.run.id, start = performance.now();
  let first = 0;
  const look = () => {
    const { run } = player.scene;
    if (run.id !== before && player.drawn >= 0) first ||= performance.now() - start;
    if (run.id !== before && run.loaded === run.total) resolve([first, performance.now() - start]);
    else requestAnimationFrame(look);
  };
  look();
})"""

WATCHED = f"root => ({{ done: ({NEW_PICTURE})(root) }})"


@dataclass(frozen=True)
class Shown:
    """What one side took: bytes sent, seconds from a click to a picture, frames a second."""

    bytes: float
    seconds: float
    frames: float


class Meter:
    """Counts what the server sends to a page while it is in use: websocket payloads."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._frame)

    def _frame(self, event: Any) -> None:
        data, binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.bytes += len(data) * 3 / 4 if binary else len(data)


@contextmanager
def opened(browser: Browser) -> Iterator[Page]:
    """A visitor who was never here before."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def ours(page: Page, address: str) -> Shown:
    """From a click on an experiment, which the server has computed before, to its picture."""
    page.goto(address)
    player = whole_run(page)
    meter = Meter(page)
    watching = player.evaluate_handle(WATCHED)
    page.get_by_text(OURS, exact=True).click()
    first, _ = watching.evaluate("watch => watch.done")
    player.evaluate("e => { e.player.setPace('stride', '1'); e.player.transport.play(); }")
    return Shown(meter.bytes, first / 1000, player.evaluate(OUR_FRAMES, WATCHED_SECONDS))


def whole_run(page: Page) -> Locator:
    """The player, once it holds the whole default run and the page is at rest."""
    player = page.locator(".player")
    player.wait_for()
    page.wait_for_function(f"e => e.player.loaded === {TOTAL}", arg=player.element_handle())
    page.wait_for_timeout(1000)
    page.wait_for_selector(READY)
    return player


def theirs(page: Page, address: str) -> Shown:
    """The plain figure, likewise from a click to its picture."""
    page.goto(address)
    button = page.get_by_text("Show", exact=True)
    button.wait_for()
    page.wait_for_selector(READY)
    meter, start = Meter(page), time.perf_counter()
    button.click()
    page.wait_for_selector(".scatterlayer .point")
    seconds = time.perf_counter() - start
    page.wait_for_selector(READY)
    page.locator(".updatemenu-button").first.click()
    return Shown(meter.bytes, seconds, page.evaluate(PLOTLY_FRAMES, WATCHED_SECONDS))


def turned_knob(page: Page, address: str) -> tuple[float, float]:
    """Seconds from a key on a slider to the new run's first picture, and to all of it."""
    page.goto(address)
    player = whole_run(page)
    page.get_by_role("spinbutton", name="Seed").fill("7")
    watching = player.evaluate_handle(WATCHED)
    page.keyboard.press("Enter")
    first, whole = watching.evaluate("watch => watch.done")
    return first / 1000, whole / 1000


def main() -> int:
    """Print both sides and what they owe; 1 where ours misses one of its bounds."""
    with chromium() as browser:
        with served() as address:
            for _ in range(2):  # the first visitor has it computed
                with opened(browser) as page:
                    our = ours(page, address)
            with opened(browser) as page:
                first, whole = turned_knob(page, address)
        with served(PEER) as address:
            for _ in range(2):
                with opened(browser) as page:
                    their = theirs(page, address)
    sooner = their.seconds / our.seconds
    print(f"{'':24}{'player':>10}{'Plotly frames':>16}")
    print(f"{'megabytes sent':24}{our.bytes / 1e6:10.1f}{their.bytes / 1e6:16.1f}")
    print(f"{'seconds to a picture':24}{our.seconds:10.2f}{their.seconds:16.2f}")
    print(f"{'frames a second':24}{our.frames:10.1f}{their.frames:16.1f}")
    print(f"The first picture comes {sooner:.1f} times sooner.")
    print(f"From a knob to the new run's first picture {first:.2f} s, to all of it {whole:.2f} s.")
    missed = [
        sentence
        for sentence, kept in (
            (f"more than {BYTES_AT_MOST / 1e6:.0f} MB were sent", our.bytes <= BYTES_AT_MOST),
            (f"the picture is not {TIMES_SOONER} times sooner", sooner >= TIMES_SOONER),
            (f"fewer than {FRAMES_AT_LEAST} frames a second", our.frames >= FRAMES_AT_LEAST),
            (f"a knob takes more than {PICTURE_AT_MOST} s", first <= PICTURE_AT_MOST),
            (f"a run takes more than {WHOLE_AT_MOST} s", whole <= WHOLE_AT_MOST),
        )
        if not kept
    ]
    print("Missed: " + "; ".join(missed) if missed else "Every bound is kept.")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
