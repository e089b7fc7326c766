"""The page Map: its title and sidebar, and what can be taken away of it."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from engine.jobs import MapJob
from engine.map import Plane
from view import state
from view.controls.sidebar import unlock
from view.map import captions
from view.map.choosing import PAGE, adopt, colours, held, remember, turned
from view.map.files import SCRIPT, map_json, map_pack, map_script, settings_of, table_csv
from view.map.link import Choice, first, from_query, to_query
from view.map.picture import map_png, map_svg
from view.map.report import map_report
from view.map.shown import Shown
from view.map.squares import empty
from view.sections.downloads import TAKE, button, row
from view.sections.fold import folded
from view.sections.link_warnings import ignored
from view.sections.run import head
from view.sections.table import table
from view.state.address import address
from view.state.maps import Laws

WITHIN = (
    "A table with a row each square, a report that needs no server, the picture above as a drawing "
    "and in pixels, the settings, and a short script (Python) that computes the same numbers "
    "again, to the last digit on the same kind of processor; a README says which is which."
)

SQUARES = "Square by square"

TABLED = 400
"""Rows of a table that a page has room for."""


def opened(title: str) -> tuple[Choice, Laws]:
    """The title, what the colours say, the sidebar, and what was wrong with the link."""
    before = state.kept(PAGE, from_query)
    with head(title) as beside, beside:
        colour = colours(before)
    with st.sidebar:
        unlock()
        choice = turned(replace(before, colour=colour))
        st.button(
            "Back to the first map",
            on_click=adopt,
            args=(first(),),
            width="stretch",
            disabled=choice == first() or held(),
        )
    remember(choice)
    ignored(PAGE)
    return choice, state.laws_of(choice.plane)


def take_away(choice: Choice, laws: Laws, job: MapJob | None) -> None:
    """All squares as a table, as pictures, as a script that computes them again, and all at
    once; what is pressed is made of what is known then."""
    plane = choice.plane
    cells = job.map if job else empty(plane)
    where = address(to_query(choice))

    def now() -> Shown:
        return Shown.of(cells, laws.known)

    if not now().best:
        return
    _files(plane, now, choice.colour, where)
    if len(plane.cells) <= TABLED:
        _table(plane, now)


@folded(SQUARES, "squares")
def _table(plane: Plane, now: Callable[[], Shown]) -> None:
    shown = now()
    table(SQUARES, captions.rows(plane, shown.best, shown.failed))


@folded(TAKE, "files")
def _files(plane: Plane, now: Callable[[], Shown], colour: str, where: str) -> None:
    button(
        ("Everything (ZIP)", "map.zip", "application/zip", lambda: map_pack(now(), colour, where)),
        "primary",
    )
    st.caption(WITHIN)
    with st.expander("Single files"):
        row(
            (
                "Report (HTML)",
                "map.html",
                "text/html",
                lambda: map_report(now(), colour, where, settings_of(plane)),
            ),
            ("All squares (CSV)", "map.csv", "text/csv", lambda: table_csv(now())),
            ("Script (Python)", SCRIPT, "text/x-python", lambda: map_script(plane)),
            ("Settings (JSON)", "map.json", "application/json", lambda: map_json(plane)),
        )
        row(
            ("Drawing (SVG)", "map.svg", "image/svg+xml", lambda: map_svg(now(), colour, where)),
            ("Picture (PNG)", "map.png", "image/png", lambda: map_png(now(), colour, where)),
        )
