"""The dashboard's pages."""

from pathlib import Path

import streamlit as st

from view.page_files import FIRST, path_of
from view.shell.frame import framed

st.set_page_config(page_title="Copy of a Copy", page_icon="📄", layout="wide")
st.html(Path(__file__).parent / "shell" / "page.css")
page = st.navigation(
    [
        st.Page(path_of(FIRST), title=FIRST.capitalize(), default=True),
        st.Page(path_of("lesson"), title="Lesson"),
        st.Page(path_of("dice"), title="Dice"),
        st.Page(path_of("digits"), title="Digits"),
        st.Page(path_of("language"), title="Language"),
        st.Page(path_of("remedies"), title="Remedies"),
        st.Page(path_of("horizon"), title="Horizon"),
        st.Page(path_of("glossary"), title="Glossary"),
    ],
    position="top",
)
with framed(page.title.lower()):
    page.run()
