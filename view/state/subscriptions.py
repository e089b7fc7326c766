"""What a visitor looks at, while a page's script runs and after it: the rest is let go."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from engine import Ensemble, Settings, Trajectory
from engine.analysis.real_data_search import KEEPS, SHARED, RealDataSearch
from engine.jobs import (
    EnsembleJob,
    Job,
    SearchJob,
    TrajectoryJob,
    ensemble_key,
    recording_key,
    search_key,
)
from engine.recorded import is_recorded, recorded
from view.state.server import store, visitor

AnyJob = TypeVar("AnyJob", bound=Job)

LINEAGES, SEARCH, ASIDE = "lineages", "search", "aside"
"""The places for a job beside those of the runs, which are numbered."""

PATIENCE = 0.5
"""Seconds that a job has to come to its end, so that a page need not be drawn twice."""


def open_eyes() -> None:
    """A page's script begins: whatever it does not watch is let go when it has ended."""
    st.session_state["watching"] = set()


def close_eyes() -> None:
    """It has come to its end."""
    store().let_go(visitor(), but=st.session_state["watching"])


def watch(slot: str, key: str, make: Callable[[], AnyJob]) -> AnyJob:
    """The job with this key, begun if it is new, as long as each run of the script asks for it."""
    job = store().watch(visitor(), slot, key, make)
    _see(slot)
    return job


def show(*chosen: Settings, live: bool = False) -> list[TrajectoryJob]:
    """The runs with these settings, side by side: as recordings where there are some, or `live`,
    with all that was said."""
    return [_run(str(number), one, live) for number, one in enumerate(chosen)]


def await_runs(*chosen: Settings) -> None:
    """Where the visitor looks at some of these they go on, though they are not drawn now."""
    for number, one in enumerate(chosen):
        if store().watches(visitor(), str(number), _key(one)):
            _see(str(number))


def show_lineages(settings: Settings, count: int) -> EnsembleJob:
    """The lineages from these settings' seed on.

    Raises:
        BadSpec: a number of lineages, or a last seed, that is out of bounds.
    """
    return _lineages(LINEAGES, settings, count)


def await_lineages(settings: Settings, count: int) -> None:
    """Where the visitor looks at just these lineages they go on, though they are not drawn now."""
    key = ensemble_key(settings, count)
    if store().watches(visitor(), LINEAGES, key):
        _see(LINEAGES)


def show_search(settings: Settings, policy: str, keep: float) -> SearchJob | None:
    """The search for how much real data are enough, where it has been asked for."""
    known = store().has(search_key(settings, policy, keep))
    return _search(settings, policy, keep) if known else None


def await_search(settings: Settings) -> None:
    """Where the visitor looks at a search in these it goes on, though it is not drawn now."""
    keys = [search_key(settings, policy, keep) for policy in SHARED for keep in KEEPS]
    if any(store().watches(visitor(), SEARCH, key) for key in keys):
        _see(SEARCH)


def seek(settings: Settings, policy: str, keep: float) -> None:
    """Begin this search."""
    _search(settings, policy, keep)


def prepare(settings: Settings, number: int = 0) -> TrajectoryJob:
    """The run with these settings, begun aside, one of so many: whatever the visitor looks at goes
    on."""
    return _run(f"{ASIDE} {number}", settings, live=True)


def prepare_lineages(settings: Settings, count: int) -> EnsembleJob:
    """The lineages from these settings' seed on, likewise."""
    return _lineages(ASIDE, settings, count)


def before(job: Job) -> int:
    """How many other jobs come before one that waits for its first turn."""
    return store().before(job)


def viewers(job: Job) -> int:
    """How many look at a job, this visitor included."""
    return store().viewers(job)


def is_cut_off(job: Job) -> bool:
    """Whether this machine does it, for the cluster that was to do it is out of reach."""
    return store().is_cut_off(job)


def holds(job: Job, finished: bool) -> bool:
    """Whether this is what a page would show now, and has ended, or not, as it is drawn."""
    return store().holds(job) and job.finished == finished


def cancel(job: Job) -> None:
    """It is ended, whoever else looks at it; what is there stays."""
    store().cancel(job, PATIENCE)


def pause(job: Job) -> None:
    """Nothing more of it is begun, whoever else looks at it; what is at hand comes to its end."""
    store().pause(job, PATIENCE)


def go_on(job: Job) -> None:
    """What was paused or cancelled goes on; what failed begins anew."""
    store().go_on(job)


def at_once() -> int:
    """How many lineages are computed at once, at most."""
    return store().at_once


def _see(slot: str) -> None:
    st.session_state.setdefault("watching", set()).add(slot)


def _run(slot: str, settings: Settings, live: bool) -> TrajectoryJob:
    if plays_recorded(settings) and not live:
        key = recording_key(settings)
        return watch(slot, key, lambda: TrajectoryJob(recorded(settings), recorded=True))
    return watch(slot, settings.key, lambda: TrajectoryJob(Trajectory(settings)))


def plays_recorded(settings: Settings) -> bool:
    """Whether the visitor is shown the recording of a run: where there is one, until it is asked
    for live."""
    return is_recorded(settings) and settings.key not in st.session_state.get("asked live", ())


def _key(settings: Settings) -> str:
    return recording_key(settings) if plays_recorded(settings) else settings.key


def _search(settings: Settings, policy: str, keep: float) -> SearchJob:
    key = search_key(settings, policy, keep)
    return watch(SEARCH, key, lambda: SearchJob(RealDataSearch(settings, policy, keep=keep)))


def _lineages(slot: str, settings: Settings, count: int) -> EnsembleJob:
    key = ensemble_key(settings, count)
    return watch(slot, key, lambda: EnsembleJob(Ensemble(settings, count)))
