"""Dice: what was thrown becomes the next die, until a single face is left."""

import streamlit as st

from view.byhand import by_hand, thrown
from view.comparison import chart, footnotes, heaps
from view.downloads import downloads
from view.expected import against_theory
from view.lineages import many
from view.offers import DICE
from view.stage import opened, show

chosen = opened(DICE, "A copy of a count.")
if by_hand(DICE):
    thrown(DICE, chosen)
else:
    runs = show(DICE, chosen)
    if runs:
        heaps(runs)
    lineages = many(DICE, chosen, runs)
    against_theory(DICE, chosen, runs, lineages)
    if runs:
        chart(runs)
        footnotes(runs)
        st.subheader("Take it with you", anchor=False)
        downloads(DICE, runs, lineages)
