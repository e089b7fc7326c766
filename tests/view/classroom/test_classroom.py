"""A class without a screen: who is let in, what counts as a guess, and when it is too late."""

import csv
import io

import pytest

from view.classroom import news, sheet
from view.classroom.bell import Bell
from view.classroom.classroom import (
    AWAY,
    GONE,
    PUPILS,
    QUESTIONS,
    SECONDS,
    Asked,
    Classroom,
    Refused,
    admitted,
)
from view.classroom.school import CLASSES, LETTERS, School
from view.lesson.step import Answer, Guess, Pick, Point
from view.lesson.steps import STEPS

COPY, DICE, MIXTURE = STEPS[0], STEPS[1], STEPS[3]


class Watch:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def name(number: int) -> str:
    """What a pupil's tab calls itself."""
    return f"{number:020d}"


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def room(watch: Watch) -> Classroom:
    one = Classroom("BCDF", watch)
    one.lead(one.secret, "desk")
    return one


def dice(room: Classroom) -> Asked:
    return room.ask("2:a", 1, DICE, DICE.defaults)


def test_a_guess_counts_until_the_question_is_closed_and_the_last_one_does(room: Classroom) -> None:
    asked = dice(room)
    room.join(name(1))
    for value in (5, 3):
        room.guess(name(1), "2:a", value)
    room.close("2:a")
    room.guess(name(1), "2:a", 1)
    assert asked.guesses == {name(1): 3}


def test_a_guess_at_another_question_or_by_a_stranger_is_none(room: Classroom) -> None:
    asked = dice(room)
    room.join(name(1))
    room.guess(name(1), "1:a", 3)
    room.guess(name(2), "2:a", 3)
    assert not asked.guesses


FACES = Point("?", "faces", "faces", 30, 6, 6, close=1, at=30)
WHEN = Point("?", "variance", "%", 2000, 1.5, 1.0, close=200, level=0.5)
WIDTH = Pick("?", {"wider": "wider", "same": "as wide"})


@pytest.mark.parametrize(
    ("question", "value", "meant"),
    [
        (FACES, 3, 3.0),
        (FACES, -2, 0.0),
        (FACES, 10**400, 6.0),
        (FACES, float("nan"), None),
        (FACES, float("inf"), 6.0),
        (FACES, True, None),
        (FACES, "3", None),
        (FACES, None, None),
        (FACES, [3], None),
        (WHEN, 5000, 2010.0),
        (WIDTH, "same", "same"),
        (WIDTH, "other", None),
        (WIDTH, 1, None),
        (WIDTH, {"a": 1}, None),
    ],
)
def test_only_what_can_be_guessed_is_taken_as_a_guess(
    question: Point | Pick, value: object, meant: Guess | None
) -> None:
    assert admitted(question, value) == meant


def test_a_full_class_lets_nobody_in_until_one_is_gone_who_has_guessed_nothing(
    room: Classroom, watch: Watch
) -> None:
    dice(room)
    for number in range(PUPILS):
        room.join(name(number))
    room.guess(name(0), "2:a", 3)
    with pytest.raises(Refused, match="full: 200 pupils"):
        room.join(name(PUPILS))
    room.join(name(7))
    watch.now += GONE + 1
    room.join(name(PUPILS))
    assert room.now and room.now.guesses == {name(0): 3.0}
    with pytest.raises(Refused):
        room.join("x")


def test_who_is_silent_is_not_here_and_who_comes_back_is_the_same(
    room: Classroom, watch: Watch
) -> None:
    room.join(name(1))
    room.join(name(2))
    watch.now += AWAY / 2
    room.join(name(2))
    watch.now += AWAY / 2 + 1
    assert room.here == 1
    room.join(name(1))
    assert room.here == 2


def test_only_who_knows_the_secret_leads_and_the_last_tab_does(room: Classroom) -> None:
    assert room.leads("desk")
    with pytest.raises(Refused, match="Only the tab"):
        room.lead("guessed", "pupil")
    assert room.leads("desk") and not room.leads("") and not room.leads("pupil")
    room.lead(room.secret, "other tab")
    assert room.leads("other tab") and not room.leads("desk")


def test_a_class_ends_by_itself_and_its_code_is_free_again(watch: Watch) -> None:
    school = School(watch)
    rooms = [school.begin() for _ in range(CLASSES)]
    assert len({room.code for room in rooms}) == CLASSES
    assert all(len(room.code) == 4 and set(room.code) <= set(LETTERS) for room in rooms)
    with pytest.raises(Refused, match="as many classes as it can hold"):
        school.begin()
    rooms[0].end()
    assert rooms[0].over and school.find(rooms[0].code) is None
    assert school.begin() and school.find(rooms[1].code.lower()) is rooms[1]
    watch.now += SECONDS
    assert all(room.over and school.find(room.code) is None for room in rooms)


def test_a_question_that_is_put_again_has_its_guesses_and_their_number_is_bounded(
    room: Classroom,
) -> None:
    room.join(name(1))
    dice(room)
    room.guess(name(1), "2:a", 3)
    for number in range(2 * QUESTIONS):
        room.ask(f"1:{number}", 0, COPY, COPY.defaults)
    assert len(room.asked) == QUESTIONS
    assert dice(room).guesses == {name(1): 3.0}


def test_pupils_are_woken_by_a_turn_and_the_teacher_by_a_guess(room: Classroom) -> None:
    woken = list[str]()
    dice(room)
    room.join(name(1))
    room.turns.listen(room.turns.rung, lambda: woken.append("pupil"))
    room.words.listen(room.words.rung, lambda: woken.append("teacher"))
    room.guess(name(1), "2:a", 3)
    assert woken == ["teacher"]
    room.close("2:a")
    assert woken == ["teacher", "pupil"]


def test_a_bell_forgets_who_has_gone_and_tells_who_was_late_at_once() -> None:
    bell, woken = Bell(), list[int]()
    bell.listen(0, lambda: woken.append(1))()
    bell.ring()
    assert not woken
    bell.listen(0, lambda: woken.append(2))
    assert woken == [2]


def test_nothing_of_the_answer_is_told_before_its_time_and_others_guesses_never(
    room: Classroom,
) -> None:
    assert news.for_pupil(room, name(1))["stage"] == "waiting"
    asked = dice(room)
    for pupil, value in ((1, 3), (2, 6)):
        room.join(name(pupil))
        room.guess(name(pupil), "2:a", value)
    told = news.for_pupil(room, name(1))
    assert told["stage"] == "open" and told["guess"] == 3 and not told["told"]
    assert "course" not in told["chart"] and not told["chart"]["locked"]
    assert "Your guess: 3." in told["note"]
    room.close("2:a")
    closed = news.for_pupil(room, name(1))
    assert closed["chart"]["locked"] and "on its way" in closed["note"]
    room.answer(asked, Answer(2, "Faces were lost."), {"course": [(0, 6)], "truth": 2}, "The law.")
    after = news.for_pupil(room, name(1))
    assert after["note"] == "You said 3, it is 2: close, only one face off."
    assert after["told"] == "Faces were lost. The law." and after["chart"]["truth"] == 2
    assert name(2) not in str(after) and "crowd" not in after
    board = news.for_board(room)
    assert (board["here"], board["guessed"], board["crowd"]) == (2, 2, [3, 6])


def test_a_choice_is_told_with_what_was_true_only_in_the_end(room: Classroom) -> None:
    asked = room.ask("1:a", 0, COPY, COPY.defaults)
    for pupil, choice in ((1, "same"), (2, "narrower"), (3, "narrower")):
        room.join(name(pupil))
        room.guess(name(pupil), "1:a", choice)
    assert news.for_pupil(room, name(1))["truth"] is None
    assert news.for_board(room)["picks"] == {"same": 1, "narrower": 2}
    assert news.score(asked) == "3 have guessed; what happened was not shown."
    room.answer(asked, Answer("narrower", "It drew in."), {}, "")
    assert news.for_pupil(room, name(1))["truth"] == "narrower"
    assert news.score(asked) == "3 have guessed, 2 were right."


def test_the_sheet_has_every_guess_against_what_happened(room: Classroom) -> None:
    asked = dice(room)
    for pupil, value in enumerate((3, 3, 5)):
        room.join(name(pupil))
        room.guess(name(pupil), "2:a", value)
    room.answer(asked, Answer(2, "Faces <were> lost."), {}, "")
    never = room.ask("4:a", 3, MIXTURE, MIXTURE.defaults)
    room.guess(name(0), "4:a", 9999)
    picked = room.ask("1:a", 0, COPY, COPY.defaults)
    rows = list(csv.DictReader(io.StringIO(sheet.as_csv([asked, never, picked]))))
    told = [(r["step"], r["guess"], r["pupils"], r["close"], r["happened"]) for r in rows]
    assert told == [
        ("2", "3", "2", "yes", "2"),
        ("2", "5", "1", "no", "2"),
        ("4", "never within 2,000 generations", "1", "", ""),
        ("1", "", "0", "", ""),
    ]
    printed = sheet.printed([asked, never, picked])
    assert printed.count("class='guess'") == 4 and printed.count("class='truth'") == 1
    assert "Faces &lt;were&gt; lost." in printed and "3 have guessed, 2 came close." in printed
    assert "http" not in printed
