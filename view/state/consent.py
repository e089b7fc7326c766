"""What a run will cost, and what the visitor has agreed to."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import streamlit as st

from engine import Settings
from engine.analysis.runtime import forecast
from engine.jobs import cores, ensemble_key, needed_bytes
from view.state.server import store, visitor
from view.state.subscriptions import plays_recorded

LOOKS_UP = 0.2
"""Seconds after which whoever waits to be measured sees whether somebody still wants it."""

_MEASURING = threading.Lock()


def agreed_to(settings: Settings, count: int) -> bool:
    """Whether the visitor wants so many lineages, or they have begun."""
    key = ensemble_key(settings, count)
    return key in st.session_state.get("agreed", ()) or store().has(key)


def agree_to(settings: Settings, count: int) -> None:
    """The visitor has read what so many lineages will cost, and wants them."""
    key = ensemble_key(settings, count)
    st.session_state["agreed"] = {*st.session_state.get("agreed", ()), key}


@st.cache_data(show_spinner="Measuring what this run will take", max_entries=200)
def _forecast(key: str, _settings: Settings) -> float:
    """Of runs that differ in their chance alone one is measured, for all who ask."""
    if _settings.model.network:
        store().expect_network()  # it loads what it needs while this is measured
    try:
        return forecast(_settings)
    except Exception:  # the run itself will say what is wrong
        return 0.0
    finally:
        if _settings.model.network:
            _keep_what_is_loaded()


@cache
def _keep_what_is_loaded() -> None:
    """PyTorch is there now: collecting garbage need not look at it after every script."""
    gc.collect()
    gc.freeze()


def seconds_ahead(settings: Settings) -> float:
    """What a run will take on this machine; 0 where it has begun or the visitor has agreed.

    Raises:
        Full: there is no room for it; then nothing is measured.
    """
    if settings.key in st.session_state.get("agreed", ()) or store().has(settings.key):
        return 0.0
    if plays_recorded(settings):
        return 0.0
    store().admit(needed_bytes(settings), visitor())
    st.session_state["foreseen"] = settings.key, forecast_of(settings)
    return foreseen(settings)


def forecast_of(settings: Settings) -> float:
    """Seconds that such a run takes on this machine, whatever its chance."""
    typical = replace(settings, seed=0)
    with _turn():
        return float(_forecast(typical.key, typical))


@contextmanager
def _turn() -> Iterator[None]:
    """One is measured at a time, whoever asks: it takes as much memory as the run. Who turns away
    meanwhile does not wait on."""
    while not _MEASURING.acquire(timeout=LOOKS_UP):
        st.session_state.get("agreed")  # here a script ends that is not wanted any more
    try:
        yield
    finally:
        _MEASURING.release()


def foreseen(settings: Settings) -> float:
    """What this visitor was last told that a run will take; 0 where nothing was said."""
    key, seconds = st.session_state.get("foreseen", ("", 0.0))
    return float(seconds) if key == settings.key else 0.0


def queued(settings: Settings, others: int) -> float:
    """What a run will take where so many others, each like it, are done before it on all cores."""
    return foreseen(settings) * max(1.0, (others + 1) / cores())


def agree(*wanted: Settings) -> None:
    """The visitor has read what these runs will cost, and wants them."""
    keys = {settings.key for settings in wanted}
    st.session_state["agreed"] = {*st.session_state.get("agreed", ()), *keys}


def run_live(settings: Settings) -> None:
    """The visitor wants a run computed, the recording of which says how long it took."""
    agree(settings)
    asked = st.session_state.get("asked live", ())
    st.session_state["asked live"] = {*asked, settings.key}
