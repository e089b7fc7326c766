"""Ctrl+C, once or twice, or SIGTERM, ends the server quietly while it computes."""

import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import serving
from view.state.farewell import STATUS

Visit = Callable[..., Any]


def started_by(process: int) -> set[int]:
    """The numbers of the processes that this one and those have started."""
    listed = subprocess.run(["ps", "-eo", "ppid=,pid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = {child for parent, child in pairs if parent == process}
    return found.union(*map(started_by, found))


def alive(processes: set[int]) -> list[str]:
    """Those of them that are there, and do not only wait to be buried."""
    command = [
        "ps",
        "-o",
        "stat=",
        "-o",
        "pid=",
        "-o",
        "args=",
        "-p",
        ",".join(map(str, processes)),
    ]
    left = subprocess.run(command, capture_output=True, text=True)
    return [line for line in left.stdout.splitlines() if not line.startswith("Z")]


@pytest.mark.long
@pytest.mark.parametrize(
    ("told", "later"),
    [(signal.SIGINT, None), (signal.SIGINT, 200), (signal.SIGINT, 700), (signal.SIGTERM, None)],
)
def test_a_signal_ends_it_without_a_word_and_so_do_two(
    told: signal.Signals, later: int | None, visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(tmp_path_factory) as server:
        page = visit("/digits?seed=7", at=server.address)
        page.until("player && player.scene.run && player.loaded > 1")
        others = started_by(server.process.pid)
        assert others, "a network is trained in a process of its own"
        server.process.send_signal(told)
        if later is not None:
            page.page.wait_for_timeout(later)
            server.process.send_signal(told)
        assert server.process.wait(20) == STATUS[told]
        end = time.monotonic() + 20  # they are killed, and a busy machine takes a moment over it
        while left := alive(others):
            assert time.monotonic() < end, f"they live on: {left}"
            page.page.wait_for_timeout(50)
        said = server.log.read_text()
        assert "Traceback" not in said and "terminate called" not in said, said
        page.page.close()
