"""Digits: networks learn to write from each other, and ten digits become one blur."""

import streamlit as st

from engine import PRESETS
from view import captions, controls, session
from view.downloads import downloads
from view.links import plain, preset_of
from view.offers import DIGITS
from view.stage import chart, show, stream

chosen = controls.choose(DIGITS)
for sentence in session.ignored(DIGITS):
    st.warning(plain(f"A part of the link was ignored: {sentence}."))
preset = preset_of(chosen)
st.markdown(
    "**A copy of a digit.** A model learns to write from 1,797 handwritten digits, the next one "
    "only from what the first one writes. " + (PRESETS[preset].look if preset else "")
)

runs = show(DIGITS, chosen)
if runs:
    stream(runs)
    st.caption(captions.footnote(runs[0].trajectory))
    chart(runs)
    st.subheader("Take it with you", anchor=False)
    downloads(runs[0])
