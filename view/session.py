"""The only place that caches, remembers or starts work."""

import asyncio
import gc
import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
import threadpoolctl

from engine import PRESETS, Settings, Trajectory
from engine.cost import forecast
from view import uploads
from view.links import from_query, to_query
from view.runs import Run, Store

BYTES_AT_MOST = 768 * 2**20
GRACE_SECONDS = 20.0


def warm_up() -> None:
    """Load what is compiled and freeze what is imported, so that no visitor waits for it."""
    threadpoolctl.threadpool_limits(1)
    for preset in PRESETS.values():
        steps = Trajectory(preset.settings).follow()
        next(steps)
        steps.close()
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def warmed_up(_app: Any) -> AsyncIterator[None]:
    """The server's life: ready before its first visitor."""
    import plotly.graph_objects  # noqa: F401  imported here so that no visitor waits for it

    await asyncio.to_thread(warm_up)
    yield


@st.cache_resource
def store() -> Store:
    """The runs of all visitors."""
    return Store(max(4, os.cpu_count() or 1), BYTES_AT_MOST, GRACE_SECONDS)


@st.cache_resource(scope="session", on_release=lambda visitor: store().leave(visitor))
def _present(visitor: str) -> str:
    return visitor


def visitor() -> str:
    """A name for this visitor, who counts as present for as long as the connection lasts."""
    name: str = st.session_state.setdefault("visitor", uuid.uuid4().hex)
    return _present(name)


def show(settings: Settings) -> Run:
    """The run with these settings, started if it is new."""
    return store().show(visitor(), settings)


def again(settings: Settings) -> None:
    """The same run from the start."""
    store().again(visitor(), settings)


@st.cache_data(show_spinner="Measuring what this run will take", max_entries=200)
def _forecast(key: str, _settings: Settings) -> float:
    try:
        return forecast(_settings)
    except Exception:  # the run itself will say what is wrong
        return 0.0


def seconds_ahead(settings: Settings) -> float:
    """What a run will take on this machine; 0 where it has begun or the visitor has agreed."""
    if settings.key in st.session_state.get("agreed", ()) or store().has(settings):
        return 0.0
    return _forecast(settings.key, settings)


def agree(settings: Settings) -> None:
    """The visitor has read what the run will cost, and wants it."""
    st.session_state["agreed"] = {*st.session_state.get("agreed", ()), settings.key}


def seconds_left(run: Run) -> float:
    """What the rest of a run will take: as forecast, less the time that it has had."""
    ahead = _forecast(run.settings.key, run.settings)
    return max(ahead - float(run.trajectory.provenance.get("seconds", 0.0)), 0.0)


def remembered() -> Settings:
    """The visitor's settings: as last chosen, at first as the link has them."""
    if "settings" not in st.session_state:
        chosen, ignored = from_query(uploads.from_link(st.query_params.to_dict()))
        st.session_state["settings"], st.session_state["ignored"] = chosen, ignored
    settings: Settings = st.session_state["settings"]
    return settings


def ignored() -> list[str]:
    """What the link asked for that there is not, one sentence each."""
    sentences: list[str] = st.session_state.get("ignored", [])
    return sentences


def remember(settings: Settings) -> Settings:
    """These settings are the visitor's now, and the link's; what was wrong with it is past."""
    if settings != st.session_state.get("settings"):
        st.session_state["ignored"] = []
    st.session_state["settings"] = settings
    query = uploads.to_link(to_query(settings))
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    return settings


def adopt(settings: Settings) -> None:
    """Settings that do not come from the widgets: the widgets must follow."""
    st.session_state["epoch"] = epoch() + 1
    remember(settings)


def epoch() -> int:
    """How often settings came from elsewhere: part of every widget's key."""
    number: int = st.session_state.get("epoch", 0)
    return number


def widget(key: str) -> Any:
    """A widget's value, inside its own callback."""
    return st.session_state[key]
