"""Language: models learn to write from each other; first rare words go, then the meaning."""

import streamlit as st

from view.comparison import chart, footnotes
from view.downloads import downloads
from view.manuscripts import courses, manuscripts, surprises
from view.offers import LANGUAGE
from view.stage import opened

chosen = opened(LANGUAGE, "A copy of a text.")
runs = manuscripts(LANGUAGE, chosen)
if runs:
    surprises(runs)
    courses(runs)
    footnotes(runs)
    chart(runs)
    st.subheader("Take it with you", anchor=False)
    downloads(LANGUAGE, runs)
