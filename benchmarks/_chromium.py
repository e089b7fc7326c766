"""A page in Chromium that knows when a picture was painted, and what it took to receive it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 120_000
"""Milliseconds."""

WATCHER = """
  // Elements are found inside components too; pressing a key or a button starts the stopwatch.
  const find = (selector, from = document) => {
    const own = from.querySelector(selector);
    if (own) return own;
    for (const host of from.querySelectorAll("*")) {
      const inner = host.shadowRoot && find(selector, host.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const press = (event) => { window.pressed = event.timeStamp; };
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, press, { capture: true });
  const player = () => find(".player")?.player;
  const points = () => [...document.querySelectorAll(".scatterlayer .points path.point")];
  const frames = () => find(".js-plotly-plot:has(path.point)")?._transitionData._frames.length;
  const frame = () => new Promise(requestAnimationFrame);
  // When the first frame was painted in which a condition holds.
  const untilPainted = async (condition) => {
    while (!condition()) await frame();
    await frame();
    return performance.now();
  };
  // How many different pictures a second, as `picture` tells them apart, and how many frames.
  const pace = async (picture, seconds) => {
    const began = performance.now();
    let pictures = 0, frames = 0, before = picture();
    while (performance.now() - began < seconds * 1000) {
      await frame();
      const now = picture();
      pictures += now !== before;
      frames += 1;
      before = now;
    }
    return [pictures, frames].map((count) => count / (performance.now() - began) * 1000);
  };
  Object.assign(window, { find, player, points, frames, untilPainted, pace });
"""


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    names = ("chromium", "google-chrome", "chromium-headless-shell")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not path:
        sys.exit("A Chromium is needed: install it (on Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page with an empty cache."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(WATCHER)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def painted(page: Page, condition: str) -> float:
    """Seconds from the navigation to the first painted frame in which `condition` holds."""
    return float(page.evaluate(f"untilPainted(() => {condition})")) / 1000


def arrival(page: Page, address: str, condition: str) -> float:
    """The same for an address that is gone to now."""
    page.goto(address, wait_until="commit")
    return painted(page, condition)


def answer(page: Page, condition: str) -> float:
    """Seconds from the last press of a key or a button to such a frame."""
    return painted(page, condition) - float(page.evaluate("pressed")) / 1000


def pace(page: Page, picture: str, seconds: float) -> tuple[float, float]:
    """Different pictures a second, as an expression tells them apart, and frames a second."""
    pictures, frames = page.evaluate(f"pace(() => {picture}, {seconds})")
    return float(pictures), float(frames)


class Received:
    """Bytes that a page has received since: over its websocket, of films, and of other files."""

    def __init__(self, page: Page) -> None:
        self.socket = self.film = self.files = 0
        self._films: set[str] = set()
        network = page.context.new_cdp_session(page)
        network.on("Network.webSocketFrameReceived", self._frame)
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._come)
        network.send("Network.enable")

    def _frame(self, event: dict[str, Any]) -> None:
        response = event["response"]
        text = response["payloadData"]  # base64 where it is binary
        binary = response["opcode"] == 2
        self.socket += len(text) * 3 // 4 - text[-2:].count("=") if binary else len(text)

    def _asked(self, event: dict[str, Any]) -> None:
        if "/film/" in event["request"]["url"]:
            self._films.add(event["requestId"])

    def _come(self, event: dict[str, Any]) -> None:
        length = int(event["encodedDataLength"])
        if event["requestId"] in self._films:
            self.film += length
        else:
            self.files += length
