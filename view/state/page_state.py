"""What a visitor has on each page: as last kept, at first as the link has it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from view.state.page_link import name_link, of_session
from view.state.presses import undisturbed
from view.urls.display import DisplayOptions, without
from view.urls.mended import mended

Kept = TypeVar("Kept")


@undisturbed()
def kept(page: str, read: Callable[[dict[str, str]], tuple[Kept, list[str]]]) -> Kept:
    """What the visitor has on a page; at first what `read` makes of the link's query, beside one
    sentence for each part that it had to ignore. The link is that of the page that is open: of
    another one it says nothing."""
    pages = of_session("pages")
    if page not in pages:
        query = without(mended(st.query_params.to_dict())) if _open(page) else {}
        pages[page], of_session("ignored")[page] = read(query)
    found: Kept = pages[page]
    return found


def left(page: str) -> Any:
    """What the visitor has left on a page; None where it was not opened yet."""
    return of_session("pages").get(page)


@undisturbed()
def keep(page: str, value: object, query: Mapping[str, str]) -> None:
    """This is the visitor's on a page now, and, where it is open, the link's, beside how the page
    is shown."""
    of_session("pages")[page] = value
    if _open(page):
        name_link(dict(query) | showing().to_query())


@undisturbed()
def take(
    page: str,
    value: Kept,
    read: Callable[[dict[str, str]], tuple[Kept, list[str]]],
    query: Mapping[str, str],
) -> None:
    """The same, by what its widgets say: where that is new, what was wrong with the link is
    past."""
    if value != kept(page, read):
        forgive(page)
    keep(page, value, query)


def ignored(page: str) -> list[str]:
    """What the link asked for that there is not, one sentence each."""
    found: list[str] = of_session("ignored").get(page, [])
    return found


def forgive(page: str) -> None:
    """What was wrong with the link is past."""
    of_session("ignored")[page] = []


def noted(name: str, first: Kept) -> Kept:
    """What a page has noted of this visitor beside its link, which no link takes back."""
    found: Kept = of_session("notes").get(name, first)
    return found


def note(name: str, value: object) -> None:
    """Note it for as long as the visitor stays."""
    of_session("notes")[name] = value


def here() -> str:
    """The page that is open."""
    return str(st.session_state.get("here", ""))


def showing() -> DisplayOptions:
    """How the present page is shown."""
    found: DisplayOptions = of_session("showing").get(here(), DisplayOptions())
    return found


def _open(page: str) -> bool:
    return bool(st.session_state.get("here", page) == page)
