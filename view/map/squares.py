"""The sentence and the squares of a map, and how far their runs are."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.jobs import JobState, MapJob
from engine.map import Cell, Map, Plane
from view import state
from view.captions.format import spelled
from view.captions.progress import duration
from view.letters import in_markdown
from view.map import captions
from view.map.choosing import PAGE
from view.map.geometry import Geometry
from view.map.grid.component import map_grid, opened_cell
from view.map.link import Choice, from_query, to_query
from view.map.picture import above
from view.map.shown import Shown
from view.sections.cancelling import stopped, under_way
from view.sections.run import alone
from view.state.maps import Laws

PATIENCE = 60.0
"""Seconds of computing that start without asking: they stop nobody from looking at the law."""

TICK, HASTE = 1.0, 0.3
"""Seconds between two pictures of a map that grows, and of one whose law is being found out."""

COST = f"{PAGE}: seconds"
"""What the visitor was told that a map will take."""

Ended = tuple[bool, bool, bool]
"""Whether the runs have ended, the law is known, and the chosen square has run."""


@lru_cache(maxsize=32)
def empty(plane: Plane) -> Map:
    """A map of which nothing has run."""
    return Map(plane)


def squares(choice: Choice, laws: Laws) -> MapJob | None:
    """The sentence, the squares, and how far their runs are; the job, once it has begun."""
    plane = choice.plane
    job, cost = state.show_map(plane), st.container()
    laws.soon()  # whatever stands above has gone to the browser
    every = TICK if job and not job.finished else None
    every = every if laws.whole.is_set() else HASTE
    st.fragment(_section, run_every=every)(choice, laws, job, _ended(choice, laws, job))
    if job is None and laws.whole.is_set():  # the law is seen first, for it is known sooner
        _begin(plane, cost)
    alone()
    return job


def _ended(choice: Choice, laws: Laws, job: MapJob | None) -> Ended:
    ran = bool(job and choice.cell in job.map.fates)
    return bool(job and job.finished), laws.whole.is_set(), ran


def _begin(plane: Plane, cost: DeltaGenerator) -> None:
    """Its runs, at once or once they have been asked for; on the page, what they will cost."""
    seconds = state.seconds_for(empty(plane))
    state.note(COST, (plane.key, seconds))
    if seconds <= PATIENCE:
        state.begin_map(plane)
        st.rerun()
    said = f"This map is {empty(plane).runs_left:,} runs: {duration(seconds)} on this machine."
    with cost:
        st.info(f"{said} They can be paused or cancelled at any time, and what is there stays.")
        st.button(f"Run them, {duration(seconds)}", on_click=state.begin_map, args=(plane,))


def _seconds_left(cells: Map) -> float:
    """What the rest will take, by what was measured before it began; 0 where that was another
    visitor's."""
    key, seconds = state.noted(COST, ("", 0.0))
    whole = empty(cells.plane).runs_left
    return float(seconds) * cells.runs_left / whole if key == cells.plane.key and whole else 0.0


def _section(choice: Choice, laws: Laws, job: MapJob | None, drawn: Ended) -> None:
    """All that changes while squares are run."""
    state.still_here()
    laws.look()
    shown = Shown.of(job.map if job else empty(choice.plane), laws.known)
    st.header(above(shown), anchor=False)
    if state.embedded():
        _figure(choice, shown)
    else:
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _figure(choice, shown)
        with right:
            if job:
                _progress(job)
            _words(shown)
    pressed = state.kept(PAGE, from_query).cell != choice.cell
    if pressed or drawn != _ended(choice, laws, job) or (job and not state.holds(job, drawn[0])):
        st.rerun()


def _figure(choice: Choice, shown: Shown) -> None:
    told = (
        captions.regions_in_words(shown.surest, len(shown.plane.cells)) or "Nothing is known yet."
    )
    key = f"{PAGE}:squares"
    map_grid(
        f"The map. {told} Arrow keys walk, Enter plays a square.",
        shown,
        choice.colour,
        Geometry.of(choice.plane.shape),
        choice.cell,
        fills=state.showing().presenting,
        key=key,
        on_open_change=lambda: _open(choice, opened_cell(state.said(key))),
    )


def _open(choice: Choice, cell: Cell | None) -> None:
    """This square is to be played, where there is one."""
    if cell in choice.plane.cells:
        state.keep(PAGE, moved := replace(choice, cell=cell), to_query(moved))


def _words(shown: Shown) -> None:
    """What the colours are, and what is remarkable."""
    law = captions.edge(shown.plane, shown.whole) if shown.whole else None
    if law:
        source = captions.source_in_words(shown.whole, shown.plane.lineages)
        st.markdown(f"{source} {captions.ranges(law)}")
    if shown.counted:
        source = captions.source_in_words(shown.counted, shown.plane.lineages)
        st.markdown(f"{source} {captions.beside_law(shown.plane, shown.counted, law).words}")
    said = captions.regions_in_words(shown.surest, len(shown.plane.cells))
    if said:
        st.markdown(said)
    named = "; ".join(f"**{name}**: {why}" for name, why in captions.REGIONS.items())
    st.caption(f"Blue is kept, orange is gone. In words, {named}. The line is where half is.")
    if shown.doubtful:
        count = len(shown.doubtful)
        which = "One square disagrees" if count == 1 else f"{spelled(count)} squares disagree"
        st.warning(f"{which.capitalize()} with the law beyond chance: marked by a diamond.")
    if shown.failed:
        why = in_markdown(next(iter(shown.failed.values())))
        st.caption(f"{len(shown.failed):,} cannot be run, and are grey; the first: {why}.")


def _progress(job: MapJob) -> None:
    """How many squares are there, and what can be done about the others."""
    cells = job.map
    if job.state == JobState.DONE:
        return
    runs = "run" if cells.runs_left == 1 else "runs"
    said = f"{cells.done:,} of {cells.total:,} squares, {cells.runs_left:,} {runs} left"
    seconds = _seconds_left(cells)
    said += f", {duration(seconds)}" if seconds else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.finished:
            stopped(job, f": {job.error}", f"at {said}", "Go on with the map")
            return
        share = cells.done / max(cells.total, 1)
        under_way(job, "cancel map", lambda: st.progress(share, said), pausing=True)
