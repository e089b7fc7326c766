"""For the class: the sheet of questions, and one of answers, which real runs give."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from view import state
from view.lesson import worksheet_html
from view.lesson.jobs import Watched, prepared
from view.lesson.scoring import marked
from view.lesson.step import Answer, Step
from view.lesson.steps import STEPS

_TICK = 1.0
"""Seconds between two looks at runs that are prepared."""

GLANCE = 0.4
"""Seconds of one look."""

NOTE = "lesson:sheet"


@dataclass(frozen=True)
class Sheet:
    """The sheet of answers: whether they are being computed, whether one was stopped before its
    end, and those of each step that are there, in words and as the runs have them."""

    preparing: bool = False
    stopped: bool = False
    told: Mapping[int, str] = field(default_factory=dict)
    found: Mapping[int, Answer] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether every step has its answer."""
        return len(self.told) == len(STEPS)


def sheet() -> Sheet:
    """The visitor's."""
    return state.noted(NOTE, Sheet())


def sheets() -> None:
    """Both downloads; the answers once they are there."""
    with st.expander("For the class: a sheet to print", key="lesson:class"):
        st.markdown(
            "One page file each, which opens without the internet and prints on A4 or "
            "letter: the questions with room to draw, and the answers apart."
        )
        with st.container(horizontal=True):
            st.download_button(
                "Questions",
                worksheet_html.questions(_address()),
                "questions.html",
                "text/html",
                key="lesson:questions",
                on_click="ignore",
            )
            _answers()
        if sheet().stopped:
            st.warning(
                f"The run of step {len(sheet().told) + 1} was stopped before its end. "
                "Compute the answers once more, and it goes on from here."
            )
        if sheet().preparing:
            st.fragment(_preparing, run_every=_TICK)()


def _answers() -> None:
    """To be downloaded, or first to be computed."""
    if sheet().whole:
        st.download_button(
            "Answers",
            worksheet_html.answers(_address(), sheet().told),
            "answers.html",
            "text/html",
            key="lesson:answers",
            on_click="ignore",
        )
    elif not sheet().preparing:
        st.button(
            "Compute the answers",
            key="lesson:prepare",
            on_click=_prepare,
            help="Runs every step once; half a minute or so.",
        )


def _address() -> str:
    """Where this dashboard is, as the visitor's browser has it."""
    url = str(st.context.url or "")
    return url.partition("?")[0].rpartition("/")[0] + "/" if url else ""


def _prepare() -> None:
    """Have them computed; what was stopped before its end goes on."""
    found = _next()
    if found and not found.done:
        found.go_on()
    state.note(NOTE, replace(sheet(), preparing=True, stopped=False))


def _end() -> None:
    """Nothing more is computed; the answers that are there stay."""
    state.note(NOTE, replace(sheet(), preparing=False))


def _next() -> Watched | None:
    """What has come of the first step that has no answer yet, once it is at its end."""
    step = STEPS[len(sheet().told)]
    return prepared(step, step.defaults)


def _preparing() -> None:
    """One step after the other; the page is drawn anew when all are there, or one was stopped."""
    state.still_here()
    end = time.monotonic() + GLANCE
    while sheet().preparing and not sheet().whole and time.monotonic() < end:
        found = _next()
        if found is None:
            break
        _note(found)
    if sheet().whole or not sheet().preparing:
        _end()
        st.rerun()
    there = len(sheet().told)
    st.progress(there / len(STEPS), f"Step {there + 1} of {len(STEPS)} is running")
    st.button("Cancel", key="lesson:cancel sheet", on_click=_end)


def _note(found: Watched) -> None:
    """The answer of a run that is done; one that is not has none, and ends the preparing."""
    now, number = sheet(), len(sheet().told)
    if found.done:
        step, answer = STEPS[number], STEPS[number].answer(found.seen)
        words = told(step, found, answer)
        now = replace(now, told={**now.told, number: words}, found={**now.found, number: answer})
    else:
        now = replace(now, preparing=False, stopped=True)
    state.note(NOTE, now)


def told(step: Step, found: Watched, answer: Answer) -> str:
    """What a step's runs have answered, in words."""
    law = step.law(found.seen) if step.law else None
    asked = step.ask(step.defaults)
    return f"{marked(asked, None, answer)} {answer.told} {law.label if law else ''}".strip()
