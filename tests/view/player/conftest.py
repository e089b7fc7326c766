"""A small collapsing mixture to play, and a Chromium page that stands in for Streamlit."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.support.tabs import Homes
from view.player import assets
from view.player.codec import encode, encode_piece
from view.player.pieces import piece_end, story, stretch
from view.player.source import Array, Bars, Gallery, Series

HARNESS = """<!doctype html><html lang="en"><style>{css}</style>
<body style="margin:12px"><main id="stage">{html}</main>
<script type="module">
{script}
window.calls = [];
window.anew = 0;
addEventListener("copy-of-a-copy:draw-anew", () => {{ window.anew += 1; }});
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
window.leave = () => {{
  const stage = document.getElementById("stage"), parts = [...stage.childNodes];
  stage.replaceChildren(); // Streamlit undoes what is gone from the page
  unmount();
  stage.append(...parts);
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
    headway: str = ""
    story: tuple[tuple[int, str], ...] = ()
    made: tuple[tuple[str, str], ...] = ()
    recorded: bool = False

    body: tuple[Array, ...] = ()

    @property
    def real(self) -> Array:
        return self.points[0]

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


ADDRESS = "http://player.test/under/a/path/page"


class Screen:
    """A page with one player, and a server of films; every fault the page reports fails the test.

    What was not served is not answered: the page waits for it, as for a run that does not grow.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.served: dict[str, Recorded | int] = {}
        self.waiting: list[Route] = []
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", self.heard)
        script = HARNESS.format(css=assets.css(), html=assets.html(), script=assets.javascript())
        page.route(
            ADDRESS,
            lambda route: route.fulfill(body=script, content_type="text/html; charset=utf-8"),
        )
        page.route(re.compile("/film/"), self.film)
        page.goto(ADDRESS)
        page.wait_for_function("window.ready")

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
            self.faults.append(message.text)

    def give(self, recording: Recorded, have: int = 0, **how: Any) -> None:
        how = {"film": f"film/{recording.run}"} | how
        text = base64.b64encode(encode(recording, have, **how)).decode()
        self.page.evaluate("(text) => give(text)", text)

    def serve(self, *recordings: Recorded, **instead: int) -> None:
        """From now on the server has these; or answers for a run with a status."""
        self.served |= {recording.run: recording for recording in recordings} | instead
        waiting, self.waiting = self.waiting, []
        for route in waiting:
            self.answer(route)

    def film(self, route: Route) -> None:
        self.asked.append(route.request.url.partition("/film/")[2])
        assert route.request.url.startswith("http://player.test/under/a/path/film/")
        self.answer(route)

    def answer(self, route: Route) -> None:
        run, start, *every = route.request.url.partition("/film/")[2].split("/")
        found = self.served.get(run)
        if found is None:
            self.waiting.append(route)
        elif isinstance(found, int):
            route.fulfill(status=found, body="There is no such run.")
        else:
            have = int(start)
            to = have + stretch(found) if every else piece_end(found, have)
            piece, _ = encode_piece(found, have, to - have, None if every else story(found))
            route.fulfill(body=piece, headers={"Cache-Control": "no-store"})

    def asks(self, path: str) -> None:
        """Until the player has asked for a piece of a film."""
        for _ in range(200):
            if path in self.asked:
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"{path} was not asked for, but {self.asked}")

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


@pytest.fixture(scope="session")
def rooms(browser: Browser) -> Iterator[Homes]:
    """Where tests open their screens."""

    def settle(page: Page) -> None:
        page.route(ADDRESS, lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(ADDRESS)

    found = Homes(browser, {"width": 1200, "height": 900}, settle)
    yield found
    found.close()


@pytest.fixture
def open_screen(rooms: Homes) -> Iterator[Callable[..., Screen]]:
    screens: list[Screen] = []
    with rooms.guests() as tab:

        def opened(**options: Any) -> Screen:
            page = tab(**options)
            page.set_default_timeout(10_000)
            screens.append(Screen(page))
            return screens[-1]

        yield opened
        faults = [fault for screen in screens for fault in screen.faults]
    assert faults == []


@pytest.fixture
def screen(open_screen: Callable[..., Screen]) -> Screen:
    return open_screen()
