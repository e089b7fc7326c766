"""The page Lesson in a class: the teacher's way through it, and what all others are told."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app import control, query, run
from tests.view.classroom.test_classroom import name
from view.classroom import page, sums
from view.classroom.classroom import Asked, Classroom, Refused
from view.classroom.school import School
from view.lesson import answers
from view.lesson.result_code import decoded, written
from view.lesson.step import Guess
from view.lesson.steps import STEPS

OpenPage = Callable[..., AppTest]


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    one = School()
    monkeypatch.setattr(page, "school", lambda: one)
    return one


def parts(app: AppTest) -> list[str]:
    """The names of the components on the page."""
    found = app.get("bidi_component")
    return [each.proto.component_name.rpartition(".")[2] for each in found]


def press(app: AppTest, key: str) -> AppTest:
    control(app, "button", key).click()
    return run(app)


def said(app: AppTest) -> str:
    return "\n".join(str(each.value) for each in app.markdown)


def begun(open_page: OpenPage, school: School, step: str = "2") -> tuple[AppTest, Classroom]:
    app = press(open_page("lesson", step=step), "begin")
    room = school.find(query(app)["class"])
    assert room and room.now is None and "board" in parts(app)
    return press(app, "first"), room


def revealed(app: AppTest, room: Classroom) -> Asked:
    """The question, once its run has answered it."""
    press(app, "reveal")
    for _ in range(100):
        assert room.now and room.now.closed
        if room.now.answer:
            return room.now
        run(app)
    pytest.fail("no answer")


def test_a_teacher_leads_a_class_through_a_question_to_the_sheet(
    open_page: OpenPage, school: School
) -> None:
    app, room = begun(open_page, school)
    assert room.now and room.now.number == 1 and not room.now.answer
    for pupil in (1, 2):
        room.join(name(pupil))
    room.guess(name(1), room.now.name, 3)
    assert "not thrown once" not in said(app), "nothing of the answer before its time"
    assert revealed(app, room).drawn["course"] and room.now.answer
    assert room.now.answer.told in said(app) and "One has guessed, 1 came close." in said(app)
    assert "player" in parts(app)
    control(app, "button", "next").click()
    run(app)
    assert room.now.number == 2 and not room.now.closed
    assert query(app) == {"class": room.code, "step": "3"}
    press(app, "end")
    assert room.over and school.find(room.code) is None
    assert [each.key for each in app.get("download_button")] == ["class:print", "class:csv"]
    press(app, "leave")
    assert query(app) == {"step": "3"} and [each.value for each in app.header]


def test_another_stand_of_a_dial_is_another_question_for_all(
    open_page: OpenPage, school: School
) -> None:
    app, room = begun(open_page, school)
    first = room.now
    [box] = [each for each in app.selectbox if "seed" in str(each.key)]
    box.select(3)
    run(app)
    assert room.now is not first and room.now and room.now.dials["seed"] == 3


def test_a_pupil_sees_the_phone_alone_and_the_film_with_the_answer(
    open_page: OpenPage, school: School
) -> None:
    teacher, room = begun(open_page, school)
    phone = open_page("lesson", **{"class": room.code.lower()})
    assert "phone" in parts(phone) and "player" not in parts(phone)
    assert not [b for b in phone.button if str(b.key).startswith(("class:", "lesson:"))]
    revealed(teacher, room)
    run(phone)
    assert "player" in parts(phone)
    assert query(phone)["class"].upper() == room.code


def test_the_second_tab_with_the_secret_leads_and_the_first_is_told(
    open_page: OpenPage, school: School
) -> None:
    app, room = begun(open_page, school)
    room.lead(room.secret, "another tab")
    run(app)
    assert [each.value for each in app.header] == ["This class is led from another tab of yours"]
    assert "board" not in parts(app)
    press(app, "take")
    assert "board" in parts(app)


def test_a_wrong_code_and_a_full_server_get_one_sentence(
    open_page: OpenPage, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("lesson", **{"class": "zzzz"})
    assert "There is no class ZZZZ here: it has ended, or its code is another one." in said(app)
    press(app, "alone")
    assert query(app) == {}

    def full() -> Classroom:
        raise Refused("This server is full.")

    monkeypatch.setattr(school, "begin", full)
    press(app, "begin")
    assert [each.value for each in app.warning] == ["This server is full."]


def test_codes_of_those_who_worked_alone_are_added_up(open_page: OpenPage) -> None:
    nothing: list[Guess | None] = [None] * len(STEPS)
    codes = [written(["narrower", value, *nothing[2:]]) for value in (2, 3, 3)]
    app = open_page("lesson")
    text = "\n".join([codes[0], "", "nonsense", *codes[1:]])
    control(app, "text_area", "codes").input(text)
    run(app)
    assert "**3 codes added up.**" in said(app)
    assert [w.value for w in app.warning] == ["Not a result code of this lesson: line 3."]
    assert "2. Dice: 3 have guessed; what happened was not shown." in said(app)
    put, read, wrong = sums.added(text)
    assert (read, wrong) == (3, [3])
    assert [sorted(asked.guesses.values()) for asked in put] == [["narrower"] * 3, [2, 3, 3]]


def test_the_end_of_the_lesson_gives_the_code_of_what_was_guessed(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_first = {0: "wider", 7: "replace"}
    monkeypatch.setattr(answers, "at_first", at_first.get)
    app = press(open_page("lesson", step=str(len(STEPS))), "just show")
    for _ in range(200):
        if "result code" in said(app):
            break
        run(app)
    code = re.search("result code: `(.+)`", said(app))
    assert code and decoded(code[1])[0] == "wider" and decoded(code[1])[1:7] == [None] * 6
