"""The lesson: every step by its link, a guess, and the real run's own number as the answer."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import Ensemble, Settings, Trajectory
from engine.jobs import JobState, TrajectoryJob
from tests.support.app import at, control, query, run, turned_to
from tests.support.blocking_model import show
from tests.support.statistics import follow
from view import glossary, state
from view.lesson import chart, question, worksheet_html, worksheets
from view.lesson.guess.component import guessed
from view.lesson.position import link, read
from view.lesson.scoring import close, marked
from view.lesson.step import Answer, Pick, Point, Seen, Step, Turned
from view.lesson.steps import STEPS, gaussian

OpenPage = Callable[..., AppTest]
QUICK = [0, 1, 2, 4, 7]
"""Steps whose runs take no second."""

SLOW = [pytest.param(n, marks=pytest.mark.slow) for n in (3, 5, 6)]


def seen(step: Step, **turned: object) -> Seen:
    """What a step's runs come to, without a screen."""
    stands: Turned = step.defaults | turned  # type: ignore[operator]
    return ran(tuple(step.runs(stands)), step.lineages)


@lru_cache(maxsize=64)
def ran(chosen: tuple[Settings, ...], lineages: int) -> Seen:
    if lineages > 1:
        ensemble = Ensemble(chosen[0], lineages)
        follow(ensemble)
        return Seen(ensemble=ensemble)
    trajectories = tuple(Trajectory(one) for one in chosen)
    for trajectory in trajectories:
        for _ in trajectory.follow():
            pass
    return Seen(trajectories)


def said(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in page.markdown)


def press(page: AppTest, name: str) -> AppTest:
    control(page, "button", name).click()
    return run(page)


def answered(page: AppTest) -> AppTest:
    """Once the run is there."""
    press(page, "just show")
    for _ in range(200):
        if [each for each in page.button if each.key == "lesson:again"]:
            return page
        run(page)
    pytest.fail(f"no answer: {[each.value for each in page.warning]} {said(page)}")


def drag(monkeypatch: pytest.MonkeyPatch, value: float) -> None:
    """The browser tells this value of any question that it is shown."""
    dragged = dict[str, Any]()

    def shown(drawn: dict[str, Any], *, key: str, on_guess: Callable[[], None]) -> None:
        dragged[key] = {"guess": {"question": drawn["question"], "value": value}}
        if not drawn["locked"]:
            on_guess()

    monkeypatch.setattr(question, "guess", shown)
    monkeypatch.setattr(state, "said", dragged.get)


@pytest.mark.parametrize("number", [*QUICK, *SLOW])
def test_each_step_opens_by_its_link_and_is_answered_by_its_run(
    open_page: OpenPage, number: int
) -> None:
    step = STEPS[number]
    page = open_page("lesson", step=str(number + 1))
    assert [each.value for each in page.header] == [step.title]
    assert not page.warning, "the link is good"
    before = said(page)
    told = step.answer(seen(step)).told
    assert told not in before
    assert told in said(answered(page))


def test_the_first_cloud_is_seen_before_the_guess_and_no_other(open_page: OpenPage) -> None:
    """A point in the picture for each that generation 0 has said; then the film comes."""
    page = open_page("lesson", step="1", samples="10")
    step = STEPS[0]
    points = seen(step, samples=10).trajectories[0].output(0)
    assert page.caption[0].value == "What the first model says: 10 points."
    (picture,) = [
        each.proto.body for each in page.get("html") if "class='first-copy'" in each.proto.body
    ]
    drawn = re.findall(r"cx='([-.\d]+)' cy='([-.\d]+)'", unquote(picture))
    assert np.allclose(np.array(drawn, float) * (1, -1), points, atol=1e-3)
    assert not [
        each for each in answered(page).get("html") if "class='first-copy'" in each.proto.body
    ]


@pytest.mark.parametrize("step", [step for step in STEPS if step.pictured])
def test_whose_first_cloud_is_shown_has_one_in_the_plane_at_once(step: Step) -> None:
    (first, *_) = step.runs(step.defaults)
    assert first.dimensions == 2 and not first.model.network


@pytest.mark.parametrize("number", [*QUICK, *SLOW])
def test_both_ends_of_every_knob_are_answered(number: int) -> None:
    step = STEPS[number]
    assert len(step.dials) <= 2
    for dial in step.dials:
        assert dial.default in dial.choices
        for end in (dial.choices[0], dial.choices[-1]):
            turned = {dial.name: end}
            found = seen(step, **turned)
            asked, answer = step.ask(step.defaults | turned), step.answer(found)
            assert answer.told.endswith(".") and "nan" not in answer.told
            if isinstance(asked, Pick):
                assert answer.truth in asked.choices
            else:
                assert step.course is not None
                course = step.course(found)
                assert len(course) == asked.last + 1
                if asked.at is not None:
                    assert answer.truth == pytest.approx(float(course[asked.at]))
                assert (
                    not step.law
                    or (law := step.law(found)) is None
                    or len(law.values) == asked.last + 1
                )


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_what_is_said_holds_at_any_chance(number: int) -> None:
    step = STEPS[number]
    for seed in range(20):
        found = seen(step, seed=seed)
        answer = step.answer(found)
        assert "0.0%" not in answer.told and " 0%" not in answer.told, answer.told
        numbers = re.findall(r"generation (\d+)", answer.told)
        last = found.settings.generations
        assert all(int(at) <= last for at in numbers), answer.told


def test_a_guess_is_marked_and_remembered(open_page: OpenPage) -> None:
    page = open_page("lesson")
    assert control(page, "button", "show").disabled
    page.radio[0].set_value("wider")
    run(page)
    press(page, "next")
    assert query(page)["step"] == "2"
    press(page, "back")
    assert page.radio[0].value == "wider"
    press(page, "show")
    truth = STEPS[0].answer(seen(STEPS[0])).truth
    assert truth != "wider", "else this test says nothing"
    assert "You said “wider”; it is “narrower”." in said(page)
    press(page, "again")
    assert page.radio[0].value is None
    assert control(page, "button", "show").disabled


def test_a_dragged_point_is_held_against_the_run(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    drag(monkeypatch, 5)
    page = press(run(open_page("lesson", step="2")), "show")
    truth = STEPS[1].answer(seen(STEPS[1])).truth
    assert f"You said 5, it is {truth}: {5 - int(truth)} faces off." in said(page)
    assert "The law of chance expects" in said(page)


def test_another_knob_asks_anew_and_the_old_answer_waits(open_page: OpenPage) -> None:
    page = answered(open_page("lesson"))
    control(page, "button_group", "10:samples").set_value(50)
    run(page)
    assert query(page) == {"samples": "50"}
    assert [each.key for each in page.button if each.key == "lesson:just show"]
    control(page, "button_group", "10:samples").set_value(20)
    run(page)
    assert [each.key for each in page.button if each.key == "lesson:again"]


def test_a_bad_link_says_what_was_ignored(open_page: OpenPage) -> None:
    page = open_page("lesson", step="9", samples="7", colour="red")
    warned = " ".join(each.value for each in page.warning).replace("\\", "")
    assert "no step 9" in warned
    assert "samples=7 is not one of 10, 20, 50" in warned
    assert "no knob colour" in warned
    assert [each.value for each in page.header] == [STEPS[0].title]


def test_a_link_carries_the_step_and_its_knobs() -> None:
    place, wrong = read({"step": "2", "samples": "60", "seed": "19"})
    assert (place.number, place.dials, wrong) == (1, {"samples": 60, "seed": 19}, [])


def test_the_laboratory_has_the_step_s_own_settings(open_page: OpenPage) -> None:
    page = press(answered(open_page("lesson", step="2", samples="60")), "laboratory")
    assert "60 throws" in said(page)
    assert query(page)["samples"] == "60"


def test_the_laboratory_forgets_what_was_left_there(open_page: OpenPage) -> None:
    page = open_page("dice", hand="yes", beside="seed=3", lineages="5")
    page.query_params.clear()
    page.query_params["step"] = "2"
    page = press(answered(run(at(page, "lesson"))), "laboratory")
    choices = page.session_state["pages"]["dice"]
    assert not choices.in_hand and choices.beside is None and choices.lineages == 1


def test_the_lesson_s_link_says_nothing_of_the_laboratory(open_page: OpenPage) -> None:
    page = press(answered(open_page("lesson", step="7")), "laboratory")
    assert not page.warning and page.session_state["pages"]["language"].settings


def test_how_far_off_a_guess_was() -> None:
    faces = Point("?", "faces", "faces", 30, 6, 6, close=1, at=30)
    assert marked(faces, 3, Answer(2, "")) == "You said 3, it is 2: close, only one face off."
    assert marked(faces, 5, Answer(2, "")) == "You said 5, it is 2: 3 faces off."
    assert marked(faces, 2, Answer(2, "")) == "You said 2, it is 2: spot on."
    assert marked(faces, None, Answer(2, "")) == "It is 2."
    share = Point("?", "variance", "%", 200, 1.5, 1, close=0.1, at=200)
    assert "52 percentage points off" in marked(share, 0.6, Answer(0.08, ""))
    when = Point("?", "variance", "%", 2000, 1.5, 1, close=200, level=0.5)
    assert "428: 572 generations off" in marked(when, 1000, Answer(428, ""))
    assert "never within 2,000 generations: not so" in marked(when, 1000, Answer(2001, ""))
    assert not close(when, 1000, Answer(428, "")) and close(when, 500, Answer(428, ""))


def test_nothing_of_the_run_is_sent_before_the_guess() -> None:
    asked = STEPS[1].ask(STEPS[1].defaults)
    assert isinstance(asked, Point)
    drawn = chart.asked(asked, "a", None)
    assert not {"course", "truth", "law"} & set(drawn)
    course = np.arange(5.0)
    course[2] = np.nan
    shown = chart.answered(course, 4, None)
    assert shown == {"course": [(0, 0), (1, 1), (3, 3), (4, 4)], "truth": 4, "law": []}


def test_a_chart_s_ticks_are_round() -> None:
    assert chart.ticks(10, 1, "") == [(at, str(at)) for at in (0, 5, 10)]
    assert [text for _, text in chart.ticks(1.5, 100, "%")] == ["0%", "50%", "100%", "150%"]
    assert [text for _, text in chart.ticks(2000, 1, "")] == ["0", "500", "1,000", "1,500", "2,000"]


def test_only_the_guess_of_this_question_counts() -> None:
    told = {"guess": {"question": "2:a", "value": 3}}
    assert guessed(told, "2:a") == 3
    assert guessed(told, "2:b") is None and guessed(None, "2:a") is None
    assert guessed({"guess": None}, "2:a") is None


def test_the_first_mention_of_every_marked_word_is_in_the_glossary() -> None:
    for step in STEPS:
        assert glossary.marked(step.story), f"{step.title} explains no word"
        assert set(glossary.marked(step.story)) <= set(glossary.ENTRIES), step.title


def test_the_sheet_asks_every_question_and_needs_nothing_from_elsewhere() -> None:
    sheet = worksheet_html.questions("http://school:8501/")
    for number, step in enumerate(STEPS):
        asked = step.ask(step.defaults).text
        assert (
            asked in sheet.replace("&#x27;", "'") and f"http://school:8501/{link(number)}" in sheet
        )
        assert step.answer.__doc__ not in sheet
    assert sheet.count("<svg") == sum(isinstance(s.ask(s.defaults), Point) for s in STEPS)
    assert not re.search(r"<(script|link|img)|@import|url\(", sheet)


@pytest.mark.slow
def test_the_answers_are_computed_in_the_background(open_page: OpenPage) -> None:
    page = open_page("lesson")
    assert not [each for each in page.get("download_button") if "nswers" in str(each.proto.label)]
    press(page, "prepare")
    for _ in range(400):
        run(page)
        if [each for each in page.get("download_button") if each.proto.label == "Answers"]:
            break
    else:
        pytest.fail("the answers never came")
    told = page.session_state["notes"][worksheets.NOTE].told
    for number in QUICK:
        assert STEPS[number].answer(seen(STEPS[number])).told in told[number]
    sheet = worksheet_html.answers("/", told)
    assert sheet.count("<section>") == len(STEPS)


def test_a_run_that_was_stopped_is_no_answer_and_goes_on_when_asked(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = STEPS[0].runs(STEPS[0].defaults)[0]
    page = open_page("lesson", step="2")
    stopped = show(state.store(), "a neighbour", first)
    stopped.wait(first.generations + 1, 5)
    monkeypatch.setattr(stopped, "_state", JobState.CANCELLED)
    resumed = list[TrajectoryJob]()
    monkeypatch.setattr(state.store(), "go_on", resumed.append)
    press(page, "prepare")
    assert resumed == [stopped], "the press asks for it once more"
    run(page)
    assert page.session_state["notes"][worksheets.NOTE] == worksheets.Sheet(stopped=True)
    assert "step 1 was stopped" in page.warning[0].value
    monkeypatch.setattr(stopped, "_state", JobState.DONE)
    press(page, "prepare")
    assert not page.warning
    assert 0 in page.session_state["notes"][worksheets.NOTE].told


def test_a_link_back_into_the_lesson_keeps_what_was_guessed(open_page: OpenPage) -> None:
    page = open_page("lesson")
    page.radio[0].set_value("wider")
    press(run(page), "show")
    page = turned_to(page, "glossary")
    page.query_params.update({"step": "3"})
    page = run(at(page, "lesson"))
    assert [each.value for each in page.header] == [STEPS[2].title]
    press(press(page, "back"), "back")
    assert "You said “wider”" in said(page)


def test_what_was_seen_before_it_was_guessed_scores_nothing(open_page: OpenPage) -> None:
    page = press(answered(open_page("lesson")), "again")
    page.radio[0].set_value(STEPS[0].answer(seen(STEPS[0])).truth)
    page = press(run(page), "show")
    assert "You were right" in said(page)
    (given,) = page.session_state["notes"]["lesson:given"].values()
    assert given.close is None


def test_the_first_guess_scores_and_asking_again_does_not(open_page: OpenPage) -> None:
    page = open_page("lesson")
    for guess, button in (("wider", "again"), ("narrower", "again")):
        page.radio[0].set_value(guess)
        page = press(press(run(page), "show"), button)
    (given,) = page.session_state["notes"]["lesson:given"].values()
    assert given.close is False


def test_never_and_a_late_generation_are_not_close() -> None:
    when = Point("?", "variance", "%", 2000, 1.5, 1, close=200, level=0.5)
    assert not close(when, 1900, Answer(2001, "")) and not close(when, 2010, Answer(1990, ""))
    assert close(when, 2010, Answer(2001, ""))
    assert marked(when, 2010, Answer(2001, "")).endswith("spot on.")


def test_a_share_beyond_the_chart_and_one_many_times_too_high() -> None:
    share = Point("?", "variance", "%", 200, 1.5, 1, close=0.1, at=200)
    beyond, tiny = Answer(6.54, ""), Answer(0.00097, "")
    assert close(share, 1.5, beyond) and not close(share, 1.45, beyond)
    assert marked(share, 1.5, beyond) == "You said 150% or more, it is 654%: spot on."
    assert close(share, 0.01, tiny) and not close(share, 0.1, tiny)
    assert marked(share, 0.1, tiny) == (
        "You said 10%, it is 0.097%: 10 percentage points off, and 100 times too high."
    )
    assert close(share, 0.5, Answer(0.45, ""))
    assert not close(share, 0, Answer(0.08, ""))
    assert marked(share, 0, Answer(0.08, "")).endswith("8 percentage points off.")


def test_the_tail_that_is_told_is_that_of_the_real_data() -> None:
    step = STEPS[2]
    found = seen(step)
    variance = found.trajectories[0].metrics["variance"]
    gone = int(np.flatnonzero(variance < variance[0] / 2)[0])
    middle = float(found.trajectories[0].record["means"][gone].ravel()[0])
    said = np.random.default_rng(5).normal(middle, np.sqrt(variance[gone]), 200_000)
    share = gaussian.tail(found, gone)
    error = np.sqrt(share * (1 - share) / len(said))
    assert abs((np.abs(said) > 1.96).mean() - share) < 4 * error
    assert abs(gaussian.unhalved(seen(step, samples=200)) - 0.2) < 0.03


def test_leaving_the_lesson_and_coming_back_keeps_the_place(open_page: OpenPage) -> None:
    page = open_page("lesson", step="3")
    page = turned_to(page, "glossary")
    page = turned_to(page, "lesson")
    assert [each.value for each in page.header] == [STEPS[2].title]
