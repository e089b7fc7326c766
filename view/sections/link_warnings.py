"""What is said about a link that asked for what there is not."""

import streamlit as st

from view import state
from view.letters import in_markdown

NOTICES = 5
"""Parts that are named; of more it is said how many there are."""


def ignored(page: str) -> None:
    """One notice for each part of the link to this page that could not be read, up to five."""
    sentences = [*state.odd(), *state.ignored(page)]
    for sentence in sentences[:NOTICES]:
        end = "" if sentence.endswith("?") else "."
        st.warning(in_markdown(f"A part of the link was ignored: {sentence}{end}"))
    if len(sentences) > NOTICES:
        more = len(sentences) - NOTICES
        st.warning(f"And {more:,} more part{'' if more == 1 else 's'} of the link were ignored.")
