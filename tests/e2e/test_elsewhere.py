"""The dashboard is served from whichever folder somebody is in, and looks the same."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import ROOT, Visit, free_port

BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
PAPER = "rgb(251, 250, 247)"
"""As `.streamlit/config.toml` has it."""

COMMANDS = {
    "streamlit": ["streamlit", "run", str(ROOT / "app.py"), "--server.headless=true"],
    "uvicorn": ["uvicorn", "app:app", "--app-dir", str(ROOT), "--host", "127.0.0.1"],
}
PORT = {"streamlit": "--server.port", "uvicorn": "--port"}


@pytest.mark.parametrize("server", ["uvicorn", pytest.param("streamlit", marks=pytest.mark.long)])
def test_it_is_served_from_another_folder(server: str, browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", *COMMANDS[server], f"{PORT[server]}={port}"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=log,
            stderr=log,
            env=environment | {"COPY_WORKERS": "0", "TMPDIR": str(tmp_path)},
        )
    try:
        _until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process)
        context = browser.new_context(color_scheme="light")
        visit = Visit(context.new_page(), f"http://127.0.0.1:{port}")
        visit.open("/clouds?generations=20&samples=60").playing()
        assert visit.page.evaluate(BACKGROUND) == PAPER
        visit.whole()
        context.close()
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in (tmp_path / "log").read_text()


def _until_healthy(health: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 240
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            return urllib.request.urlopen(health, timeout=1).close()
        time.sleep(0.25)
    pytest.fail("the server was never healthy")
