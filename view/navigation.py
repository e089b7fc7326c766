"""The dashboard's pages."""

import streamlit as st

from view.paths import path_of

st.set_page_config(page_title="Copy of a Copy", page_icon="📄", layout="wide")
st.navigation(
    [
        st.Page(path_of("drift"), title="Drift", default=True),
        st.Page(path_of("lesson"), title="Lesson"),
        st.Page(path_of("dice"), title="Dice"),
        st.Page(path_of("digits"), title="Digits"),
        st.Page(path_of("language"), title="Language"),
        st.Page(path_of("remedies"), title="Remedies"),
        st.Page(path_of("glossary"), title="Glossary"),
    ],
    position="top",
).run()
