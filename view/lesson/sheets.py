"""For the class: the sheet of questions, and one of answers, which real runs give."""

import time

import streamlit as st

from view import session
from view.lesson import paper, place
from view.lesson.marks import marked
from view.lesson.step import Step
from view.lesson.steps import STEPS
from view.lesson.watched import Watched, prepared

TICK = 1.0
"""Seconds between two looks at runs that are prepared."""

GLANCE = 0.4
"""Seconds of one look."""


def sheets() -> None:
    """Both downloads; the answers once they are there."""
    with st.expander("For the class: a sheet to print", key="lesson:class"):
        st.markdown("One page file each, which opens without the internet and prints on A4 or "
                    "letter: the questions with room to draw, and the answers apart.")  # fmt: skip
        here = place.here()
        with st.container(horizontal=True):
            st.download_button("Questions", paper.questions(_address()), "questions.html",
                               "text/html", key="lesson:questions", on_click="ignore")  # fmt: skip
            if len(here.told) == len(STEPS):
                answers = paper.answers(_address(), here.told)
                st.download_button("Answers", answers, "answers.html", "text/html",
                                   key="lesson:answers", on_click="ignore")  # fmt: skip
            elif not here.preparing:
                st.button("Compute the answers", key="lesson:prepare",
                          on_click=place.prepare, args=(True,),
                          help="Runs every step once; half a minute or so.")  # fmt: skip
        if here.preparing:
            st.fragment(_preparing, run_every=TICK)()


def _address() -> str:
    """Where this dashboard is, as the visitor's browser has it."""
    url = str(st.context.url or "")
    return url.partition("?")[0].rpartition("/")[0] + "/" if url else ""


def _preparing() -> None:
    """One step after the other; the page is drawn anew when all are there."""
    session.still_here()
    end = time.monotonic() + GLANCE
    while (number := len(place.here().told)) < len(STEPS) and time.monotonic() < end:
        found = prepared(STEPS[number], STEPS[number].defaults)
        if found is None:
            break
        place.tell(number, told(STEPS[number], found))
    there = len(place.here().told)
    if there == len(STEPS) or not place.here().preparing:
        place.prepare(False)
        session.prepare_nothing()
        st.rerun()
    st.progress(there / len(STEPS), f"Step {there + 1} of {len(STEPS)} is running")
    st.button("Cancel", key="lesson:cancel sheet", on_click=place.prepare, args=(False,))


def told(step: Step, found: Watched) -> str:
    """What a step's runs have answered, in words."""
    if not found.done:
        return "This run was stopped before its end; compute the answers once more."
    answer = step.answer(found.seen)
    law = step.law(found.seen) if step.law else None
    asked = step.ask(step.defaults)
    return f"{marked(asked, None, answer)} {answer.told} {law.label if law else ''}".strip()
