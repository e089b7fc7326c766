"""The page Words: a search, the words in the order of the alphabet, and the papers."""

from collections.abc import Mapping

import streamlit as st

from engine.words import quoted
from view import state
from view.glossary import ENTRIES, REFERENCES, Entry
from view.letters import in_markdown, shortened
from view.page_files import TITLES, path_of
from view.sections.link_warnings import ignored

PAGE, TERM = "glossary", "term"


def read(link: dict[str, str]) -> tuple[str, list[str]]:
    """The word that a link asks for, and one sentence for each part that had to be ignored."""
    wrong = [
        f"the glossary can be asked for a {TERM}, not for {quoted(name)}"
        for name in link
        if name != TERM
    ]
    term = link.get(TERM, "")
    if term and term not in ENTRIES:
        return "", [*wrong, f"the glossary has no word {quoted(term)}"]
    return term, wrong


def shelf() -> None:
    """What one looks for, or everything."""
    term = state.kept(PAGE, read)
    ignored(PAGE)
    st.header("Every word, in plain words", anchor=False)
    first = ENTRIES[term].name if term else ""
    asked = st.text_input(
        "Look for a word",
        first,
        key="glossary:look",
        width=420,
        placeholder="variance, tail, S23 …",
    )
    found = matching(asked)
    _remember(term, asked)
    if not found:
        said = in_markdown(shortened(asked))
        st.info(f"No word here has “{said}” in it. Empty the field to see all of them.")
    for name, entry in found.items():
        with st.container(gap="xsmall"):
            _entry(name, entry)
    _papers()


def _remember(term: str, asked: str) -> None:
    """The link keeps the word only as long as the field does."""
    kept = term if term and asked == ENTRIES[term].name else ""
    if kept != term:
        state.forgive(PAGE)
    state.keep(PAGE, kept, {TERM: kept} if kept else {})


def matching(asked: str) -> Mapping[str, Entry]:
    """The words whose name has this in it; if none has, those whose explanation or sources do."""
    wanted = asked.strip().casefold()
    named = {n: e for n, e in ENTRIES.items() if wanted in f"{e.name} {n}".casefold()}
    if named:
        return named
    return {
        name: entry
        for name, entry in ENTRIES.items()
        if wanted in " ".join([entry.said, *entry.sources]).casefold()
    }


def _entry(name: str, entry: Entry) -> None:
    """What a word means, where to see it, and who has written about it."""
    st.subheader(entry.name, anchor=name)
    sources = " ".join(f"[{key}](#{key.lower()})" for key in entry.sources)
    st.markdown(f"{entry.said} {sources}")
    if entry.page:
        st.page_link(
            path_of(entry.page),
            label=f"See it: {TITLES[entry.page]}, {entry.look}",
            icon=":material/arrow_forward:",
        )


def _papers() -> None:
    """The papers, by their keys."""
    st.header("The papers", anchor="papers")
    st.caption("Links lead to arXiv, an open archive, on the internet.")
    for key, paper in REFERENCES.items():
        st.subheader(key, anchor=key.lower())
        st.markdown(
            f"{paper.authors} ({paper.year}). {paper.title}. "
            f"[arXiv:{paper.arxiv}]({paper.address}). {paper.more}"
        )
