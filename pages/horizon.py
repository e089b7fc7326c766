"""Horizon: when does human data run out, and what do models read then?"""

import streamlit as st

from view.horizon.page import and_then, course, opened, published, take_away

outlook, drawn = opened("How long will it be enough?")
course(outlook, drawn)
st.markdown(
    "Models learn from text and pictures that people have made: the *stock*. It grows slowly; what "
    "one training uses grows fast. How fast is not known for sure, so 10,000 futures are drawn, "
    "each with its own numbers."
)
published(outlook)
and_then(outlook, drawn)
take_away(outlook, drawn)
