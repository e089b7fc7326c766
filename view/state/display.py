"""How the present page is shown: as its link has it, until the visitor wants it otherwise."""

from dataclasses import replace

import streamlit as st

from view.state.page_link import forget, led_to, look, name_link, of_session
from view.state.page_state import showing
from view.state.presses import this_script, undisturbed
from view.urls.display import DisplayOptions, without
from view.urls.mended import mended


@undisturbed()
def arrive(page: str) -> DisplayOptions:
    """The visitor is on this page now. What concerns the room, not the experiment, goes along from
    page to page; the rest is as the page's own link has it."""
    look()
    shown, here = of_session("showing"), st.session_state.get("here")
    query = st.query_params.to_dict()
    led = led_to(this_script())
    st.session_state.update(drawing=True, script=this_script())
    st.session_state.pop("led", None)
    if here != page:  # what was said of another page's link says nothing here
        told = None if led else query  # a late word of the page before may have changed it
        st.session_state.update(link=query, told=told, behind=False)
    if here and here != page and (query or led):  # it counts, whatever was left here
        forget(page)
    if page not in shown:
        shown[page], of_session("odd")[page] = DisplayOptions.from_query(mended(query))
    if embedded():
        shown[page] = replace(shown[page], presenting=False)
    if here and here != page:
        room, own = shown[here], shown[page]
        shown[page] = replace(
            own, sidebar=room.sidebar, presenting=room.presenting, ahead=room.ahead
        )
        share(False)
    st.session_state["here"] = page
    st.session_state.update(draws=drawn() + 1, outdated=False)
    st.session_state["offered"] = st.session_state.get("drawn", {}) if here == page else {}
    st.session_state["drawn"] = {}
    _say(shown[page])
    return showing()


def drawn() -> int:
    """How often this visitor's pages have been drawn as a whole."""
    return int(st.session_state.get("draws", 0))


@undisturbed()
def show_as(showing: DisplayOptions) -> None:
    """So it is from now on, also in the link; what was wrong with that is past."""
    here = st.session_state["here"]
    of_session("showing")[here], of_session("odd")[here] = showing, []
    _say(showing)


def present() -> None:
    """The view for a projector, or back from it."""
    now = showing()
    show_as(replace(now, presenting=not now.presenting))


def look_ahead(ahead: bool) -> None:
    """Whether what lies ahead in a film is shown: it concerns the whole page."""
    show_as(replace(showing(), ahead=ahead))
    st.session_state["outdated"] = True


def outdated() -> bool:
    """Whether a part of the page has changed what concerns the whole, which is to be drawn anew."""
    return bool(st.session_state.get("outdated"))


def _say(showing: DisplayOptions) -> None:
    query = st.session_state.get("link", st.query_params.to_dict())
    name_link(without(mended(query)) | showing.to_query())


def odd() -> list[str]:
    """What the link asked for that nobody can show, one sentence each."""
    found: list[str] = of_session("odd").get(st.session_state["here"], [])
    return found


def embedded() -> bool:
    """Whether the page is part of another: then player and sentence stand alone."""
    return bool(st.context.is_embedded)


def bare() -> bool:
    """Whether there is room for player and sentence only: on a projector, or in another page."""
    return embedded() or showing().presenting


def locked(name: str, label: str) -> bool:
    """Whether the link locks this knob, which is about to be drawn with this label."""
    st.session_state.setdefault("drawn", {})[name] = label
    return name in showing().locked


def lockable() -> dict[str, str]:
    """The knobs that the page had when it was last drawn, each with its label."""
    found: dict[str, str] = st.session_state.get("offered", {})
    return found


def share(wanted: bool = True) -> None:
    """The visitor wants to see how to pass the page on, or has seen it."""
    st.session_state["sharing"] = wanted


def sharing() -> bool:
    """Whether that is so."""
    return bool(st.session_state.get("sharing"))
