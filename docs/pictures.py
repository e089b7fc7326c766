"""The README's pictures, taken of the dashboard itself: `python -m docs.pictures`."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
LINK = "/?samples=300"
PLAYED = "() => document.querySelector('.player')?.player?.generation >= 150"
READY = "[data-testid=stApp][data-test-script-state=notRunning]"


def main() -> None:
    """Both themes, once a run has been played far enough to show what is lost."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for scheme in ("light", "dark"):
            take(browser, address + LINK, scheme)


def take(browser: Browser, address: str, scheme: str) -> None:
    """One picture of the page in one colour scheme."""
    size = {"width": 1400, "height": 900}
    context = browser.new_context(viewport=size, color_scheme=scheme, device_scale_factor=1.5)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(READY)
    page.wait_for_function(PLAYED, timeout=60_000)
    page.keyboard.press("Escape")
    page.screenshot(path=FOLDER / f"drift-{scheme}.png")
    context.close()


@contextmanager
def served() -> Iterator[str]:
    """The dashboard on a free port of this machine, for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    with subprocess.Popen([*command, f"--server.port={port}"]) as app:
        try:
            wait_for(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}"
        finally:
            app.terminate()


def wait_for(address: str) -> None:
    """Until the server answers; at most a minute."""
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the dashboard did not start within a minute")


if __name__ == "__main__":
    main()
