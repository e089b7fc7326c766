"""Drift: a model is fitted to its own output, generation after generation, and forgets."""

import streamlit as st

from engine import PRESETS
from view import captions, controls, session
from view.downloads import downloads
from view.links import plain, preset_of
from view.offers import DRIFT
from view.stage import chart, show

chosen = controls.choose(DRIFT)
for sentence in session.ignored(DRIFT):
    st.warning(plain(f"A part of the link was ignored: {sentence}."))
preset = preset_of(chosen)
st.markdown(
    "**A copy of a copy.** A model learns from data, the next one only from what the first one "
    "says, and so on. " + (PRESETS[preset].look if preset else "")
)

runs = show(DRIFT, chosen)
if runs:
    chart(runs)
    st.caption(captions.footnote(runs[0].trajectory))
    st.subheader("Take it with you", anchor=False)
    downloads(runs[0])
