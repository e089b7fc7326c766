"""By hand: the same run, one generation a press, for a class that throws together."""

import streamlit as st

from engine import Settings
from engine.jobs import TrajectoryJob
from view import state
from view.modalities.symbols import captions as throws
from view.modalities.symbols import counts
from view.page_specs import PageSpec
from view.sections.player import screen
from view.sections.run import about, alone, consent

WHO = {False: "The computer throws", True: "We throw, by hand"}


def who(offer: PageSpec) -> None:
    """Who throws: a choice above everything else, and remembered like the settings."""
    if state.embedded():
        return
    key = state.seeded(f"{offer.page}:by hand", state.in_hand(offer))
    chosen = st.segmented_control(
        "Who throws?",
        WHO,
        default=bool(state.said(key)),
        key=key,
        format_func=WHO.__getitem__,
        required=True,
        label_visibility="collapsed",
        width="content",
    )
    state.take_in_hand(offer, bool(chosen))


def thrown(offer: PageSpec, chosen: Settings) -> None:
    """The run as far as the viewer has thrown, and a way back to the computer."""
    if not consent(chosen):
        return
    (run,) = state.show(chosen)
    st.header(f"Which {counts.noun(chosen)} will be gone first?", anchor=False)
    if not state.bare():
        st.markdown(throws.by_hand(chosen))
    _stage(run)
    about(offer, chosen)
    alone()
    st.button("Let the computer go on from here", on_click=state.put_down, args=(offer,))


@st.fragment
def _stage(run: TrajectoryJob) -> None:
    """Only the player moves: a press is answered in the browser."""
    state.still_here()
    label = f"Once more: {counts.samples(run.settings)}"
    screen(run, "player", by_hand=label)
