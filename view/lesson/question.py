"""A question of the lesson: what is asked, what is guessed, and the wait for the run's answer."""

import streamlit as st

from engine.jobs import JobState
from view import state
from view.lesson import answers, chart, position
from view.lesson.guess.component import guess, guessed
from view.lesson.jobs import Watched
from view.lesson.step import Answer, Law, Pick, Point, Step
from view.lineages.section import headway
from view.sections.run import progress

_TICK = 0.5
"""Seconds between two looks at a run that one waits for."""

POINT = "lesson:guess"
"""The key of the chart on which a point is dragged."""


def question(step: Step, seen: Watched) -> tuple[Answer | None, Law | None]:
    """What is asked, what is guessed, and, once one wants to see it and it is there, the answer
    with what theory expects."""
    asked = step.ask(position.here().dials)
    answer = law = None
    if answers.given().shown and seen.wait().done:
        answer = step.answer(seen.seen)
        law = step.law(seen.seen) if step.law else None
    st.markdown(f"**{asked.text}**")
    if isinstance(asked, Pick):
        _choose(asked)
    else:
        _drag(asked, step, seen, answer, law)
    if not answers.given().shown:
        _buttons()
    elif not answer:
        waiting(seen)
    return answer, law


def _choose(asked: Pick) -> None:
    """One of several answers."""
    one, names = answers.given(), list(asked.choices)
    said = one.guess if one.guess in names else None
    key = state.seeded(f"lesson:{answers.name()}", said)
    chosen = st.radio(
        "Your guess",
        names,
        state.place(key, names) if state.said(key) in names else None,
        key=key,
        format_func=asked.choices.__getitem__,
        disabled=one.shown,
        label_visibility="collapsed",
    )
    if chosen is not None:
        answers.guess(chosen)


def _drag(asked: Point, step: Step, seen: Watched, answer: Answer | None, law: Law | None) -> None:
    """A point on a chart; the run's own course is drawn in with the answer."""
    one = answers.given()
    drawn = chart.asked(asked, answers.name(), one.guess, locked=one.shown)
    if answer and step.course:
        drawn |= chart.answered(step.course(seen.seen), answer.truth, law)
    guess(drawn, key=POINT, on_guess=_take)


def _take() -> None:
    """What was last dragged is the guess, if it was dragged for this question."""
    dragged = guessed(state.said(POINT), answers.name())
    if dragged is not None:
        answers.guess(dragged)


def _show() -> None:
    """The last drag may have come along with the press."""
    _take()
    answers.reveal()


def _buttons() -> None:
    """To be answered, with a guess or without one."""
    with st.container(horizontal=True):
        st.button(
            "Show what happened",
            type="primary",
            key="lesson:show",
            on_click=_show,
            disabled=answers.given().guess is None,
        )
        st.button(
            "I don't know: just show me", type="tertiary", key="lesson:just show", on_click=_show
        )


@st.fragment(run_every=_TICK)
def waiting(seen: Watched) -> None:
    """How far the runs are; the page is drawn anew when they are there."""
    state.still_here()
    if seen.lineages:
        headway(seen.lineages)
    for number, run in enumerate(seen.runs):
        if run.state != JobState.DONE:
            progress(run, f" of lesson {number}")
    if seen.done or not seen.held:
        st.rerun()
