"""A visitor's own text, as it is chosen in the sidebar."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from engine import BadSpec
from engine.data.corpus import Corpus, decoded
from engine.knobs import knobs_of
from engine.truths.text import Text
from view import uploaded_files
from view.controls.own_file import choose_file, keep_file
from view.letters import in_markdown


def choose_text(current: Text, key: str, take: Callable[[str], None]) -> Text | None:
    """The text that is read, with ways to `take` another by its key or by no key; None while the
    widget with the key holds a file that cannot be used."""
    file = choose_file(
        "A text of your own, up to 5 MB",
        key=key,
        on_change=take,
        args=(key,),
        help="Plain text in UTF-8, in any language; a few thousand words at least. Without one, "
        "the reference of the language Python is read. The file stays on this server for a day, or "
        "until the server is started anew.",
    )
    try:
        if file is not None:
            taken(current, file)
        if current.file:
            st.caption(f"Your own text is read: {current.taught.size:,} words and marks.")
            st.button("Back to the reference of Python", on_click=take, args=("",))
        return current
    except BadSpec as bad:
        said = in_markdown(f"This text cannot be used: {bad}. What was shown before is still here.")
        st.error(said)
    return None


def taken(current: Text, file: Any) -> Text:
    """The same with an uploaded file, which is kept.

    Raises:
        BadSpec: it is no text, or too short a one; one sentence.
    """
    return replace(
        current,
        file=str(keep_file(file.getvalue(), uploaded_files.ENDINGS[Text], _readable)),
    )


def _readable(data: bytes) -> None:
    Corpus.of(decoded(data), int(knobs_of(Text)["vocabulary"].default))
