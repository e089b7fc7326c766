"""The dashboard's pages."""

from pathlib import Path

import streamlit as st

from view.frame.around import framed

PAGES = Path(__file__).parent.parent / "pages"

st.set_page_config(page_title="Copy of a Copy", page_icon="📄", layout="wide")
st.html(Path(__file__).with_name("page.css"))
page = st.navigation(
    [
        st.Page(PAGES / "drift.py", title="Drift", default=True),
        st.Page(PAGES / "dice.py", title="Dice"),
        st.Page(PAGES / "digits.py", title="Digits"),
        st.Page(PAGES / "language.py", title="Language"),
        st.Page(PAGES / "remedies.py", title="Remedies"),
    ],
    position="top",
)
with framed(page.title.lower()):
    page.run()
