"""The page Lesson: alone, or in the class that its link names, as its teacher or as a pupil."""

import streamlit as st

from engine.words import quoted
from view import state
from view.classroom import pupil, teacher
from view.classroom.classroom import Refused
from view.classroom.school import LENGTH, school
from view.classroom.sums import sums
from view.lesson import page, position
from view.letters import in_markdown
from view.sections.fold import folded

SORRY = "class:sorry"
"""What a visitor is told who could not begin a class, or come into one."""


def lesson() -> None:
    """The lesson, for whoever looks."""
    code = position.here().code
    if not code:
        page.lesson()
        if not state.embedded():
            _offer()
            sums()
    elif led := teacher.led(code):
        teacher.teach(led)
    elif room := school().find(code):
        pupil.attend(room)
    else:
        _nobody(code)


@folded("For the class: guess together, on everybody's phone", "class:offer")
def _offer() -> None:
    """A class of one's own, or somebody else's."""
    st.markdown(
        "You lead from this screen, and see everybody's guesses as they come; pupils join with "
        "a code of four letters, without a name or an account. Nothing is kept: a class "
        "lasts four hours at most, or until you end it."
    )
    st.button("Begin a class", key="class:begin", icon=":material/groups:", on_click=_begin)
    _come()
    if sorry := state.noted(SORRY, ""):
        st.warning(sorry)


def _come() -> None:
    """By the code that is on the teacher's screen."""
    st.text_input(
        "Or join one, by its code",
        key="class:code",
        max_chars=LENGTH,
        width=180,
        on_change=lambda: position.enter(str(state.widget("class:code")).strip().upper()),
    )


def _begin() -> None:
    try:
        room = school().begin()
    except Refused as refused:
        state.note(SORRY, refused.sentence)
        return
    state.note(SORRY, "")
    teacher.take(room, room.secret)
    position.enter(room.code)


def _nobody(code: str) -> None:
    """One sentence, and the way on."""
    st.header("No such class", anchor=False)
    st.markdown(
        f"There is no class {in_markdown(quoted(code))} here: it has ended, or its code is another "
        "one."
    )
    _come()
    st.button(
        "To the lesson without a class", key="class:alone", on_click=position.enter, args=("",)
    )
