"""Garbage is collected once for all whose scripts end together, and not by each of them."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from streamlit import config

from view.state import garbage

PATIENCE = 20.0


class Knot:
    """Something that only a collection can untie."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(garbage, "LATER", 0.1)
    gc.disable()
    yield
    gc.enable()


def test_what_a_script_has_left_behind_does_not_stay() -> None:
    knot, gone = Knot(), threading.Event()
    weakref.finalize(knot, gone.set)
    del knot
    garbage.collect_soon()
    assert gone.wait(PATIENCE)


def test_for_all_who_end_together_it_is_collected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    collected, done = list[int](), threading.Event()

    def collect() -> None:
        collected.append(1)
        done.set()

    monkeypatch.setattr(garbage.gc, "collect", collect)
    for _ in range(40):
        garbage.collect_soon()
    assert done.wait(PATIENCE)
    assert len(collected) == 1
    done.clear()
    garbage.collect_soon()  # whoever ends after that has one of one's own
    assert done.wait(PATIENCE)


def test_streamlit_leaves_it_to_us() -> None:
    before = config.get_option("runner.postScriptGC")
    try:
        garbage.collect_for_all()
        assert config.get_option("runner.postScriptGC") is False
    finally:
        config.set_option("runner.postScriptGC", before)
