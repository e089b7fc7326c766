"""The loop of the lesson: story, dials, a question, and what the run answered; each step alike."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.knobs import spec_of
from view import glossary, state
from view.lesson import answers, position, result_code
from view.lesson.beginning import first_copy
from view.lesson.jobs import watched
from view.lesson.memory.component import remembered
from view.lesson.question import question
from view.lesson.scoring import close, marked
from view.lesson.scroll_top import from_the_top
from view.lesson.step import Answer, Choice, Dial, Law, Step
from view.lesson.steps import STEPS
from view.lesson.worksheets import sheets
from view.page_files import TITLES, path_of
from view.page_specs import OFFERS
from view.sections.link_warnings import ignored

FEW = 4
"""So many choices of a dial lie side by side; more are in a list."""


def lesson() -> None:
    """The step at which the visitor stands."""
    step = position.here().step
    ignored(position.PAGE)
    contents()
    _titled(step)
    story, asked = st.columns(2, gap="medium")
    with story:
        st.markdown(glossary.linked(step.story))
        dials(step)
        if step.pictured and not answers.given().shown:
            first_copy(step.runs(position.here().dials)[0])
    seen = watched(step, position.here().dials)
    with asked:
        answer, law = question(step, seen)
    if answer:
        _score(step, answer)
    remembered()
    if answer:
        words, pictures = beside(step)
        with words:
            _told(step, answer, law)
        with pictures:
            step.show(seen.runs, seen.lineages)
    onward(answered=answer is not None)
    if answer is not None and step is STEPS[-1]:
        _ending()
    if not state.embedded():
        sheets()


def _titled(step: Step) -> None:
    """Its name, at the top of the page."""
    with st.container(gap=None):
        from_the_top(step.title)
        st.header(step.title, anchor=False)


def beside(step: Step) -> Sequence[DeltaGenerator]:
    """A place for the answer in words, and one for its pictures."""
    return (st.container(), st.container()) if step.wide else st.columns(2, gap="medium")


def contents() -> None:
    """Where one is, and the way to any other step."""
    here = position.here().number
    key = state.followed("lesson:step", here)
    st.segmented_control(
        f"Step {here + 1} of {len(STEPS)}",
        range(len(STEPS)),
        default=state.said(key),
        key=key,
        required=True,
        format_func=lambda number: str(number + 1),
        on_change=_go,
        args=(key,),
    )


def _go(key: str) -> None:
    if state.turned(key):
        position.go(state.widget(key))


def dials(step: Step) -> None:
    """The step's knobs, side by side."""
    with st.container(horizontal=True):
        for dial in step.dials:
            value = _widget(dial, f"lesson:{step.order}:{dial.name}")
            position.turn(dial.name, value)


def _widget(dial: Dial, key: str) -> Choice:
    key = state.seeded(key, position.here().dials[dial.name])
    choices = list(dial.choices)
    how: dict[str, Any] = {"key": key, "help": dial.help, "format_func": dial.written}
    if len(choices) > FEW:
        return st.selectbox(dial.label, choices, state.place(key, choices), width=100, **how)
    said = choices[state.place(key, choices)]
    chosen = st.segmented_control(dial.label, choices, default=said, required=True, **how)
    return dial.default if chosen is None else chosen


def _score(step: Step, answer: Answer) -> None:
    """Remember how the guess did, if there was one."""
    said = answers.given().guess
    if said is not None:
        answers.score(close(step.ask(position.here().dials), said, answer))


def _told(step: Step, answer: Answer, law: Law | None) -> None:
    """What happened, how far off the guess was, and where to go on with the same experiment."""
    asked, said = step.ask(position.here().dials), answers.given().guess
    st.markdown(f"**{marked(asked, said, answer)}** {answer.told} {law.label if law else ''}")
    with st.container(horizontal=True):
        _laboratory(step)
        st.button("Ask me again", type="tertiary", key="lesson:again", on_click=answers.ask_again)


def _laboratory(step: Step) -> None:
    """The same experiment with every knob, on a page of its own."""
    offer, chosen = step.laboratory, step.runs(position.here().dials)
    if st.button(
        f"Open this in the laboratory: {TITLES[offer.page]}",
        key="lesson:laboratory",
        icon=":material/science:",
    ):
        policies = tuple(spec_of(one.policy) for one in chosen) if offer.policies else ()
        state.set_out(offer, chosen[0], step.lineages, policies)
        st.switch_page(path_of(offer.page))


def onward(*, answered: bool) -> None:
    """To the step before, and to the next."""
    here = position.here()
    last = here.number == len(STEPS) - 1
    with st.container(horizontal=True):
        st.button(
            "Back",
            key="lesson:back",
            shortcut="b",
            on_click=position.go,
            args=(here.number - 1,),
            disabled=here.number == 0,
            type="tertiary",
        )
        st.button(
            "Next",
            key="lesson:next",
            shortcut="n",
            on_click=position.go,
            args=(here.number + 1,),
            disabled=last,
            type="primary" if answered and not last else "tertiary",
        )


def _ending() -> None:
    """The last words."""
    scores = answers.scores()
    if scores:
        st.markdown(f"**Guesses that came close: {sum(scores)} of {len(scores)}.**")
    guesses = [answers.at_first(number) for number in range(len(STEPS))]
    if any(guess is not None for guess in guesses):
        st.markdown(f"Your result code: `{result_code.written(guesses)}`")
        st.caption(
            "It holds what you have guessed where the knobs stand at first, and nothing else: "
            "whoever collects the codes of a class can add them up below."
        )
    st.markdown(
        "That was the story: copies of copies lose what is rare, then what is not, unless "
        "something real holds them in place. Every result that you saw came from a real run, "
        "every expectation from theory. Now turn every knob yourself, in the laboratory:"
    )
    with st.container(horizontal=True):
        for offer in OFFERS:
            st.page_link(path_of(offer.page), label=TITLES[offer.page])
