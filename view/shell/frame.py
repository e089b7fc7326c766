"""Every page's frame: as its link wants it shown, with a row of quiet buttons in its corner."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from engine.jobs import Full
from view import state
from view.letters import in_html, in_markdown
from view.shell.keyboard.component import keys
from view.shell.redraw.component import anew
from view.shell.share import share
from view.state.address import address

FOLDER = Path(__file__).parent


@contextmanager
def framed(page: str) -> Iterator[None]:
    """Around the page of this name, whatever it draws."""
    try:
        state.arrive(page)
        state.open_eyes()
        st.html(_style())
        anew()
        if not state.embedded():
            _corner(page)
        body = st.container()
        if state.embedded():
            _way_out()  # drawn first, for the page may end early
        with body:
            try:
                yield
            except Full as full:
                st.info(in_markdown(str(full)))
            state.tell_link()
        state.close_eyes()
    finally:
        state.collect_soon()


def _corner(page: str) -> None:
    """What one can do with any page."""
    with st.container(key="corner", horizontal=True, gap=None):
        st.button(
            "Share",
            key="share",
            icon=":material/share:",
            type="tertiary",
            on_click=state.share,
            help="A link, a QR code, or a frame for a page of your own.",
        )
        keys(presenting=state.showing().presenting)
    if state.sharing():
        share(page)


def _way_out() -> None:
    """From another's page to the whole of this one."""
    whole = in_html(address(st.query_params.to_dict()))
    st.html(
        f'<a class="way-out" href="{whole}" target="_blank" rel="noopener">Copy of a Copy ↗</a>'
    )


def _style() -> str:
    """The rules for what is not to be seen, and for how large the rest is."""
    shown = state.showing()
    sheets = {
        "corner": True,
        "embedded": state.embedded(),
        "bare": state.bare() or not shown.sidebar,
        "presenting": shown.presenting,
    }
    rules = [(FOLDER / f"{name}.css").read_text() for name, wanted in sheets.items() if wanted]
    return f"<style>{''.join(rules)}</style>"
