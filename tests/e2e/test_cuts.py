"""Connections that break at bad moments, and a server that dies, leave no page white or waiting."""

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error as NotThere
from playwright.sync_api import WebSocketRoute

from tests.e2e.conftest import PATIENCE, ROOT, STARTS, Server, serving
from tests.e2e.test_connection import BACK, LONG
from tests.e2e.test_lineages import all_there

Visit = Callable[..., Any]

CUTS = 4
MOMENTS = (0, 30, 150, 500)
"""Milliseconds within which the next cut comes."""

NETWORK = re.compile(
    "when disconnected|CLOSING or CLOSED|closed before|Failed to load resource"
    "|in reaching server endpoint|is not responding|timed out"
)
"""What the browser says, rightly, of a network or a server that is away."""

MISSED = re.compile("Failed to fetch dynamically imported module")
"""And of a file that it asked of a server that was dead: then the page loads itself again."""

FILMS = {
    "drift": "/?generations=600&samples=600&seed=41",
    "digits": "/digits?truth=digits:components=4&model=gmm:components=3&samples=400&seed=42",
    "remedies": "/remedies?samples=100&generations=300&seed=43",
}

WHOLE = """() => {
  const buttons = [...document.querySelectorAll("button")].map((each) => each.innerText);
  const says = document.body.innerText;
  const page = document.querySelector("[data-testid=stApp]")?.dataset;
  const rests = page?.testScriptState === "notRunning" && page.testConnectionState === "CONNECTED";
  return rests && !document.getElementById("entrance") && says.includes("Take it with you")
    && !buttons.some((each) => /Cancel|Start th/.test(each));
}"""
"""At one look: a page that says that it is being loaded again will begin its run anew."""

NETWORK_TRAINS = "/digits?model=vae:hidden=32,steps=400&generations=10&samples=500&seed=45"
LINEAGES_GROW = "/?samples=200&generations=400&lineages=40&seed=46"
A_TEXT_IS_WRITTEN = "/language?generations=9&seed=47"
"""What takes some seconds, in parts of the page that only the server that drew them knows."""


def cut(page: Any, chance: random.Random) -> None:
    """Close every connection, each time some moments after it came back."""
    for _ in range(CUTS):
        page.page.wait_for_timeout(chance.uniform(0, chance.choice(MOMENTS)))
        page.page.wait_for_function(BACK)
        page.page.evaluate("sockets.forEach((socket) => socket.close())")


def forgive(page: Any, what: re.Pattern[str] = NETWORK) -> None:
    """What was no fault of the page's."""
    page.faults[:] = [fault for fault in page.faults if not what.search(fault)]


def whole_in_the_end(page: Any) -> None:
    """By itself, but for a press where it is asked whether so long a run shall begin."""
    asked, end = page.page.get_by_role("button", name=STARTS), time.monotonic() + PATIENCE / 1000
    whole = False
    while not whole:
        with suppress(NotThere):  # nor is a page that is just being loaded
            whole = page.page.evaluate(WHOLE)
            if not whole and asked.count():
                asked.first.click(timeout=1000)
        assert whole or time.monotonic() < end, f"never whole, with {page.faults}: {page.all()}"
        page.page.wait_for_timeout(100)


@pytest.mark.parametrize(
    "name", ["drift", *(pytest.param(n, marks=pytest.mark.long) for n in ("digits", "remedies"))]
)
def test_a_page_is_whole_however_it_is_cut_while_it_comes(visit: Visit, name: str) -> None:
    page = visit("/words")
    page.page.goto(page.server + FILMS[name], wait_until="commit")
    cut(page, random.Random(name))
    page.done()
    forgive(page)


def test_an_answer_comes_however_it_is_cut_while_it_is_computed(visit: Visit) -> None:
    """Once the press is on its way: Streamlit sends it some moments after the click, and what a
    connection that is closing is given to send the browser throws away."""
    page = visit("/lesson?step=2")
    page.quiet()
    said = len(page.sent)
    page.page.get_by_role("button", name="I don't know: just show me").click()
    while len(page.sent) == said:
        page.page.wait_for_timeout(10)
    cut(page, random.Random("lesson"))
    page.page.get_by_role("button", name="Ask me again").wait_for()
    page.settled()
    forgive(page)


def test_a_page_that_was_cut_before_its_name_came_is_the_one_in_its_address(visit: Visit) -> None:
    page = visit("/dice")
    cuts: list[str | bytes] = []

    def through(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def told(message: str | bytes) -> None:
            browser.send(message)
            if not cuts:
                cuts.append(message)
                server.close()
                browser.close()

        server.on_message(told)

    page.page.route_web_socket("**/_stcore/stream*", through)
    page.page.goto(page.server + "/words")
    page.page.get_by_text("Every word, in plain words").wait_for()
    assert cuts
    assert page.page.url == page.server + "/words"
    forgive(page)


@pytest.mark.hours
def test_whatever_is_cut_and_whoever_dies_all_is_whole_by_itself() -> None:
    """A few of each; `python -m tests.cuts` tries as many as one likes."""
    command = [sys.executable, "-m", "tests.cuts", "40", "2", "1", "0"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=3600)
    assert tried.returncode == 0, tried.stdout + tried.stderr


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may die."""
    with serving(tmp_path_factory) as one:
        yield one


@pytest.mark.long
def test_nobody_is_stuck_when_the_server_dies(visit: Visit, mortal: Server) -> None:
    """A film under way begins anew; a page that misses nothing is heard by a server that has never
    seen it."""
    whole = visit("/?generations=100&samples=60&seed=44", at=mortal.address).done()
    page = visit(LONG, beside=whole, at=mortal.address).playing()
    lost = page.run
    mortal.end(signal.SIGKILL)
    mortal.begin()
    mortal.healthy()
    page.until(f"player && player.scene.run?.id !== '{lost}' && player.loaded > 1")
    page.page.get_by_role("button", name="Cancel").click()
    page.page.get_by_role("button", name="Continue").wait_for()
    whole.page.wait_for_function(BACK)
    whole.quiet()
    whole.page.get_by_role("button", name="Keep beside the next").click()
    whole.page.get_by_text("The run that is kept").wait_for()
    whole.done()
    for each in (page, whole):
        forgive(each)


@pytest.mark.long
def test_what_grows_is_whole_in_the_end_though_its_server_dies(
    visit: Visit, mortal: Server
) -> None:
    """By itself: the parts that ask for more are unknown to the server that comes after."""
    paths = (NETWORK_TRAINS, A_TEXT_IS_WRITTEN, LINEAGES_GROW)
    network, _, lineages = pages = [visit(path, at=mortal.address) for path in paths]
    lineages.playing()
    mortal.end(signal.SIGKILL)
    mortal.begin()
    mortal.healthy()
    network.done()
    lineages.done()
    all_there(lineages)
    for page in pages:
        whole_in_the_end(page)
        forgive(page)
        forgive(page, MISSED)
