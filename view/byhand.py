"""By hand: the same run, one generation a press, for a class that throws together."""

import streamlit as st

from engine import Settings
from engine.jobs import TrajectoryJob
from view import counts, session, throws
from view.feed import Feed
from view.offers import Offer
from view.screen import screen
from view.stage import alone, consent

WHO = {False: "the computer", True: "we, by hand"}


def by_hand(offer: Offer) -> bool:
    """Who throws: a choice above everything else, and remembered like the settings."""
    if session.embedded():
        return session.in_hand(offer)
    key = session.seeded(f"{offer.page}:by hand", session.in_hand(offer))
    chosen = st.segmented_control("Who throws?", WHO, key=key, format_func=lambda hand: WHO[hand],
                                  required=True)  # fmt: skip
    session.take_in_hand(offer, bool(chosen))
    return bool(chosen)


def thrown(offer: Offer, chosen: Settings) -> None:
    """The run as far as the viewer has thrown, and a way back to the computer."""
    if not consent(chosen):
        return
    (run,) = session.show(chosen)
    st.header(f"Which {counts.noun(chosen)} will be gone first?", anchor=False)
    if not session.bare():
        st.markdown(throws.by_hand(chosen))
    _stage(run)
    alone()
    st.button("Let the computer go on from here", on_click=session.put_down, args=(offer,))


@st.fragment
def _stage(run: TrajectoryJob) -> None:
    """Only the player moves: a press is answered in the browser."""
    session.still_here()
    label = f"Once more: {counts.samples(run.settings)}"
    screen(Feed(run), "player", run.wait, by_hand=label)
