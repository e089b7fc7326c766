"""Ctrl+C, twice, ends the server quietly while it computes, with all that it has started."""

import signal
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import serving

Visit = Callable[..., Any]


def started_by(process: int) -> set[int]:
    """The numbers of the processes that this one and those have started."""
    listed = subprocess.run(["ps", "-eo", "ppid=,pid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found = {child for parent, child in pairs if parent == process}
    return found.union(*map(started_by, found))


@pytest.mark.long
def test_two_presses_end_it_without_a_word(
    visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(tmp_path_factory) as server:
        page = visit("/digits?seed=7", at=server.address)
        page.until("player && player.scene.run && player.loaded > 1")
        others = started_by(server.process.pid)
        assert others, "a network is trained in a process of its own"
        server.process.send_signal(signal.SIGINT)
        page.page.wait_for_timeout(300)
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)
        left = subprocess.run(
            ["ps", "-o", "stat=", "-p", ",".join(map(str, others))], capture_output=True, text=True
        )
        assert not [state for state in left.stdout.split() if not state.startswith("Z")]
        said = server.log.read_text()
        assert "Traceback" not in said and "terminate called" not in said, said
        page.page.close()
