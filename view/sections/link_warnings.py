"""What is said about a link that asked for what there is not."""

from collections.abc import Iterable

import streamlit as st

from view.urls.experiment import plain


def ignored(sentences: Iterable[str]) -> None:
    """One notice for each part of a link that could not be read."""
    for sentence in sentences:
        end = "" if sentence.endswith("?") else "."
        st.warning(plain(f"A part of the link was ignored: {sentence}{end}"))
