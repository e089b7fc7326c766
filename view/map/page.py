"""The page Map: which knobs are turned, the squares, and the run behind one of them."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import PRESETS, BadSpec, Settings
from engine.jobs import JobState, MapJob
from engine.knobs import name_of
from engine.map import Axis, Cell, Map, Plane, axes, axis
from view import state
from view.captions.format import spelled
from view.captions.progress import duration
from view.controls.knob_widgets import Knobs
from view.controls.sidebar import unlock
from view.letters import in_markdown
from view.map import captions
from view.map.captions import MEASURES
from view.map.figure import Shown, map_figure
from view.map.files import SCRIPT, map_json, map_pack, map_script, table_csv
from view.map.geometry import Geometry
from view.map.keyboard.component import opened_cell, walk
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
from view.map.picture import map_png, map_svg
from view.page_files import TITLES, path_of
from view.page_specs import OFFERS, PageSpec
from view.sections.cancelling import stopped, under_way
from view.sections.chart import drawing
from view.sections.downloads import button, row
from view.sections.link_warnings import ignored
from view.sections.player import screen
from view.sections.run import alone, consent, deeds, head
from view.sections.table import table
from view.state.address import address
from view.state.maps import Laws
from view.urls.experiment import Choices, encode

PAGE = "map"

PATIENCE = 60.0
"""Seconds of computing that start without asking: they stop nobody from looking at the law."""

TICK = 1.0
"""Seconds between two pictures of a map that grows."""

COST = f"{PAGE}: seconds"
"""What the visitor was told that a map will take."""

Ended = tuple[bool, bool, bool]
"""Whether the runs have ended, the law is known, and the chosen square has run."""

WITHIN = (
    "A table with a row each square, the picture above as a drawing and in pixels, the settings, "
    "and a short script (Python) that computes the same numbers again, to the last digit on the "
    "same kind of processor; a README says which is which."
)

TABLED = 400
"""Rows of a table that a page has room for."""


def opened(title: str) -> tuple[Choice, Laws]:
    """The title, what the colours say, the sidebar, and what was wrong with the link."""
    before = state.kept(PAGE, from_query)
    with head(title) as colours, colours:
        colour = _colours(before)
    with st.sidebar:
        unlock()
        choice = replace(_turned(before), colour=colour)
        st.button(
            "Back to the first map",
            on_click=_adopt,
            args=(first(),),
            width="stretch",
            disabled=choice == first() or _held(),
        )
    _remember(choice)
    ignored(PAGE)
    return choice, state.laws_of(choice.plane)


def _held() -> bool:
    return bool(state.showing().locked)


def _colours(before: Choice) -> str:
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


def _turned(before: Choice) -> Choice:
    """What the widgets say, as far as there is such a map; another base begins anew."""
    key = state.seeded(f"{PAGE}:base", before.base)
    base = st.selectbox(
        "Of what",
        list(BASES),
        state.place(key, list(BASES)),
        key=key,
        format_func=lambda name: PRESETS[name].label if name else "One Gaussian",
        disabled=_held(),
        help="The experiment of which two knobs are turned; the others stay as it has them.",
    )
    if base != before.base:
        before = replace(before, base=base, generations=first(base).generations, cell=None)
    widgets = Knobs(PAGE)
    x, y = (_side(side, before) for side in ("x", "y"))
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
        disabled=_held(),
    )
    chosen = was if name == was.name else usual(name)
    key = state.seeded(f"{PAGE}:{side}:{name}", written(chosen))
    said = st.text_input(
        {"x": "Stops, to the right", "y": "Stops, upwards"}[side],
        state.said(key),
        key=key,
        disabled=_held(),
        help="LOW:HIGH:COUNT, on the knob's own scale, or values with commas between.",
    )
    try:
        return chosen if said == written(chosen) else axis(f"{name}={said}", BASES[before.base])
    except BadSpec as bad:
        st.warning(in_markdown(f"{bad}."))
        return chosen


def _remember(choice: Choice) -> None:
    """This map is the visitor's now, and the link's."""
    state.take(PAGE, choice, from_query, to_query(choice))


def _adopt(choice: Choice) -> None:
    """One that does not come from the widgets: the widgets must follow."""
    state.heard()
    _remember(choice)


@lru_cache(maxsize=32)
def _empty(plane: Plane) -> Map:
    """A map of which nothing has run."""
    return Map(plane)


def squares(choice: Choice, laws: Laws) -> MapJob | None:
    """The sentence, the squares, and how far their runs are; the job, once it has begun."""
    plane = choice.plane
    job, cost = state.show_map(plane), st.container()
    every = TICK if not laws.whole.is_set() or (job and not job.finished) else None
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
    seconds = state.seconds_for(_empty(plane))
    state.note(COST, (plane.key, seconds))
    if seconds <= PATIENCE:
        state.begin_map(plane)
        st.rerun()
    said = f"This map is {_empty(plane).runs_left:,} runs: {duration(seconds)} on this machine."
    with cost:
        st.info(f"{said} They can be paused or cancelled at any time, and what is there stays.")
        st.button(f"Run them, {duration(seconds)}", on_click=state.begin_map, args=(plane,))


def _seconds_left(cells: Map) -> float:
    """What the rest will take, by what was measured before it began; 0 where that was another
    visitor's."""
    key, seconds = state.noted(COST, ("", 0.0))
    whole = _empty(cells.plane).runs_left
    return float(seconds) * cells.runs_left / whole if key == cells.plane.key and whole else 0.0


def _section(choice: Choice, laws: Laws, job: MapJob | None, drawn: Ended) -> None:
    """All that changes while squares are run."""
    state.still_here()
    laws.look()
    shown = Shown.of(job.map if job else _empty(choice.plane), laws.known)
    _headline(shown)
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


def _headline(shown: Shown) -> None:
    whole = shown.whole
    if whole:
        st.header(captions.edge(shown.plane, whole).words, anchor=False)
    else:
        known = len(shown.best)
        st.header(f"{known:,} of {len(shown.plane.cells):,} squares are known.", anchor=False)


def _figure(choice: Choice, shown: Shown) -> None:
    projected = state.showing().presenting
    figure = map_figure(shown, choice.colour, choice.cell, projected=projected)
    told = (
        captions.regions_in_words(shown.surest, len(shown.plane.cells)) or "Nothing is known yet."
    )
    key, keys = f"{PAGE}:squares", f"{PAGE}:keys"
    with st.container(key="squares"):
        drawing(
            figure,
            PAGE,
            told,
            key,
            width=int(figure.layout.width),
            on_select=lambda: _open(choice, _pressed(state.said(key))),
            selection_mode="points",
        )
        walk(
            f"The map. {told} Arrow keys walk, Enter plays a square.",
            [captions.spoken(shown.at(cell)) for cell in choice.plane.cells],
            Geometry.of(choice.plane.shape, projected=projected),
            choice.cell,
            key=keys,
            on_open=lambda: _open(choice, opened_cell(state.said(keys))),
        )


def _pressed(said: Any) -> Cell | None:
    """The square under the mouse."""
    points = (said or {}).get("selection", {}).get("points", [])
    if not points or "customdata" not in points[0]:
        return None
    i, j = points[0]["customdata"][:2]
    return int(i), int(j)


def _open(choice: Choice, cell: Cell | None) -> None:
    """This square is to be played, where there is one."""
    if cell in choice.plane.cells:
        state.keep(PAGE, moved := replace(choice, cell=cell), to_query(moved))


def _words(shown: Shown) -> None:
    """What the colours are, and what is remarkable."""
    if shown.whole:
        source = captions.source_in_words(shown.whole, shown.plane.lineages)
        st.markdown(f"{source} In brackets, the lowest and the highest square.")
    if shown.counted:
        counted = captions.source_in_words(shown.counted, shown.plane.lineages)
        st.markdown(f"{counted} {captions.edge(shown.plane, shown.counted).words}")
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
    said = f"{cells.done:,} of {cells.total:,} squares, {cells.runs_left:,} runs left"
    seconds = _seconds_left(cells)
    said += f", {duration(seconds)}" if seconds else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.finished:
            stopped(job, f": {job.error}", f"at {said}", "Go on with the map")
            return
        share = cells.done / max(cells.total, 1)
        under_way(job, "cancel map", lambda: st.progress(share, said), pausing=True)


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
    shown = Shown.of(job.map if job else _empty(plane), state.laws_of(plane).known)
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
        _remember(replace(choice, cell=cell))
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


def take_away(choice: Choice, laws: Laws, job: MapJob | None) -> None:
    """All squares as a table, as pictures, as a script that computes them again, and all at
    once; what is pressed is made of what is known then."""
    plane = choice.plane
    cells = job.map if job else _empty(plane)
    where = address(to_query(choice))

    def now() -> Shown:
        return Shown.of(cells, laws.known)

    if not now().best:
        return
    colour = choice.colour
    st.subheader("Take it with you", anchor=False)
    button(
        ("Everything (ZIP)", "map.zip", "application/zip", lambda: map_pack(now(), colour, where)),
        "primary",
    )
    st.caption(WITHIN)
    with st.expander("Single files"):
        row(
            ("All squares (CSV)", "map.csv", "text/csv", lambda: table_csv(now())),
            ("Script (Python)", SCRIPT, "text/x-python", lambda: map_script(plane)),
            ("Settings (JSON)", "map.json", "application/json", lambda: map_json(plane)),
        )
        row(
            ("Drawing (SVG)", "map.svg", "image/svg+xml", lambda: map_svg(now(), colour, where)),
            ("Picture (PNG)", "map.png", "image/png", lambda: map_png(now(), colour, where)),
        )
    if len(plane.cells) <= TABLED:
        with st.expander("Square by square"):
            shown = now()
            table("Square by square", captions.rows(plane, shown.best, shown.failed))
