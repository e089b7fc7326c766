"""What a run will take is measured for one at a time, and only where there is room for it."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import PRESETS, Settings
from engine.jobs import Full, JobStore, needed_bytes
from tests.support.jobs import gate, make, short
from view.state import consent

__all__ = ["gate", "make"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, make: Callable[..., JobStore]) -> Iterator[JobStore]:
    """Whoever asks is somebody else each time, and has agreed to nothing."""
    store = make(bytes_at_most=100 * needed_bytes(short()))
    monkeypatch.setattr(consent, "store", lambda: store)
    monkeypatch.setattr(consent, "visitor", lambda: "somebody")
    monkeypatch.setattr(consent.st, "session_state", {})
    consent._forecast.clear()
    yield store
    consent._forecast.clear()


def test_what_has_no_room_is_not_measured(monkeypatch: pytest.MonkeyPatch, asked: JobStore) -> None:
    monkeypatch.setattr(consent, "forecast", lambda _: pytest.fail("it is measured"))
    with pytest.raises(Full, match="Take fewer samples"):
        consent.seconds_ahead(short(samples=60_000))


def test_one_is_measured_at_a_time(monkeypatch: pytest.MonkeyPatch, asked: JobStore) -> None:
    """Each of them lasts until the next one has had time to begin."""
    under_way, most, lock = 0, 0, threading.Lock()

    def measured(settings: Settings) -> float:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        threading.Event().wait(0.1)
        with lock:
            under_way -= 1
        return float(settings.samples)

    monkeypatch.setattr(consent, "forecast", measured)
    with ThreadPoolExecutor(4) as visitors:
        wanted = [short(samples=number) for number in (50, 60, 70, 80)]
        list(visitors.map(consent.seconds_ahead, wanted))
    assert most == 1
    assert not consent._MEASURING.locked()


def test_a_preset_fits_on_the_smallest_server() -> None:
    """One of 1 GB has a quarter of that for all runs."""
    most = {name: needed_bytes(preset.settings) for name, preset in PRESETS.items()}
    assert max(most.values()) < 2**28, max(most, key=lambda name: most[name])
