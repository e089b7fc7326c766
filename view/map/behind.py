"""The run behind one square of a map."""

from dataclasses import replace
from typing import Any

import streamlit as st

from engine import Settings
from engine.jobs import MapJob
from engine.knobs import name_of
from engine.map import Axis, Cell
from view import state
from view.letters import in_markdown
from view.map import captions
from view.map.choosing import PAGE, remember
from view.map.link import Choice
from view.map.shown import Shown
from view.map.squares import empty
from view.page_files import TITLES, path_of
from view.page_specs import OFFERS, PageSpec
from view.sections.player import screen
from view.sections.run import consent, deeds
from view.urls.experiment import Choices, encode


def behind(choice: Choice, job: MapJob | None) -> None:
    """The cell that was pressed, or chosen by its values: its numbers, and its middle lineage."""
    st.subheader("Behind a square", anchor=False)
    plane = choice.plane
    cell = _walked(choice)
    if cell is None:
        st.caption(
            "Press a square, walk there with the arrow keys and press Enter, or choose it by its "
            "values."
        )
        return
    shown = Shown.of(job.map if job else empty(plane), state.laws_of(plane).known)
    if cell in shown.failed:
        why = in_markdown(shown.failed[cell])
        st.warning(f"{captions.where(plane, cell)}: there is no run. {why}.")
        return
    if fates := shown.best.get(cell):
        st.markdown(captions.told(plane, cell, fates, shown.laws.get(cell)).words)
    runs = shown.runs.get(cell)
    if runs is None and job and not job.finished:
        st.caption("Its lineages are about to run: then the middle one is played here.")
        return
    number = runs.middle if runs else 0
    settings = replace(plane.settings(cell), seed=plane.seeds[number])
    which = "the middle one of its lineages" if runs else "its first lineage"
    _play(settings, f"Seed {settings.seed:,}: {which}.")


def _walked(choice: Choice) -> Cell | None:
    """Both values by themselves: for the keyboard, and for whoever does not see the squares."""
    found = []
    at = choice.cell
    columns = st.columns(2)
    for number, (side, place) in enumerate(zip((choice.x, choice.y), columns, strict=True)):
        with place:
            found.append(_value(choice, side, at[number] if at else None, number))
    if None in found:
        return at
    cell = (found[0], found[1])
    if cell != at:
        remember(replace(choice, cell=cell))
    return cell


def _value(choice: Choice, side: Axis, at: int | None, number: int) -> Any:
    stops = list(range(len(side.values)))
    key = state.seeded(f"{PAGE}:cell:{number}:{side.name}:{len(stops)}", at)
    return st.selectbox(
        captions.name_of_axis(side.name),
        stops,
        state.said(key),
        key=key,
        format_func=lambda stop: f"{side.values[stop]:,.6g}",
        placeholder="any",
    )


def _play(settings: Settings, said: str) -> None:
    """A lineage, as a film, and where it is at home."""
    offer = _home(settings)
    if consent(settings):
        (run,) = state.show(settings)
        st.fragment(_film)(run, said, run.finished)
    st.page_link(
        path_of(offer.page),
        label=f"**{TITLES[offer.page]}: this run with all that is said of it**",
        icon=":material/arrow_forward:",
        query_params=encode(offer, Choices(settings, first=settings.seed)),
    )


def _film(run: Any, said: str, drawn_finished: bool) -> None:
    state.still_here()
    st.caption(said)
    screen(run, f"{PAGE} film", fills=False)
    deeds(run, f" of {PAGE}")
    if not state.holds(run, drawn_finished):
        st.rerun()


def _home(settings: Settings) -> PageSpec:
    """Where such data are."""
    return next(offer for offer in OFFERS if name_of(settings.truth) in offer.truths)
