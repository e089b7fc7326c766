"""The two screens of a class that the browser draws: a pupil's phone, and the teacher's board."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view.bundle import bundle
from view.classroom.classroom import Classroom
from view.classroom.routes import address
from view.lesson.guess.component import asset

FOLDER = Path(__file__).parent

PHONE, BOARD = "class:phone", "class:board"
"""The keys of both on their pages."""


def phone(room: Classroom, film: str, on_secret: Callable[[], None]) -> None:
    """A pupil's screen, on a page that shows the film of the question called `film`, or none.
    `on_secret` is called where the tab turns out to be the teacher's."""
    data = {"code": room.code, "room": address(room.code), "film": film}
    _renderer("phone")(key=PHONE, data=data, on_turn_change=_drawn, on_secret_change=on_secret)


def board(room: Classroom, seat: str, **question: Any) -> None:
    """How many are here, and what they have guessed: as `chart` or among `choices`."""
    shown: Mapping[str, Any] = {"question": "", "chart": None, "choices": None, "truth": None}
    data = {"code": room.code, "room": address(room.code), "secret": room.secret, "seat": seat}
    _renderer("board")(key=BOARD, data={**data, **shown, **question}, on_lost_change=_drawn)


def _drawn() -> None:
    """The page is drawn anew, and nothing else is wanted."""


@cache
def _renderer(name: str) -> ComponentRenderer:
    html = (FOLDER / f"{name}.html").read_text().replace("{guess}", asset("guess.html"))
    css = asset("guess.css") + (FOLDER / "classroom.css").read_text()
    js = bundle(FOLDER / "js" / f"{name}.js")
    return st.components.v2.component(f"copy_of_a_copy.{name}", html=html, css=css, js=js)
