"""The server's life, the store of all runs, and who is there to look at them."""

import asyncio
import gc
import importlib
import logging
import os
import pkgutil
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import islice
from typing import Any

import streamlit as st
import threadpoolctl
from starlette.formparsers import MultiPartParser
from streamlit import delta_generator
from streamlit.runtime import get_instance

import view
from engine import PRESETS, Trajectory, own_folder
from engine.jobs import (
    ClusterScheduler,
    JobStore,
    ProcessScheduler,
    Scheduler,
    SharedScheduler,
    ThreadScheduler,
    TrajectoryJob,
)
from engine.map import DEFAULT, law
from engine.neural.huggingface import offer_listed_alone
from view.modalities.player_source import PlayerSource
from view.player import script
from view.player.codec import encode
from view.state import limits
from view.state.farewell import end_quietly, leave
from view.state.garbage import collect_for_all, collect_soon
from view.state.last_words import hear_every_run_out
from view.state.made_files import keep_made_files
from view.state.page_link import look
from view.state.presses import hear_every_press
from view.state.returns import begin_anew_after_a_cut

_LOG = logging.getLogger(__name__)

_CLUSTER = "COPY_CLUSTER"
"""The variable that names a Dask scheduler, for whatever takes many lineages."""

GRACE_SECONDS = 20.0
SCRIPT = "view.navigation"

RUNS = max(4, os.cpu_count() or 1)
"""Single runs that are computed at once, at most."""

FIRST = 3
"""Generations of each preset that are computed once: one alone, and some side by side."""


def warm_up() -> None:
    """Load what is compiled, pack what every player is made of, and freeze what is imported, so
    that no visitor waits for it: forty who come at once would each do it.

    But for networks: PyTorch is large, and who only looks at mixtures does not need it.
    """
    threadpoolctl.threadpool_limits(1)
    for preset in PRESETS.values():
        if preset.settings.model.network:
            continue
        trajectory = Trajectory(preset.settings)
        list(islice(trajectory.follow(), FIRST))
        encode(PlayerSource(TrajectoryJob(trajectory)))
    law(replace(DEFAULT, generations=10), lineages=1)
    script.packed()
    gc.collect()
    gc.freeze()


def load() -> None:
    """Import whatever the pages are made of, but for the script that draws them, and have done what
    Streamlit does once, before its first element: a tenth of a second."""
    for module in pkgutil.walk_packages(view.__path__, "view."):
        if module.name != SCRIPT:
            importlib.import_module(module.name)
    importlib.import_module("streamlit.emojis")
    delta_generator._maybe_print_use_warning()  # it looks at every module that there is


def hold_uploads() -> None:
    """What somebody uploads is held in memory in the end; on its way there it needs no disk, which
    may be full."""
    MultiPartParser.spool_max_size = (st.get_option("server.maxUploadSize") + 1) * 2**20


def keep_visitors(most: int) -> None:
    """Have Streamlit keep so many of those who have left, the latest, in case they come back."""
    storage: Any = get_instance()._session_mgr._session_storage  # type: ignore[attr-defined]
    kept = storage._cache
    if most < kept.maxsize:
        storage._cache = type(kept)(maxsize=most, ttl=kept.ttl)


@asynccontextmanager
async def warmed_up(_app: Any) -> AsyncIterator[None]:
    """The server's life: ready before its first visitor."""
    hear_every_press()
    hear_every_run_out()
    begin_anew_after_a_cut()
    collect_for_all()
    keep_made_files()
    end_quietly()
    hold_uploads()
    keep_visitors(limits.open_many_files())
    offer_listed_alone()
    load()
    await asyncio.to_thread(warm_up)
    store().start()
    yield
    store.clear()
    own_folder.remove()  # a signal ends the server before Python's own end
    leave()


@st.cache_resource(show_spinner=False, on_release=JobStore.close)
def store() -> JobStore:
    """The jobs of all visitors."""
    return JobStore(scheduler(), limits.bytes_for_runs(), GRACE_SECONDS)


def scheduler() -> SharedScheduler:
    """Who computes what visitors look at: single runs in threads, the rest in so many processes as
    `COPY_WORKERS` says, with 0 in threads, too, and by default in one for each core that there is
    memory for; where `COPY_CLUSTER` names a Dask scheduler, that one's workers instead.

    Raises:
        BadSpec: it says no such number, or no scheduler answers there.
    """
    workers, runs, address = limits.workers(), ThreadScheduler(RUNS), os.environ.get(_CLUSTER)
    networks: Scheduler = runs
    if workers:
        networks = ProcessScheduler(limits.trainers(RUNS), yielding=True, networks=True)
    if address:
        return SharedScheduler(
            runs, networks, ClusterScheduler(address, _LOG.warning, workers or 1)
        )
    if not workers:
        return SharedScheduler(runs, runs, ThreadScheduler(1))
    return SharedScheduler(runs, networks, ProcessScheduler(workers, yielding=True))


def _leave(visitor: str) -> None:
    store().leave(visitor)


@st.cache_resource(scope="session", on_release=_leave)
def _present(visitor: str) -> str:
    return visitor


def visitor() -> str:
    """A name for this visitor, who counts as present for as long as the connection lasts."""
    name: str = st.session_state.setdefault("visitor", uuid.uuid4().hex)
    return _present(name)


def still_here() -> None:
    """To be called where the browser asks for more of a page that it has: a connection that was
    cut comes back without the page being drawn anew, and then nothing else would tell."""
    look()
    store().stay(visitor())
    collect_soon()
