"""A pupil's page: the phone's screen, and below it the film of what happened."""

from functools import partial

import streamlit as st

from view import state
from view.classroom import teacher
from view.classroom.classroom import Classroom
from view.classroom.component import PHONE, phone
from view.lesson.jobs import watched
from view.lesson.question import waiting


def attend(room: Classroom) -> None:
    """The class as one of its pupils sees it."""
    asked = room.now
    answered = asked if asked and asked.answer else None
    st.header(f"Class {room.code}", anchor=False)
    phone(room, answered.name if answered else "", partial(_back, room))
    if answered:
        seen = watched(answered.step, answered.dials).wait()
        if seen.done:
            answered.step.show(seen.runs, seen.lineages)
        else:
            waiting(seen)


def _back(room: Classroom) -> None:
    """It is the teacher's tab, which was loaded again."""
    said = state.said(PHONE)
    teacher.take(room, str(said.get("secret")) if said else "")
