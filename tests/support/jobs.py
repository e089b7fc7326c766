"""A store of jobs for a test, a gate before its models, and settings that last a moment."""

import threading
from collections.abc import Callable, Iterator

import pytest

from engine import PRESETS, Settings, from_dict, to_dict
from engine.jobs import JobStore, SharedScheduler, ThreadScheduler
from engine.recording import chunks
from tests.support import blocking_model as gates


def short(preset: str = "three-blobs", **values: object) -> Settings:
    """A preset that lasts a moment."""
    small = {"generations": 12, "samples": 60}
    return from_dict(to_dict(PRESETS[preset].settings) | small | values)


@pytest.fixture(scope="session")
def shortened() -> Callable[..., Settings]:
    return short


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Closed at first: `gates.Gated` learns no second generation; the first one is told at once."""
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    gates.OPEN.clear()
    gates.FITS.clear()
    yield gates.OPEN
    gates.OPEN.set()


@pytest.fixture
def make(gate: threading.Event) -> Iterator[Callable[..., JobStore]]:
    """A store of runs, which ends with the test."""
    stores: list[JobStore] = []

    def made(
        workers: int = 2, bytes_at_most: int = 2**30, grace: float = gates.PATIENCE
    ) -> JobStore:
        runs = ThreadScheduler(workers)
        scheduler = SharedScheduler(runs, runs, ThreadScheduler(1))
        stores.append(JobStore(scheduler, bytes_at_most, grace))
        return stores[-1]

    yield made
    gate.set()
    for store in stores:
        store.close()
