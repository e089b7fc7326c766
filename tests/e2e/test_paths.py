"""The film is found wherever the dashboard is served: under a path, behind a proxy, in a frame."""

import contextlib
import functools
import http.server
import shutil
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Frame, Page, Response

from tests.e2e.conftest import free_port, serving
from tests.support.tabs import Homes

BASE = "collapse/x"
DRIFT = "?generations=400&samples=60&seed=31"
DIGITS = "truth=digits:components=4&model=gmm:components=3&generations=10&samples=60"
SLASH = f"digits/?{DIGITS}"
PLAIN = pytest.mark.parametrize(
    "page",
    [
        pytest.param(DRIFT, id="drift"),
        pytest.param(f"digits?{DIGITS}", id="digits", marks=pytest.mark.long),
    ],
)
"""A page with its run; the digits are few, and as soon there."""

WHOLE = "player?.scene.run?.done && player.frames > 3"
PATIENCE = 60.0

NGINX = """
daemon off;
pid {folder}/pid;
error_log {folder}/errors;
worker_processes 1;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection upgrade;
    location /collapse/x/ {{ proxy_pass {based}; }}
    location /stripped/ {{ proxy_pass {plain}/; proxy_redirect / /stripped/; }}
  }}
}}
"""
"""In front of a server that knows its path, which is kept, and of one that knows none, which is
stripped, also where it answers that a page is elsewhere."""


@pytest.fixture(scope="module")
def based(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server under a path of its own, without that path."""
    with serving(tmp_path_factory, f"--server.baseUrlPath={BASE}", base=f"/{BASE}") as one:
        yield one.address


@pytest.fixture(scope="module")
def proxy(based: str, server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Nginx, before both."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not nginx:
        pytest.skip("nginx is not installed (on Debian: apt-get install nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    told = folder / "conf"
    told.write_text(NGINX.format(folder=folder, port=port, based=based, plain=server))
    command = [nginx, "-e", str(folder / "errors"), "-p", str(folder), "-c", str(told)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        yield _answering(f"http://127.0.0.1:{port}", f"/{BASE}/_stcore/health")
    finally:
        running.terminate()
        running.wait(20)


def _answering(address: str, path: str) -> str:
    for _ in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address + path, timeout=5)
            return address
        time.sleep(0.1)
    pytest.fail(f"nothing answers at {address}{path}")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A page of another origin with a frame that shows this address; the page's own address."""
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    other = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()

    def around(address: str) -> str:
        frame = f'<iframe src="{address}" width="1200" height="800"></iframe>'
        (tmp_path / "page.html").write_text(f"<!doctype html><title>A course</title>{frame}")
        return f"http://localhost:{other.server_port}/page.html"

    yield around
    other.shutdown()
    other.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said: Any) -> None:
        """Nothing."""


@pytest.fixture
def shown(homes: Homes) -> Iterator[Callable[[str], None]]:
    """Open an address, until the film in it, or in a frame in it, is whole and plays."""
    with homes.guests() as tab:
        yield functools.partial(_open, tab())


def _open(page: Page, address: str) -> None:
    films: list[tuple[int, str]] = []

    def noted(got: Response) -> None:
        if "/film/" in got.url:
            films.append((got.status, got.url))

    page.on("response", noted)
    page.goto(address)
    end, said = time.monotonic() + PATIENCE, ""
    while not any(_plays(frame) for frame in page.frames):
        assert time.monotonic() < end, f"the film at {address} never was whole: {films}, {said}"
        page.wait_for_timeout(50)
        said = " | ".join(frame.locator("body").inner_text() for frame in page.frames)
    assert films and {status for status, _ in films} == {200}, films
    page.remove_listener("response", noted)


def _plays(frame: Frame) -> bool:
    try:
        found = frame.locator(".player").evaluate_all(
            f"(all) => all.map(({{ player }}) => !!({WHOLE}))"
        )
    except Error as gone:
        if "context was destroyed" in str(gone):  # an address of before has just led on
            return False
        raise
    return any(found)


@PLAIN
def test_under_a_path(based: str, shown: Callable[[str], None], page: str) -> None:
    shown(f"{based}/{BASE}/{page}")


@PLAIN
@pytest.mark.parametrize("prefix", [BASE, "stripped"], ids=["kept", "stripped"])
def test_behind_a_proxy(proxy: str, shown: Callable[[str], None], prefix: str, page: str) -> None:
    shown(f"{proxy}/{prefix}/{page}")


@pytest.mark.long
def test_with_a_slash_at_the_end(server: str, proxy: str, shown: Callable[[str], None]) -> None:
    for address in (server, f"{proxy}/{BASE}", f"{proxy}/stripped"):
        shown(f"{address}/{SLASH}")


def test_by_nearly_its_name(server: str, proxy: str) -> None:
    """Whoever serves the pages, and below whichever path."""
    for address in (server, f"{proxy}/{BASE}", f"{proxy}/stripped"):
        for asked, there in (
            ("Dice?seed=3", "dice?seed=3"),
            ("dcie?seed=3", "clouds?seed=3&page=dcie"),
        ):
            request = urllib.request.Request(f"{address}/{asked}", headers={"Accept": "text/html"})
            with urllib.request.urlopen(request, timeout=20) as answer:
                assert answer.url == f"{address}/{there}"
                assert b"<title>Copy of a Copy" in answer.read()


def test_a_page_that_there_is_not_is_named(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}/dcie?generations=10&samples=60")
    page.get_by_text("no page is called dcie; did you mean dice?").wait_for()
    page.close()


@PLAIN
def test_in_a_page_of_another_origin(
    server: str, shown: Callable[[str], None], elsewhere: Callable[[str], str], page: str
) -> None:
    shown(elsewhere(f"{server}/{page}&embed=true"))


@pytest.mark.long
def test_behind_a_proxy_in_a_page_of_another_origin(
    proxy: str, shown: Callable[[str], None], elsewhere: Callable[[str], str]
) -> None:
    shown(elsewhere(f"{proxy}/stripped/{DRIFT}&embed=true"))
