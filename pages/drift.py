"""Drift: a model is fitted to its own output, generation after generation, and forgets."""

import streamlit as st

from view.comparison import chart, footnotes
from view.downloads import downloads
from view.expected import against_theory
from view.lineages import many
from view.offers import DRIFT
from view.stage import opened, show

chosen = opened(DRIFT, "A copy of a copy.")
runs = show(DRIFT, chosen)
lineages = many(DRIFT, chosen, runs)
against_theory(DRIFT, chosen, runs, lineages)
if runs:
    chart(runs)
    footnotes(runs)
    st.subheader("Take it with you", anchor=False)
    downloads(DRIFT, runs, lineages)
