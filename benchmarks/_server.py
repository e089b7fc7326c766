"""A Streamlit server of our own, on a free port, for as long as it is looked at."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0
NOTHING: Mapping[str, str] = MappingProxyType({})


@contextmanager
def served(script: str) -> Iterator[str]:
    """The address of `script`, a path below the project's root, while it is being served."""
    with serving(script) as (address, _):
        yield address


@contextmanager
def serving(
    script: str, environment: Mapping[str, str] = NOTHING, files: int | None = None
) -> Iterator[tuple[str, int]]:
    """The same with the number of the server's process, which may have so many open files."""
    with started(script, environment, files) as (address, server):
        yield address, server.pid


@contextmanager
def started(
    script: str,
    environment: Mapping[str, str] = NOTHING,
    files: int | None = None,
    log: IO[bytes] | None = None,
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The same with its process; what it says goes into the log, if there is one."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    if files is not None:
        command = ["bash", "-c", f'ulimit -n {files}; exec "$@"', "limited", *command]
    server = subprocess.Popen(
        [*command, "--server.address=127.0.0.1", f"--server.port={port}"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT if log else subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait()


def started_by(pid: int) -> set[int]:
    """The numbers of the processes that this one and those have started."""
    command = ["ps", "-eo", "ppid=,pid="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = {child for parent, child in pairs if parent == pid}
    return found.union(*map(started_by, found))


_SCHEDULED = 2
"""Of a process's clocks the one that counts nanoseconds, not ticks (`clock_getcpuclockid(3)`)."""


def spent(pid: int) -> float:
    """Seconds of processor that a process and all its threads have taken so far."""
    return time.clock_gettime(~pid << 3 | _SCHEDULED)


def memory(pid: int) -> float:
    """Megabytes that it holds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(health: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(health, timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{health} does not answer")
