"""The draggable guess on a Streamlit page: it shows a question, and tells what was guessed."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from view.bundle import bundle

FOLDER = Path(__file__).parent


def guess(chart: Mapping[str, Any], *, key: str, on_guess: Callable[[], None]) -> None:
    """Show the chart of a question, and call when a guess was made on it.

    `chart` is what `view.lesson.chart` makes of a question, its name under "question".
    """
    _renderer()(key=key, data=dict(chart), on_guess_change=on_guess)


def guessed(said: Any, question: str) -> float | None:
    """The value that the browser told, if it is of this question."""
    told = said.get("guess") if said else None
    if not told or told["question"] != question:
        return None
    return float(told["value"])


@cache
def _renderer() -> ComponentRenderer:
    html, css = (asset(f"guess.{kind}") for kind in ("html", "css"))
    return st.components.v2.component("copy_of_a_copy.guess", html=html, css=css, js=javascript())


@cache
def javascript() -> str:
    """Its script, in one piece."""
    return bundle(FOLDER / "guess.js")


@cache
def asset(name: str) -> str:
    """A part of the component, as text."""
    return (FOLDER / name).read_text()
