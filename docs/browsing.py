"""A dashboard on a free port and a Chromium to look at it: what pictures and benchmarks need."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
READY = "[data-testid=stApp][data-test-script-state=notRunning]"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, without a window."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise SystemExit("Chromium is needed: install it (on Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


@contextmanager
def served(script: Path = ROOT / "app.py") -> Iterator[str]:
    """The address of a Streamlit script, served from the project for as long as it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    place = ["--server.address=127.0.0.1", f"--server.port={port}"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, *place], cwd=ROOT, env=environment, stdout=quiet) as app:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()


def wait_for(address: str) -> None:
    """Until the server answers; the first time it compiles the kernels."""
    for _ in range(400):
        with suppress(OSError):
            urllib.request.urlopen(address, timeout=1)
            return
        time.sleep(0.5)
    raise SystemExit("the server did not start within three minutes")
