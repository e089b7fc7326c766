"""Result codes of those who have worked alone, added up as a class's guesses are."""

import re

import streamlit as st

from view.classroom import news
from view.classroom.classroom import Asked
from view.classroom.taking import take_sheet
from view.lesson import result_code, worksheets
from view.lesson.steps import STEPS
from view.sections.fold import folded

CODES, CHARACTERS = 500, 20_000
"""How many codes are read, and how long a text is taken."""


@folded("For the class: add up result codes", "class:sums")
def sums() -> None:
    """A place for the codes, and what they come to."""
    st.markdown(
        "Whoever has worked through the lesson alone gets a code at its end. Paste those of "
        "your class here, one a line."
    )
    text = st.text_area("Result codes", key="class:codes", max_chars=CHARACTERS, height=120)
    put, read, wrong = added(text)
    if wrong:
        st.warning(f"Not a result code of this lesson: line {', '.join(map(str, wrong))}.")
    if not read:
        return
    st.markdown(f"**{read} {'code' if read == 1 else 'codes'} added up.**")
    for asked in put:
        st.markdown(f"{asked.number + 1}. {asked.step.title}: {news.score(asked)}")
    if not worksheets.sheet().whole:
        st.caption("What happened is held against them once the answers of the sheet are computed.")
    take_sheet(put)


def added(text: str) -> tuple[list[Asked], int, list[int]]:
    """Each step's question with all guesses, how many codes were read, and the lines of those that
    were not."""
    found = worksheets.sheet().found
    put = [
        Asked(f"{number + 1}", number, step, step.defaults, answer=found.get(number))
        for number, step in enumerate(STEPS)
    ]
    read, wrong = 0, list[int]()
    for line, code in enumerate(text.splitlines()[:CODES], 1):
        if not re.search(r"\w", code):
            continue
        try:
            guesses = result_code.decoded(code)
        except result_code.Unreadable:
            wrong.append(line)
            continue
        read += 1
        for asked, guess in zip(put, guesses, strict=True):
            if guess is not None:
                asked.guesses[str(line)] = guess
    return [asked for asked in put if asked.guesses], read, wrong
