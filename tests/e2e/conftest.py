"""A real server on a free port, a real Chromium, and a visitor who notices every fault."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, WebSocket, expect
from playwright.sync_api import TimeoutError as NotThere

from tests.support.tabs import Homes

ROOT = Path(__file__).parents[2]
PATIENCE = 60_000
"""Milliseconds for what takes a moment on a quiet machine."""

MORE_PATIENCE = 5 * PATIENCE
"""For what takes its time there, too."""

expect.set_options(PATIENCE)

STARTS = re.compile("Start (this|these) run")
SITUATION = """player && {
  state: root.dataset.state, connected: root.isConnected, run: player.scene.run?.id,
  loaded: player.scene.run?.loaded, status: player.scene.run?.status, done: player.scene.run?.done,
  waiting: root.querySelector(".waiting").textContent, follows: player.requests.followed?.id,
  asks: player.requests.story && !player.requests.story.signal.aborted,
}"""
"""What there is to know of a player in which something never happens."""

# So that a test can cut the connection as a bad network does.
WATCHED_SOCKETS = """
  window.sockets = [];
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) { super(...given); window.sockets.push(this); }
  };
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The dashboard, as `make run` serves it, in a process of its own that a test may end."""

    def __init__(
        self,
        folder: Path,
        *options: str,
        base: str = "",
        before: Sequence[str] = (),
        uploads: Path | None = None,
    ) -> None:
        self.log, self.uploads, self.options = folder / "log", uploads or folder, options
        self.port, self.base, self.before = free_port(), base, before
        self.begin()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def begin(self) -> None:
        """At first, and again after an end."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        with self.log.open("a") as file:
            self.process = subprocess.Popen(
                [
                    *self.before,
                    *command,
                    "--server.address=127.0.0.1",
                    f"--server.port={self.port}",
                    *self.options,
                ],
                cwd=ROOT,
                stdout=file,
                stderr=subprocess.STDOUT,
                env=os.environ | {"TMPDIR": str(self.uploads)},
            )

    def healthy(self) -> "Server":
        for _ in range(960):
            assert self.process.poll() is None, f"the server ended: {self.log.read_text()}"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}{self.base}/_stcore/health", timeout=1)
                return self
            time.sleep(0.25)
        pytest.fail(f"the server was not healthy within four minutes: {self.log.read_text()}")

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(20)


@contextlib.contextmanager
def serving(folders: pytest.TempPathFactory, *options: str, **how: Any) -> Iterator[Server]:
    """A server for some tests, none of which it may answer with a traceback."""
    server = Server(folders.mktemp("server"), *options, **how)
    try:
        yield server.healthy()
    finally:
        server.end()
    # Not every exception is one of ours: the server raises where a browser goes away too early.
    log = server.log.read_text()
    assert not re.search(f'File "{ROOT}/(?!\\.venv)', log), log
    assert not [*server.uploads.glob("copy-of-a-copy-*")], "what visitors uploaded is left behind"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard that most tests visit."""
    with serving(tmp_path_factory) as one:
        yield one.address


RESTS = """(it) => it.getAnimations({ subtree: true }).every(({ effect, playState }) =>
  playState !== "running" || !(effect.getComputedTiming().endTime < Infinity))"""
"""Whether nothing within moves that will come to rest."""


class Visit:
    """One tab, with what went wrong in it and what it sent."""

    def __init__(self, page: Page, server: str) -> None:
        self.server, self.page = server, page
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.sent: list[float] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", lambda request: self._request(request.url))
        self.page.on("websocket", self._socket)

    def _console(self, message: Any) -> None:
        # A run that was overtaken by the next press may be let go while its film is asked for, and
        # a class may end while a phone asks for it.
        place = message.location.get("url", "")
        if "404" in message.text and any(name in place for name in ("/film/", "/class/")):
            return
        # Streamlit looks for its own base path by asking for its health.
        if message.type == "error" and "/_stcore/" not in place:
            self.faults.append(message.text)

    def _request(self, url: str) -> None:
        if url.startswith("http") and not url.startswith(self.server):
            self.faults.append(f"left the machine: {url}")

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda _: self.sent.append(time.monotonic()))

    def open(self, path: str = "/clouds") -> "Visit":
        self.page.goto(self.server + path)
        self.settled()
        return self

    def settled(self) -> None:
        """The script has run, and nothing that moves is being sent."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")

    def get(self, expression: str) -> Any:
        """`expression` may name `player`, the test hook on the player's root element."""
        self.until("true")
        return self._each(expression)[0]

    def until(self, expression: str, patience: float = PATIENCE / 1000) -> None:
        """Until there is a player of which this is so; a busy machine may ask before it starts."""
        end = time.monotonic() + patience
        asked = self.page.get_by_role("button", name=STARTS)
        while not any(self._each(expression)[:1]):
            if asked.count():
                with contextlib.suppress(NotThere):  # it goes once clicked
                    asked.first.click(timeout=1000)
            assert time.monotonic() < end, (
                f"never: {expression}; the players are {self._each(SITUATION)}, the faults are "
                f"{self.faults}, the page at {self.page.url} says {self.all()}"
            )
            self.page.wait_for_timeout(50)

    def _each(self, expression: str) -> list[Any]:
        self.page.wait_for_function("true")  # unlike evaluation, it has a limit
        found: list[Any] = self.page.locator(".player").evaluate_all(
            f"(all) => all.map((root) => {{ const player = root.player; return ({expression}); }})"
        )
        return found

    def all(self) -> str:
        """Whatever can be read, be it the application or not."""
        return str(self.page.evaluate("document.body.innerText || document.body.outerHTML"))

    def playing(self) -> "Visit":
        """Something is on the canvas."""
        self.until("player && player.loaded > 0 && player.frames > 0")
        return self

    def done(self) -> "Visit":
        """The run is whole, here and on the server."""
        self.until("player && player.scene.run && player.scene.run.done")
        self.page.get_by_text("Take it with you").wait_for()
        self.settled()
        return self

    def unfold(self, section: str) -> "Visit":
        """What is in this section is drawn, for its heading was pressed."""
        self.page.locator("summary", has_text=section).click()
        within = self.page.locator("details[open]", has_text=section)
        within.locator("[data-testid=stElementContainer]").first.wait_for()
        self.settled()
        try:
            self.page.wait_for_function(RESTS, arg=within.first.element_handle())
        except NotThere:
            raise
        except Error:
            pass  # what is drawn anew meanwhile moves no more
        return self

    @property
    def run(self) -> str:
        """The name of the computation that is shown."""
        return str(self.get("player.scene.run.id"))

    @property
    def headline(self) -> str:
        return self.page.locator(".told:visible, [data-testid=stHeading]").first.inner_text()

    def text(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    def press(self, key: str) -> None:
        self.page.locator(".player").focus()
        self.page.keyboard.press(key)

    def ended(self) -> None:
        """Nothing is computed any more."""
        cancel = self.page.get_by_role("button", name="Cancel")
        expect(cancel).to_have_count(0, timeout=MORE_PATIENCE)

    def quiet(self, milliseconds: float = 800) -> None:
        """Until nothing has been sent for a while from now on."""
        self.page.wait_for_timeout(milliseconds)
        end = time.monotonic() + PATIENCE / 1000
        while not self.sent or time.monotonic() - self.sent[-1] < milliseconds / 1000:
            assert time.monotonic() < end, "the page never stops talking to the server"
            self.page.wait_for_timeout(100)

    def whole(self) -> None:
        """No traceback, nothing too wide, no fault so far."""
        assert self.page.locator("[data-testid=stException]").count() == 0, self.text()
        assert "BidiComponent Error" not in self.text()
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 1, f"{wide} pixels too wide"
        assert self.faults == []


VIEWPORT = {"width": 1400, "height": 900}


@pytest.fixture(scope="session")
def homes(browser: Browser, server: str) -> Iterator[Homes]:
    """Where tests open their tabs."""

    def settle(page: Page) -> None:
        page.context.add_init_script(WATCHED_SOCKETS)
        page.goto(f"{server}/_stcore/health")

    found = Homes(browser, VIEWPORT, settle)
    yield found
    found.close()


@pytest.fixture
def visit(server: str, homes: Homes) -> Iterator[Callable[..., Visit]]:
    """Opens a page in a tab: beside another visit, or else as a visitor of one's own."""
    visits: list[Visit] = []
    with homes.guests() as opened:

        def visited(
            path: str = "/clouds", *, beside: Visit | None = None, at: str = server, **options: Any
        ) -> Visit:
            page = beside.page.context.new_page() if beside else opened(**options)
            visits.append(Visit(page, at))
            return visits[-1].open(path)

        yield visited
        for one in visits:
            if not one.page.is_closed():
                one.whole()
