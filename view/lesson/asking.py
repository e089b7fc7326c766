"""A question of the lesson: what is asked, what is guessed, and the wait for the run's answer."""

import streamlit as st

from engine.jobs import JobState
from view import session
from view.guess.mount import guess, guessed
from view.lesson import chart, given, place
from view.lesson.step import Answer, Law, Pick, Point, Step
from view.lesson.watched import Watched
from view.lineages import headway
from view.stage import progress

TICK = 0.5
"""Seconds between two looks at a run that one waits for."""

POINT = "lesson:guess"
"""The key of the chart on which a point is dragged."""


def question(step: Step, seen: Watched) -> tuple[Answer | None, Law | None]:
    """What is asked, what is guessed, and, once one wants to see it and it is there, the answer
    with what theory expects."""
    asked = step.ask(place.here().dials)
    answer = law = None
    if given.given().shown and seen.wait().done:
        answer = step.answer(seen.seen)
        law = step.law(seen.seen) if step.law else None
    st.markdown(f"**{asked.text}**")
    if isinstance(asked, Pick):
        _choose(asked)
    else:
        _drag(asked, step, seen, answer, law)
    if not given.given().shown:
        _buttons()
    elif not answer:
        st.fragment(_waiting, run_every=TICK)(seen)
    return answer, law


def _choose(asked: Pick) -> None:
    """One of several answers."""
    one, names = given.given(), list(asked.choices)
    at = names.index(str(one.guess)) if one.guess in names else None
    chosen = st.radio("Your guess", names, at, key=f"lesson:{given.name()}",
                      format_func=asked.choices.__getitem__, disabled=one.shown,
                      label_visibility="collapsed")  # fmt: skip
    if chosen is not None:
        given.guess(chosen)


def _drag(asked: Point, step: Step, seen: Watched, answer: Answer | None, law: Law | None) -> None:
    """A point on a chart; the run's own course is drawn in with the answer."""
    one = given.given()
    drawn = chart.asked(asked, given.name(), one.guess, locked=one.shown)
    if answer and step.course:
        drawn |= chart.answered(step.course(seen.seen), answer.truth, law)
    guess(drawn, key=POINT, on_guess=_take)


def _take() -> None:
    """What was last dragged is the guess, if it was dragged for this question."""
    dragged = guessed(session.said(POINT), given.name())
    if dragged is not None:
        given.guess(dragged)


def _show() -> None:
    """The last drag may have come along with the press."""
    _take()
    given.reveal()


def _buttons() -> None:
    """To be answered, with a guess or without one."""
    with st.container(horizontal=True):
        st.button("Show what happened", type="primary", key="lesson:show", on_click=_show,
                  disabled=given.given().guess is None)  # fmt: skip
        st.button("I don't know: just show me", type="tertiary", key="lesson:just show",
                  on_click=_show)  # fmt: skip


def _waiting(seen: Watched) -> None:
    """How far the runs are; the page is drawn anew when they are there."""
    session.still_here()
    if seen.lineages:
        headway(seen.lineages)
    for number, run in enumerate(seen.runs):
        if run.state != JobState.DONE:
            progress(run, f" of lesson {number}")
    if seen.done:
        st.rerun()
