"""A small collapsing mixture to play, and a Chromium page that stands in for Streamlit."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from view.player import assets
from view.player.codec import encode
from view.player.recording import Array, Bars, Gallery, Series

HARNESS = """<!doctype html><html lang="en"><style>{css}</style>
<body style="margin:12px"><main id="stage">{html}</main>
<script type="module">
{script}
window.calls = [];
window.mountPlayer = mount;
window.give = (text, mounted = mount) => {{
  // One byte off: a websocket message does not come aligned either.
  const data = Uint8Array.from("-" + atob(text), (letter) => letter.charCodeAt(0)).subarray(1);
  window.unmount = mounted({{
    data,
    parentElement: document.getElementById("stage"),
    setStateValue: (name, value) => calls.push([name, value]),
    setTriggerValue: (name, value) => calls.push([name, value]),
  }});
}};
give("");
window.ready = true;
</script></body></html>"""


@dataclass(frozen=True)
class Recorded:
    run: str
    total: int
    length: int
    status: str
    samples: int
    points: Array
    labels: Array | None
    weights: Array | None
    means: Array | None
    covariances: Array | None
    series: tuple[Series, ...]
    measured: dict[str, Array]
    view: tuple[float, float, float, float] = (-8.0, 12.0, -9.0, 9.0)
    lattice: Array | None = None
    galleries: tuple[Gallery, ...] = ()
    bars: Bars | None = None
    continues: str = ""
    title: str = "Three clouds, seed 1"
    moments: tuple[int, ...] = (0, 50, 100, 150, 200, 350, 2000)
    axes: tuple[str, ...] = ("petal length (cm)", "petal width (cm)")

    def until(self, length: int, status: str = "running") -> Recorded:
        return replace(self, length=length, status=status)


SERIES = (
    Series("tail_mass", "tail mass", percent=True, level=0.05, level_label="truth 5%"),
    Series("variance", "variance"),
    Series("variance", "variance, log scale", scale="log"),
)


def collapse(
    run: str = "a", total: int = 101, rows: int = 120, components: int = 3, dims: int = 2
) -> Recorded:
    """A mixture that shrinks a hundred thousandfold towards (2, 1); the second component dies."""
    rng = np.random.default_rng(1)
    clusters = max(components, 1)
    spread = np.geomspace(1, 1e-5, total)
    angles = 2 * np.pi * np.arange(clusters) / clusters
    centres = np.array([2.0, 1.0]) + 4 * np.stack([np.cos(angles), np.sin(angles)], 1)
    means = np.array([2.0, 1.0]) + (centres - [2.0, 1.0]) * spread[:, None, None]
    factors = np.array([[1.0, 0.0], [0.4, 0.7]]) * spread[:, None, None, None]
    factors = np.repeat(factors, clusters, axis=1)
    weights = np.full((total, clusters), 1 / clusters)
    if clusters > 1:
        weights[total // 2 :, 1] = 0
        weights /= weights.sum(1, keepdims=True)
    labels = np.array([rng.choice(clusters, rows, p=weight) for weight in weights], "u1")
    generations = np.arange(total)[:, None]
    noise = rng.standard_normal((total, rows, 2, 1))
    points = means[generations, labels] + (factors[generations, labels] @ noise)[..., 0]
    covariances = factors @ factors.swapaxes(2, 3)
    mixture = components > 0
    return Recorded(
        run=run,
        total=total,
        length=total,
        status="done",
        samples=rows,
        points=points[:, :, :dims],
        labels=labels if mixture else None,
        weights=weights if mixture else None,
        means=means[..., :dims] if mixture else None,
        covariances=covariances[..., :dims, :dims] if mixture else None,
        series=SERIES,
        measured={"tail_mass": 0.05 * spread, "variance": spread**2},
    )


@pytest.fixture(scope="session")
def record() -> Callable[..., Recorded]:
    return collapse


class Screen:
    """A page with one player; every fault the page reports fails the test."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self.heard)
        page.set_content(
            HARNESS.format(css=assets.css(), html=assets.html(), script=assets.javascript())
        )
        page.wait_for_function("window.ready")

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def give(self, recording: Recorded, have: int = 0, **how: Any) -> None:
        text = base64.b64encode(encode(recording, have, **how)).decode()
        self.page.evaluate("(text) => give(text)", text)

    def get(self, expression: str) -> Any:
        """`expression` may name `player`, the test hook on the root element."""
        return self.page.evaluate(
            f"(() => {{ const player = document.querySelector('.player').player;"
            f" return ({expression}); }})()"
        )

    def until(self, expression: str) -> None:
        self.page.wait_for_function(
            f"(() => {{ const player = document.querySelector('.player').player;"
            f" return ({expression}); }})()"
        )

    def drawn(self, generation: int) -> None:
        self.until(f"player.drawn === {generation}")

    def press(self, key: str) -> None:
        self.page.locator(".player").focus()
        self.page.keyboard.press(key)

    def text(self, name: str) -> str:
        return self.page.locator(f"[data-show={name}]").inner_text()

    def summary(self, generation: int) -> str:
        """What is read out once things rest at this generation."""
        place = f"Paused at generation {generation} of"
        self.page.wait_for_function(
            "(place) => document.querySelector('.summary').textContent.startsWith(place)", arg=place
        )
        return self.page.locator(".summary").inner_text()

    def calls(self, name: str) -> list[Any]:
        calls = self.page.evaluate("window.calls")
        return [value for field, value in calls if field == name]

    def painted(self, canvas: str) -> int:
        """How many pixels of a canvas have been drawn on."""
        count = """(canvas) => {
          const { width, height } = document.querySelector(canvas);
          const pen = document.querySelector(canvas).getContext("2d");
          const { data } = pen.getImageData(0, 0, width, height);
          return data.filter((part, i) => i % 4 === 3 && part > 0).length;
        }"""
        return int(self.page.evaluate(count, canvas))

    def pixels(self, canvas: str, colour: tuple[int, int, int]) -> int:
        """How many pixels of a canvas have exactly this colour."""
        count = """([canvas, colour]) => {
          const { width, height } = document.querySelector(canvas);
          const pen = document.querySelector(canvas).getContext("2d");
          const { data } = pen.getImageData(0, 0, width, height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4)
            if (colour.every((part, k) => data[i + k] === part) && data[i + 3] === 255) count++;
          return count;
        }"""
        return int(self.page.evaluate(count, [canvas, list(colour)]))


@pytest.fixture
def open_screen(browser: Browser) -> Iterator[Callable[..., Screen]]:
    screens: list[Screen] = []

    def opened(**context: Any) -> Screen:
        context = {"viewport": {"width": 1200, "height": 900}} | context
        page = browser.new_context(**context).new_page()
        page.set_default_timeout(10_000)
        screens.append(Screen(page))
        return screens[-1]

    yield opened
    faults = [fault for screen in screens for fault in screen.faults]
    for screen in screens:
        screen.page.context.close()
    assert faults == []


@pytest.fixture
def screen(open_screen: Callable[..., Screen]) -> Screen:
    return open_screen()
