"""Map: thousands of runs at a glance, each square some lineages of one experiment."""

import streamlit as st

from view.map.behind import behind
from view.map.page import opened, take_away
from view.map.squares import squares

choice, laws = opened("How much real data is enough?")
job = squares(choice, laws)
st.markdown(
    "Each square is an experiment, run again and again with other chance; its colour is what is "
    "left in the end. A press on one plays it."
)
behind(choice, job)
take_away(choice, laws, job)
