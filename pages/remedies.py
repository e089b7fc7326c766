"""Remedies: the same data and the same chance, read in up to four ways, side by side."""

import streamlit as st

from view.comparison import chart, footnotes
from view.downloads import downloads
from view.enough import enough
from view.offers import REMEDIES
from view.remedies import intervene, lanes, ledger
from view.stage import opened

chosen = opened(
    REMEDIES, "What helps?",
    "The same data, the same model, the same chance; only what each generation reads differs.",
)  # fmt: skip
runs, paused_at = lanes(REMEDIES, chosen)
if runs and all(run.finished and run.trajectory.length for run in runs):
    ledger(runs, paused_at)
    enough(chosen, runs)
    intervene(REMEDIES, chosen, paused_at)
    chart(runs)
    footnotes(runs)
    st.subheader("Take it with you", anchor=False)
    downloads(REMEDIES, runs)
