"""A section of a page that is drawn once somebody opens it, and stays as it was left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from view import state
from view.letters import in_html

Given = ParamSpec("Given")

OPEN_AT_FIRST = False
"""A page is two screens, until one asks for more."""


@contextmanager
def fold(label: str, name: str, *, keeps: bool = True) -> Iterator[bool]:
    """Whether what is in it is to be drawn: once it was opened and, where it `keeps` what is chosen
    within, for as long as the visitor is on the page. It stays as it was left, on every page that
    has one of this name."""
    key = f"fold:{name}"
    st.html(f'<h3 class="unseen" aria-label="{in_html(label)}"></h3>')  # listeners jump to it
    state.carried(key, state.noted(key, OPEN_AT_FIRST))
    # Whether it is open is said by its key alone: another first value would be another widget.
    with st.expander(label, OPEN_AT_FIRST, key=key, on_change="rerun") as it:
        state.note(key, bool(it.open))
        if not keeps:
            yield bool(it.open)
            return
        drawn = f"{key} drawn on {state.here()}"
        state.note(drawn, wanted := bool(it.open or state.noted(drawn, False)))
        yield wanted


def folded(label: str, name: str) -> Callable[[Callable[Given, None]], Callable[Given, None]]:
    """What this draws is such a section."""

    def around(draw: Callable[Given, None]) -> Callable[Given, None]:
        @wraps(draw)
        def drawn(*args: Given.args, **more: Given.kwargs) -> None:
            with fold(label, name) as wanted:
                if wanted:
                    draw(*args, **more)

        return drawn

    return around
