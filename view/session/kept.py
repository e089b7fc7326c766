"""What a visitor has on each page: as last kept, at first as the link has it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from view.session.widgets import seed_anew

Kept = TypeVar("Kept")


def kept(page: str, read: Callable[[dict[str, str]], tuple[Kept, list[str]]]) -> Kept:
    """What the visitor has on a page; at first what `read` makes of the link's query, beside one
    sentence for each part that it had to ignore."""
    pages = _of_session("pages")
    if page not in pages:
        pages[page], _of_session("ignored")[page] = read(st.query_params.to_dict())
    found: Kept = pages[page]
    return found


def turned_to(page: str) -> None:
    """The visitor is on this page now. A link that led here from another page is read anew,
    whatever was kept; a turn of the page without a link finds things as they were left."""
    before, st.session_state["page"] = st.session_state.get("page", page), page
    if page != before and st.query_params:
        _of_session("pages").pop(page, None)
        seed_anew()


def left(page: str) -> Any:
    """What the visitor has left on a page; None where it was not opened yet."""
    return _of_session("pages").get(page)


def keep(page: str, value: object, query: Mapping[str, str]) -> None:
    """This is the visitor's on a page now, and the link's."""
    _of_session("pages")[page] = value
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)


def ignored(page: str) -> list[str]:
    """What the link asked for that there is not, one sentence each."""
    found: list[str] = _of_session("ignored").get(page, [])
    return found


def forgive(page: str) -> None:
    """What was wrong with the link is past."""
    _of_session("ignored")[page] = []


def _of_session(name: str) -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault(name, {})
    return found
