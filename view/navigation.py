"""The dashboard's pages."""

from pathlib import Path

import streamlit as st

from view.page_files import ADDRESSES, FIRST, TITLES, address_of, path_of
from view.shell.frame import framed

st.set_page_config(page_title="Copy of a Copy", page_icon="📄", layout="wide")
st.html(Path(__file__).parent / "shell" / "page.css")
page = st.navigation(
    [
        st.Page(path_of(name), title=title, url_path=address_of(name), default=name == FIRST)
        for name, title in TITLES.items()
    ],
    position="top",
)
with framed(ADDRESSES[page.url_path]):
    page.run()
