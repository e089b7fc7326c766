"""Horizon: when does human data run out, and what do models read then?"""

import streamlit as st

from view.horizon.page import and_then, course, opened, published, take_away

outlook, drawn = opened()
st.markdown(
    "**How long will what people write be enough?** Models learn from text and pictures that "
    "people have made: the *stock*. It grows slowly; what one training uses grows fast. How fast "
    "is not known for sure, so 10,000 futures are drawn, each with its own numbers."
)
course(outlook, drawn)
published(outlook)
take_away(outlook, drawn)
and_then(outlook, drawn)
