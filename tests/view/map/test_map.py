"""The page Map: its link, its words, its squares, and the page itself."""

import json
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine.arrays import Rng
from engine.jobs import JobState, MapJob
from engine.map import DEFAULT, LAW, RUNS, Axis, Cell, Fates, Map, Plane, axes, axis
from engine.models.gaussian import Gaussian
from engine.training_set import TrainingSet
from tests.support.app import control, players, query, run, sentence, tables
from view import state
from view.map import captions
from view.map.drawing import DARK, FAILED, INK, MARK, PALE, inline
from view.map.geometry import Geometry
from view.map.grid.component import handed, opened_cell
from view.map.link import BASES, first, from_query, to_query, usual, written
from view.map.shares import share_lines
from view.map.shown import HIGH, LOW, Shown, ink
from view.state.maps import Laws

OpenPage = Callable[..., AppTest]

SMALL = {
    "x": "samples=10,40",
    "y": "policy.fresh.rows=0,2",
    "generations": "30",
    "lineages": "3",
}


def fates(kept: list[float], source: str = RUNS) -> Fates:
    """Lineages that have kept so much, of which nothing else is known."""
    half = [np.nan if share >= 0.5 else 4.0 for share in kept]
    return Fates.of(
        [[k, k, 1.0, np.nan, np.nan, h] for k, h in zip(kept, half, strict=True)], source
    )


def plane(**more: object) -> Plane:
    small = Plane(DEFAULT, Axis("samples", (10, 40)), Axis("policy.fresh.rows", (0, 2)), 3)
    return replace(small, **more)  # type: ignore[arg-type]


GONE, SOME, HOLDS = fates([0.0, 0.1, 0.2]), fates([0.4, 0.6, 0.9]), fates([0.7, 0.8, 1.1])
RAN = {(0, 0): GONE, (1, 0): SOME, (0, 1): SOME, (1, 1): HOLDS}


def jobs() -> list[MapJob]:
    return [job for job in state.store()._jobs.values() if isinstance(job, MapJob)]


def begun(page: AppTest) -> AppTest:
    """The law is known, and its runs have begun."""
    while not jobs():
        run(page)
    return page


def finished(page: AppTest) -> AppTest:
    """All squares have run, and the page is drawn with them."""
    begun(page)
    for job in jobs():
        assert state.store()._scheduler.wait(job, timeout=120)
    return run(page)


@pytest.mark.parametrize("base", BASES)
def test_what_opens_first_is_a_map_with_a_short_link(base: str) -> None:
    choice = first(base)
    assert choice.plane.shape == (12, 12)
    assert to_query(choice) == ({"base": base} if base else {})
    assert from_query(to_query(choice)) == (choice, [])


def test_a_link_leads_back_to_the_same_map() -> None:
    choice = replace(
        first(),
        x=Axis("samples", (10, 40, 300)),
        y=usual("model.gaussian.bias"),
        generations=77,
        lineages=5,
        colour="median",
        cell=(2, 3),
    )
    assert from_query(to_query(choice)) == (choice, [])


@pytest.mark.parametrize("base", BASES)
def test_so_it_does_where_the_axes_have_changed_places(base: str) -> None:
    there = first(base)
    choice = replace(there, x=there.y, y=there.x)
    assert from_query(to_query(choice)) == (choice, [])


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"base": "nobody"}, "no map has the base"),
        ({"x": "sampels=10,20"}, "no number is called"),
        ({"x": "samples=1,20"}, "samples"),
        ({"y": "samples=10,20"}, "both axes turn samples"),
        ({"x": "samples=10:2000:300"}, "at most 1,600 cells"),
        ({"lineages": "33"}, "lineages"),
        ({"colour": "mean"}, "no colours show"),
        ({"cell": "3,4"}, "there is no cell"),
        ({"what": "ever"}, "there is no knob"),
    ],
)
def test_what_a_link_cannot_have_is_said_and_ignored(part: dict[str, str], said: str) -> None:
    choice, wrong = from_query(part)
    assert choice == first() and len(wrong) == 1 and said in wrong[0]


@pytest.mark.parametrize("name", ["samples", "model.kde.bandwidth", "truth.dice.faces"])
def test_a_knob_that_nobody_asked_about_has_stops(name: str) -> None:
    assert len(usual(name).values) >= 2
    assert axis(f"{name}={written(usual(name))}", DEFAULT) == usual(name)


def test_every_number_can_be_an_axis() -> None:
    for name in axes():
        chosen = usual(name)
        assert len(chosen.values) >= 2 and captions.name_of_axis(name), name
        assert all(captions.valued(name, value) for value in chosen.values)


def test_the_edge_is_said_in_numbers_of_this_map() -> None:
    said = captions.edge(plane(), RAN)
    assert said.words == (
        "With no new real samples a generation 33% of lineages keep half of their variance; with 2 "
        "new real samples a generation 83%."
    )
    assert captions.ranges(said) == "From square to square: 0% to 67%, and 67% to 100%."
    assert captions.beside_law(plane(), RAN, said).words == "In these it is 33%, and 83%."
    assert captions.beside_law(plane(), RAN, None).words == said.words
    across = {(0, 0): GONE, (0, 1): GONE, (1, 0): HOLDS, (1, 1): HOLDS}
    assert captions.edge(plane(), across).words.startswith("With 10 samples a generation 0% of")
    alike = captions.edge(plane(), dict.fromkeys(RAN, HOLDS))
    assert alike.kind == "map as a whole" and not captions.ranges(alike)


def test_regions_are_counted_in_words() -> None:
    said = captions.regions_in_words({**RAN, (0, 0): GONE}, 6)
    assert said == (
        "Of 6 squares, in 1 it holds, in 2 some hold, in 1 it is gone and 2 are not known yet."
    )
    assert captions.regions_in_words({}, 4) == ""


def test_a_square_says_how_many_how_sure_and_where() -> None:
    lines = captions.about((plane(), (1, 1), SOME, fates([0.6] * 128, LAW), ""))
    assert lines[0] == "40 samples a generation, 2 new real samples a generation"
    assert lines[1] == "these are 5% of each generation"
    assert lines[2] == "2 of 3 keep half (25% to 92%): some hold"
    assert "by the law 100% do" in lines
    assert captions.about((plane(), (0, 0), None, None, ""))[1] == "not known yet"
    assert "failed: no room" in captions.about((plane(), (0, 0), None, None, "no room"))


def test_a_square_is_told_to_who_hears_it() -> None:
    said = captions.spoken((plane(), (0, 0), GONE, None, ""))
    assert said == (
        "10 samples a generation, no new real samples a generation. 0 of 3 keep half (0% to 47%): "
        "gone. The middle one keeps 10%; below half from generation 4."
    )
    assert captions.spoken((plane(), (1, 0), None, None, "")).endswith(
        "a generation. Not known yet."
    )


def grid(page: AppTest) -> dict[str, Any]:
    """What the browser is told of the squares."""
    (one,) = [one for one in page.get("bidi_component") if "map:squares" in str(one.proto)]
    found: dict[str, Any] = json.loads(one.proto.json)
    return found


def test_the_squares_of_the_page_are_the_map(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL, cell="40,2"))
    (job,) = jobs()
    known = Shown.of(job.map, state.laws_of(job.map.plane).known)
    drawn = Geometry.of((2, 2))
    found = grid(page)
    assert found.pop("name").startswith("The map. Of 4 squares")
    own = handed("", known, "kept", drawn, (1, 1))
    assert own.pop("name") == "" and found == json.loads(json.dumps(own))
    assert found["said"] == [captions.spoken(known.at(cell)) for cell in job.map.plane.cells]
    assert found["across"][0] < found["across"][1] and found["up"][0] > found["up"][1]
    assert opened_cell({"open": [1, 0]}) == (1, 0) and opened_cell(None) is None


def shown(
    runs: dict[Cell, Fates], laws: dict[Cell, Fates] | None = None, failed: str = ""
) -> Shown:
    cells = Map(plane())
    cells.fates.update(runs)
    if failed:
        cells.fail((1, 1), failed)
    return Shown.of(cells, laws or {})


SVG = "{http://www.w3.org/2000/svg}"


def drawn(known: Shown, what: str, **having: str) -> list[dict[str, str]]:
    """Such marks of its drawing, in the order in which they are drawn."""
    root = ET.fromstring(inline(known, "kept", Geometry.of(known.plane.shape), (1, 1)))
    found = [dict(each.attrib) for each in root.iter(f"{SVG}{what}")]
    return [each for each in found if having.items() <= each.items()]


def test_the_law_colours_squares_and_runs_are_dots_on_them() -> None:
    law = dict.fromkeys(RAN, fates([0.9] * 128, LAW))
    known = shown({(0, 0): fates([0.0] * 3)}, law)
    assert len(drawn(known, "rect", fill=ink(1.0))) == 4 and ink(1.0) == f"rgb{HIGH}"
    (dot,) = drawn(known, "circle")
    x, y = Geometry.of((2, 2)).at(0, 0)
    assert (dot["fill"], dot["cx"], dot["cy"]) == (f"rgb{LOW}", f"{x:g}", f"{y:g}")
    (chosen,) = drawn(known, "rect", stroke=MARK)
    assert float(chosen["x"]) > x > 0 and float(chosen["y"]) < y


def test_runs_that_put_the_law_in_doubt_are_marked() -> None:
    law = dict.fromkeys(RAN, fates([0.9] * 128, LAW))
    ran = {(0, 0): fates([0.0] * 30), (1, 0): fates([0.9] * 30)}
    sides = drawn(shown(ran, law), "line", stroke=MARK)
    x, y = Geometry.of((2, 2)).at(0, 0)
    assert len(sides) == 4
    assert sum(float(side["x1"]) for side in sides) / 4 == pytest.approx(x)
    assert sum(float(side["y1"]) for side in sides) / 4 == pytest.approx(y)


def test_a_square_that_failed_is_no_square_and_says_why() -> None:
    known = shown({(0, 0): HOLDS}, failed="it needs <b>more</b> room")
    assert len(drawn(known, "rect", fill="none", stroke=INK)) == 2
    assert len(drawn(known, "line", stroke=FAILED)) == 2, "a cross"
    said = handed("", known, "kept", Geometry.of((2, 2)))
    assert "it needs <b>more</b> room" in said["said"][3], "as letters: a tip is no HTML"
    assert "<b>" not in said["drawing"]


def test_the_edge_is_drawn_between_both_sides_of_half() -> None:
    for colour in (PALE, DARK):
        edge = drawn(shown(RAN), "line", stroke=colour)
        assert len(edge) == 2, "the lower left corner has two neighbours on the other side"


def test_the_share_is_a_second_scale_of_an_axis_of_rows() -> None:
    default = first().plane
    lines = {line.share: line.places for line in share_lines(default)}
    assert list(lines) == [1.0, 0.1, 0.01], "0.1% of 2,000 are 2, which is not the upper edge"
    columns, rows = default.x.values, default.y.values
    for share, places in lines.items():
        assert places[-1][1] == len(rows) - 0.5 and places == sorted(places)
        on_stops = [(x, y) for x, y in places[:-1] if x == int(x) and y == int(y)]
        for x, y in on_stops:
            assert rows[int(y)] == pytest.approx(share * columns[int(x)])
        assert all(x == int(x) or y == int(y) for x, y in places[:-1]), "between, straight"
    assert (11.0, 11.0) in lines[0.01], "20 of 2,000"
    turned = replace(default, x=default.y, y=default.x)
    assert [line.share for line in share_lines(turned)] == [0.001, 0.01]
    said = inline(Shown(default), "kept", Geometry.of(default.shape))
    assert all(f"{name} real<" in said for name in ("100%", "10%", "1%"))
    assert not list(share_lines(replace(default, y=usual("model.gaussian.bias"))))


@pytest.mark.parametrize("measure", captions.MEASURES)
def test_every_measure_lies_between_nothing_and_all(measure: str) -> None:
    found = captions.levels(RAN, measure, 500)
    assert all(0 <= level <= 1 for level in found.values())
    assert bool(found) == (measure not in ("tail", "groups")), "which nobody knows of these"


def test_the_page_runs_its_squares_and_tells_of_them(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL))
    assert sentence(page).startswith("With no new real samples a generation")
    assert any("Counted in 12 runs" in text.value for text in page.markdown)
    (table,) = tables(page)
    assert table["Samples a generation"] == ["10", "40", "10", "40"]
    assert set(table["from"]) == {"runs"}
    assert query(page) == SMALL
    assert not players(page), "nothing was pressed"


def test_a_cell_of_the_link_is_played(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL, cell="40,2"))
    (player,) = players(page)
    assert player.key == "map film"
    (job,) = jobs()
    runs = job.map.fates[1, 1]
    assert any(f"Seed {job.map.plane.seeds[runs.middle]}" in text.value for text in page.caption)
    assert any(text.value.startswith("40 samples a gen") for text in page.markdown)
    assert query(page)["cell"] == "40,2"


def test_values_lead_to_a_cell_without_the_squares(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL))
    control(page, "selectbox", "cell:0").set_value(0)
    run(page)
    assert not players(page), "one of two is not enough"
    control(page, "selectbox", "cell:1").set_value(1)
    run(page)
    assert query(page)["cell"] == "10,2" and len(players(page)) == 1


def test_a_map_that_takes_long_is_asked_for(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("view.state.consent._forecast", lambda key, settings: 3600.0)
    page = open_page("map", **SMALL)
    while not page.info:
        run(page)
    assert not jobs()
    assert any("12 runs" in text.value for text in page.info)
    (button,) = [each for each in page.button if each.label.startswith("Run them")]
    button.click()
    page = run(page)
    assert [job.map.plane.lineages for job in jobs()] == [3]
    finished(page)


def test_what_is_cancelled_goes_on(open_page: OpenPage) -> None:
    page = begun(open_page("map", **SMALL | {"generations": "2000", "lineages": "32"}))
    (job,) = jobs()
    state.store().cancel(job, 5.0)
    run(page)
    if job.state == JobState.CANCELLED:
        (again,) = [each for each in page.button if each.label == "Go on with the map"]
        again.click()
        run(page)
        assert job.state != JobState.CANCELLED
        state.store().cancel(job, 5.0)


def test_what_is_paused_goes_on(open_page: OpenPage) -> None:
    page = begun(open_page("map", **SMALL | {"generations": "2000", "lineages": "32"}))
    (job,) = jobs()
    (progress,) = page.get("progress")
    assert re.search(r"of 4 squares, \d+ runs left, about \d+ s", progress.proto.text)
    (pause,) = [each for each in page.button if each.label == "Pause"]
    pause.click()
    run(page)
    assert job.state == JobState.PAUSED and not job.map.complete
    assert any(text.value.startswith("Paused at") for text in page.info)
    (again,) = [each for each in page.button if each.label == "Go on with the map"]
    again.click()
    run(page)
    assert job.state not in (JobState.PAUSED, JobState.CANCELLED)
    state.store().cancel(job, 5.0)


def test_a_square_that_cannot_run_is_grey_and_the_others_go_on(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if all squares of 40 samples had a model that breaks."""
    fit = Gaussian.fit

    def breaks(self: Gaussian, rng: Rng, training: TrainingSet, previous: Any) -> Any:
        if training.moments.count == 40:
            raise ArithmeticError("the matrix <said> no")
        return fit(self, rng, training, previous)

    monkeypatch.setattr(Gaussian, "fit", breaks)
    page = finished(open_page("map", **SMALL, cell="40,2"))
    (job,) = jobs()
    assert job.state == JobState.DONE and job.map.complete
    assert set(job.map.fates) == {(0, 0), (0, 1)} and set(job.map.failed) == {(1, 0), (1, 1)}
    said = "ArithmeticError: the matrix"
    assert any("2 cannot be run, and are grey" in each.value for each in page.caption)
    assert any(
        "there is no run" in each.value and "ArithmeticError" in each.value for each in page.warning
    )
    assert [said in words for words in grid(page)["said"]] == [False, True] * 2
    assert grid(page)["drawing"].count(f'stroke="{FAILED}"') == 4, "two crosses"
    (table,) = tables(page)
    assert [word == "failed" for word in table["region"]] == [False, True] * 2


@pytest.mark.parametrize(("side", "name"), [("x", "policy.fresh.rows"), ("y", "samples")])
def test_the_axes_change_places_where_one_is_to_be_the_other(
    open_page: OpenPage, side: str, name: str
) -> None:
    page = open_page("map", **SMALL)
    control(page, "selectbox", side).set_value(name)
    run(page)
    assert not page.warning
    assert (query(page)["x"], query(page)["y"]) == ("policy.fresh.rows=0,2", "samples=10,40")
    assert control(page, "selectbox", "x").value == "policy.fresh.rows"
    assert control(page, "selectbox", "y").value == "samples"
    assert control(page, "text_input", "x:policy.fresh.rows").value == "0,2"
    assert "samples=10,40" in query(run(page))["y"]


def test_what_else_was_turned_counts_where_axes_change_places(open_page: OpenPage) -> None:
    """As where a press has overtaken the run that would have heard of it."""
    page = open_page("map", **SMALL, colour="median")
    control(page, "text_input", "x:samples").set_value("10,20,80")
    control(page, "button_group", "colour").set_value("kept")
    control(page, "selectbox", "y").set_value("samples")
    run(page)
    assert query(page)["y"] == "samples=10,20,80"
    assert query(page).get("colour", "kept") == "kept"


def test_two_sides_that_were_turned_to_one_knob_are_no_map(open_page: OpenPage) -> None:
    page = open_page("map", **SMALL)
    for side in ("x", "y"):
        control(page, "selectbox", side).set_value("model.gaussian.bias")
    run(page)
    assert page.warning and query(page) == SMALL


def test_another_knob_takes_its_own_stops(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL))
    control(page, "selectbox", "y").set_value("model.gaussian.bias")
    monkeyed = run(page)
    assert query(monkeyed)["y"] == "model.gaussian.bias"


def test_stops_that_there_are_not_are_refused_in_words(open_page: OpenPage) -> None:
    page = finished(open_page("map", **SMALL))
    control(page, "text_input", "x:samples").set_value("0:5:3")
    run(page)
    assert page.warning and query(page) == SMALL


def test_the_law_is_asked_once_whatever_the_chance(open_page: OpenPage) -> None:
    open_page("map", **SMALL)
    found = state.laws_of(plane())
    assert found.whole.wait(60)
    assert set(found.known) == set(RAN) and {f.source for f in found.known.values()} == {LAW}
    other = plane(base=replace(DEFAULT, seed=7), lineages=5)
    assert state.laws_of(other) is found


def test_the_law_is_asked_no_further_where_nobody_looks(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes on where it was once somebody does again."""
    open_page("map", **SMALL)
    asked = threading.Semaphore(0)

    def one_by_one(_: Plane, but: Container[Cell], **more: int) -> Iterator[tuple[Cell, Fates]]:
        for cell in [cell for cell in RAN if cell not in but]:
            assert asked.acquire(timeout=60)
            yield cell, RAN[cell]

    monkeypatch.setattr("view.state.maps.laws", one_by_one)
    monkeypatch.setattr("view.state.maps.FORGOTTEN", -1.0)
    found = Laws(plane(), 1).look()
    asked.release()
    with found._asking:
        assert list(found.known) == [(0, 0)] and not found.whole.is_set()
    monkeypatch.setattr("view.state.maps.FORGOTTEN", 60.0)
    asked.release(3)
    assert found.look().whole.wait(60) and found.known == RAN


def test_what_a_map_takes_is_told_from_its_corners(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a run takes as long as it has samples, so do all of them together."""
    open_page("map", **SMALL)
    monkeypatch.setattr("view.state.maps.visitor", lambda: "somebody")
    monkeypatch.setattr(
        "view.state.consent._forecast", lambda key, settings: float(settings.samples)
    )
    large = plane(x=Axis("samples", (10, 20, 40)))
    every = 3 * 2 * (10 + 20 + 40)
    assert state.seconds_for(Map(large)) == pytest.approx(every / state.at_once())
    few = plane(x=Axis("samples", (1, 40)))  # no run has a single sample
    assert state.seconds_for(Map(few)) == pytest.approx(3 * 2 * 40 / state.at_once())
