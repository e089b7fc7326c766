"""A Dask cluster on the loopback address, started by the lines that the README has."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.jobs import ClusterScheduler

ROOT = Path(__file__).parents[1]
ADDRESS = "tcp://127.0.0.1:8786"
PATIENCE = 60.0

IDLE = "DASK_DISTRIBUTED__SCHEDULER__IDLE_TIMEOUT"
"""After which a cluster ends whose starter was killed."""


@dataclass
class Cluster:
    """A scheduler and a nanny with two workers, as processes.

    Attributes:
        address: of the scheduler.
    """

    address: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_workers(self) -> None:
        """By the second line."""
        self.processes.append(_begun(_at(lines()[1], self.address)))

    def lose_scheduler(self) -> None:
        """It dies as by a power cut."""
        _kill(self.processes[0])


def ready(scheduler: ClusterScheduler) -> ClusterScheduler:
    """The same, once both workers are known."""
    end = time.monotonic() + PATIENCE
    while scheduler.workers < 2:
        assert time.monotonic() < end, "no worker came"
        time.sleep(0.05)
    return scheduler


def lines() -> list[list[str]]:
    """The README's two lines, in words: scheduler and workers."""
    found = re.findall(r"^\.venv/bin/python (-m dask .*)$", (ROOT / "README.md").read_text(), re.M)
    assert len(found) == 2
    return [line.split() for line in found]


@contextmanager
def cluster(workers: bool = True) -> Iterator[Cluster]:
    """Until it is closed; at a port of its own."""
    port = _free_port()
    made = Cluster(f"tcp://127.0.0.1:{port}")
    try:
        made.processes.append(
            _begun([*lines()[0], "--port", str(port), "--dashboard-address", "127.0.0.1:0"])
        )
        _until_open(port)
        if workers:
            made.add_workers()
        yield made
    finally:
        for process in reversed(made.processes):
            _kill(process)


def _at(line: list[str], address: str) -> list[str]:
    assert ADDRESS in line
    return [address if word == ADDRESS else word for word in line]


def _begun(words: list[str]) -> subprocess.Popen[bytes]:
    quiet = {"DASK_LOGGING__DISTRIBUTED": "critical", IDLE: "10 minutes"}
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | quiet,
        start_new_session=True,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all that it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def _until_open(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < end, "the scheduler never listened"
        time.sleep(0.05)
