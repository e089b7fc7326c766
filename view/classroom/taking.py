"""The sheet of a class's guesses, to be taken along."""

from collections.abc import Sequence

import streamlit as st

from view.classroom import sheet
from view.classroom.classroom import Asked


def take_sheet(put: Sequence[Asked]) -> None:
    """To print, and as CSV."""
    with st.container(horizontal=True):
        st.download_button(
            "The sheet, to print",
            sheet.printed(put),
            "class.html",
            "text/html",
            key="class:print",
            on_click="ignore",
        )
        st.download_button(
            "The sheet as CSV",
            sheet.as_csv(put),
            "class.csv",
            "text/csv",
            key="class:csv",
            on_click="ignore",
        )
