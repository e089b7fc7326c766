"""Which knobs of which experiment a map turns: the sidebar, the colours, and the link of both."""

from dataclasses import replace

import streamlit as st

from engine import PRESETS, BadSpec
from engine.map import Axis, Cell, axes, axis
from view import state
from view.controls.knob_widgets import Knobs
from view.letters import in_markdown
from view.map import captions
from view.map.captions import MEASURES
from view.map.link import (
    BASES,
    FEW,
    GENERATIONS,
    Choice,
    first,
    from_query,
    to_query,
    usual,
    written,
)

PAGE = "map"


def held() -> bool:
    """Whether its knobs are locked."""
    return bool(state.showing().locked)


def colours(before: Choice) -> str:
    """What the colours say."""
    key = state.seeded(f"{PAGE}:colour", before.colour)
    chosen = st.segmented_control(
        "Colours",
        list(MEASURES),
        default=state.said(key) or before.colour,
        key=key,
        format_func=lambda name: MEASURES[name].label,
        required=True,
        label_visibility="collapsed",
    )
    return chosen or before.colour


def turned(before: Choice) -> Choice:
    """What the widgets say, as far as there is such a map; another base begins anew."""
    key = state.seeded(f"{PAGE}:base", before.base)
    base = st.selectbox(
        "Of what",
        list(BASES),
        state.place(key, list(BASES)),
        key=key,
        format_func=lambda name: PRESETS[name].label if name else "One Gaussian",
        disabled=held(),
        help="The experiment of which two knobs are turned; the others stay as it has them.",
    )
    if base != before.base:
        before = replace(before, base=base, generations=first(base).generations, cell=None)
    widgets = Knobs(PAGE)
    x, y = (_side(side, before) for side in ("x", "y"))
    if x.name == y.name and x.name in (before.x.name, before.y.name):  # they change places
        x, y = (before.y, x) if x.name == before.x.name else (y, before.x)
        adopt(replace(before, x=x, y=y, cell=None))
        st.rerun()
    choice = replace(
        before,
        x=x,
        y=y,
        generations=widgets.widget("generations", GENERATIONS, before.generations),
        lineages=widgets.widget("lineages", FEW, before.lineages),
    )
    try:
        choice.plane  # noqa: B018  there may be no such map
    except BadSpec as bad:
        st.warning(in_markdown(f"There is no such map: {bad}."))
        return before
    return replace(choice, cell=_same(before, choice))


def _same(before: Choice, now: Choice) -> Cell | None:
    """The cell that was pressed, where there is one of these values still."""
    if before.cell is None or (before.x.name, before.y.name) != (now.x.name, now.y.name):
        return None
    x, y = (side.values[at] for side, at in zip((before.x, before.y), before.cell, strict=True))
    if x not in now.x.values or y not in now.y.values:
        return None
    return now.x.values.index(x), now.y.values.index(y)


def _side(side: str, before: Choice) -> Axis:
    """The knob along one side, and where it stops."""
    was: Axis = getattr(before, side)
    key = state.seeded(f"{PAGE}:{side}", was.name)
    name = st.selectbox(
        {"x": "To the right", "y": "Upwards"}[side],
        list(axes()),
        state.place(key, list(axes())),
        key=key,
        format_func=captions.name_of_axis,
        disabled=held(),
    )
    chosen = was if name == was.name else usual(name)
    key = state.seeded(f"{PAGE}:{side}:{name}", written(chosen))
    said = st.text_input(
        {"x": "Stops, to the right", "y": "Stops, upwards"}[side],
        state.said(key),
        key=key,
        disabled=held(),
        help="LOW:HIGH:COUNT, on the knob's own scale, or values with commas between.",
    )
    try:
        return chosen if said == written(chosen) else axis(f"{name}={said}", BASES[before.base])
    except BadSpec as bad:
        st.warning(in_markdown(f"{bad}."))
        return chosen


def remember(choice: Choice) -> None:
    """This map is the visitor's now, and the link's."""
    state.take(PAGE, choice, from_query, to_query(choice))


def adopt(choice: Choice) -> None:
    """One that does not come from the widgets: the widgets must follow."""
    state.heard()
    remember(choice)
