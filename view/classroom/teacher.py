"""The teacher's page: the lesson step by step with everybody's guesses, and a sheet at its end."""

import secrets

import streamlit as st

from view import glossary, state
from view.classroom import news
from view.classroom.classroom import Asked, Classroom, Refused
from view.classroom.component import board
from view.classroom.taking import take_sheet
from view.lesson import chart, position
from view.lesson.jobs import Watched, watched
from view.lesson.page import beside, contents, dials, onward
from view.lesson.question import waiting
from view.lesson.scoring import marked
from view.lesson.scroll_top import from_the_top
from view.lesson.step import Pick
from view.sections.link_warnings import ignored
from view.shell.share import to_scan
from view.state.address import address

LED, SEAT = "class:led", "class:seat"
"""The class that this tab leads, and what the tab is called in it."""


def led(code: str) -> Classroom | None:
    """The class with this code, if this tab was begun or has come back as its teacher's."""
    room: Classroom | None = state.noted(LED, None)
    return room if room and room.code == code else None


def take(room: Classroom, secret: str) -> None:
    """Lead this class from this tab, if the secret is its own."""
    try:
        room.lead(secret, _seat())
    except Refused:
        return
    state.note(LED, room)


def teach(room: Classroom) -> None:
    """The class as its teacher sees it."""
    ignored(position.PAGE)
    if room.over:
        _ended(room)
    elif not room.leads(_seat()):
        st.header("This class is led from another tab of yours", anchor=False)
        st.button("Lead it from here", key="class:take", on_click=take, args=(room, room.secret))
    elif room.now is None and not state.noted("class:begun", False):
        _door(room)
    else:
        _step(room)


def _seat() -> str:
    seat: str = state.noted(SEAT, "") or secrets.token_hex(8)
    state.note(SEAT, seat)
    return seat


def _door(room: Classroom) -> None:
    """How one comes in."""
    st.header("Join the class", anchor=False)
    picture, words = st.columns([2, 3], gap="large")
    with picture:
        to_scan(_link(room))
    with words:
        st.html(f'<p class="class-code">{room.code}</p>')
        st.markdown(
            f"Take a picture of the square, or open `{_link(room)}`. Nobody is asked for a name."
        )
        board(room, _seat())
        with st.container(horizontal=True):
            st.button(
                "Begin with the first question",
                key="class:first",
                type="primary",
                shortcut="n",
                on_click=state.note,
                args=("class:begun", True),
            )
            _end(room)


def _link(room: Classroom) -> str:
    return address({position.CLASS: room.code})


def _step(room: Classroom) -> None:
    """A step of the lesson, for all."""
    here = position.here()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        contents()
        with st.popover(f"Class {room.code}", icon=":material/qr_code_2:", key="class:door"):
            st.html(f'<p class="class-code">{room.code}</p>')
            to_scan(_link(room))
        _end(room)
    with st.container(gap=None):
        from_the_top(here.step.title)
        st.header(here.step.title, anchor=False)
    story, question = st.columns(2, gap="medium")
    with story:
        st.markdown(glossary.linked(here.step.story))
        dials(here.step)
    seen = watched(here.step, position.here().dials)
    with question:
        asked = _question(room, seen)
    if asked.answer:
        words, pictures = beside(asked.step)
        with words:
            st.markdown(_told(asked))
        with pictures:
            asked.step.show(seen.runs, seen.lineages)
    onward(answered=asked.answer is not None)


def _question(room: Classroom, seen: Watched) -> Asked:
    """What everybody is asked, what they guess, and, for all at once, the answer."""
    here = position.here()
    asked = room.ask(here.question, here.number, here.step, here.dials)
    if asked.closed and not asked.answer and seen.wait().done:
        _answer(room, asked, seen)
    st.markdown(f"**{asked.question.text}**")
    _board(room, asked)
    if not asked.closed:
        st.button(
            "Show what happened, to all",
            key="class:reveal",
            type="primary",
            shortcut="a",
            on_click=room.close,
            args=(asked.name,),
        )
    elif not asked.answer:
        waiting(seen)
    return asked


def _answer(room: Classroom, asked: Asked, seen: Watched) -> None:
    """Let the run answer, on every screen."""
    step, found = asked.step, seen.seen
    answer, law = step.answer(found), step.law(found) if step.law else None
    drawn = chart.answered(step.course(found), answer.truth, law) if step.course else {}
    room.answer(asked, answer, drawn, law.label if law else "")


def _board(room: Classroom, asked: Asked) -> None:
    question, answer = asked.question, asked.answer
    if isinstance(question, Pick):
        choices = list(question.choices.items())
        truth = answer.truth if answer else None
        board(room, _seat(), question=asked.name, choices=choices, truth=truth)
    else:
        shown = chart.asked(question, asked.name, None, locked=True) | dict(asked.drawn)
        board(room, _seat(), question=asked.name, chart=shown)


def _told(asked: Asked) -> str:
    """What happened, and how the class did."""
    answer = asked.answer
    assert answer is not None
    said = f"**{marked(asked.question, None, answer)}** {answer.told} {asked.law}"
    return f"{said}\n\n**{news.score(asked)}**"


def _end(room: Classroom) -> None:
    st.button("End the class", key="class:end", on_click=room.end, type="tertiary")


def _ended(room: Classroom) -> None:
    """What is left of it, for as long as this page is open."""
    st.header("The class has ended", anchor=False)
    put = [asked for asked in room.asked.values() if asked.guesses or asked.answer]
    put.sort(key=lambda asked: asked.number)
    if put:
        st.markdown(
            "Its guesses are on this page alone, and gone with it: take the sheet along now."
        )
        take_sheet(put)
        for asked in put:
            st.markdown(f"**{asked.number + 1}. {asked.step.title}**: {news.score(asked)}")
    st.button("Back to the lesson", key="class:leave", on_click=_leave)


def _leave() -> None:
    state.note(LED, None)
    state.note("class:begun", False)
    position.enter("")
