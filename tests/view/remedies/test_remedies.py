"""The page that lays policies side by side: what it shows, forks, links, and says of its runs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import POLICIES, Trajectory, settings
from engine.knobs import parse
from tests.support.app import control, players, query, run, tables
from view.page_specs import DRIFT, REMEDIES
from view.remedies import captions
from view.urls.experiment import ABREAST, policies_from_query, policies_to_query

OpenPage = Callable[..., AppTest]
SHORT = {"samples": "50", "generations": "20", "seed": "3"}
FOUR = SHORT | {"policies": "replace;accumulate;fresh;verify"}


def finished(page: AppTest) -> AppTest:
    while not page.get("plotly_chart"):
        run(page)
    return page


def recorded(policy: str, variance: tuple[float, ...], **values: Any) -> Trajectory:
    """A run whose variance went this way, which no model has drawn."""
    made = settings(truth="normal", model="gaussian", policy=policy, generations=10, samples=100)
    trajectory = Trajectory(made)
    trajectory.length = len(variance)
    trajectory.metrics["variance"][: len(variance)] = variance
    for at in range(len(variance)):
        real = made.policy.rows_collected(at, 100)
        trajectory.origins[at] = real, 100 - real, 0
    for name, value in values.items():
        trajectory.metrics[name][: len(variance)] = value
    return trajectory


def test_what_was_collected_counts_every_new_real_sample() -> None:
    assert captions.collected(recorded("replace", (1, 1)), 5) == 100
    assert captions.collected(recorded("fresh:share=0.2", (1, 1)), 5) == 100 + 5 * 20
    once = recorded("schedule:then=fresh%3Ashare%3D0.5,at=3,lasting=1", (1, 1))
    assert [captions.collected(once, at) for at in (2, 3, 9)] == [100, 150, 150]


def test_the_headline_names_who_kept_most_and_least() -> None:
    said = captions.headline(
        {"A": recorded("replace", (2, 0.2)), "B": recorded("fresh", (2, 1.9))}
    ).words
    assert (
        "generation 1" in said
        and "“B” is closest to the variance that it began with, with 95%" in said
    )
    assert "farthest is “A”, with 10%" in said
    kept = captions.headline(
        {"A": recorded("replace", (2, 1.6)), "B": recorded("fresh", (2, 2))}
    ).words
    assert "all have between half and one and a half" in kept


def test_growth_is_not_called_keeping() -> None:
    runs = {"A": recorded("replace", (1, 0.2)), "B": recorded("fresh", (1, 8e20))}
    said = captions.headline(runs).words
    assert "“A” is closest" in said and "farthest is “B”, with 8.0 × 10²⁰ times" in said
    assert captions.table(runs, 1)["variance left"] == ["20%", "8.0 × 10²⁰ times"]
    assert not captions.enough(runs, 1)


def test_enough_is_said_only_where_it_was_needed_and_helped() -> None:
    lost, kept = recorded("replace", (1, 0.1)), recorded("fresh:share=0.05", (1, 0.8))
    said = str(captions.enough({"A": lost, "B": kept}, 1))
    assert "5 new real samples" in said and "80%" in said
    assert not captions.enough({"A": recorded("replace", (1, 0.9)), "B": kept}, 1), "not needed"
    assert not captions.enough({"A": lost, "B": recorded("fresh", (1, 0.2))}, 1), "did not help"


@pytest.mark.parametrize(
    ("judge", "left", "told"),
    [
        ("truth", 0.9, True),
        ("truth", 0.3, False),
        ("likelihood", 0.01, True),
        ("likelihood", 0.6, False),
        ("diversity", 0.9, False),
    ],
)
def test_a_judge_is_explained_where_the_run_went_that_way(
    judge: str, left: float, told: bool
) -> None:
    run = recorded(f"verify:judge={judge}", (1, left), tail_mass=0.04)
    assert bool(captions.verdicts({"A": run}, 1)) == told
    assert not captions.verdicts({"A": run}, 0), "nothing has happened yet"
    idle = recorded(f"verify:judge={judge},keep=1", (1, left), tail_mass=0.04)
    assert not captions.verdicts({"A": idle}, 1), "nothing was dropped"


def test_the_table_says_what_was_measured_by_then() -> None:
    run = recorded("replace", (1, 0.5, 0.25), coverage=(0.9, np.nan, np.nan), tail_mass=0.04)
    found = captions.table({"A": run}, 2)
    row = ["A", "100", "none", "100", "25%", "90%", "4%"]
    assert [column[0] for column in found.values()] == row


def test_policies_travel_in_a_link() -> None:
    specs = ("replace", "fresh:share=0.5", "schedule:then=anchor%3Ashare%3D0.5,at=7")
    assert policies_from_query(REMEDIES, policies_to_query(REMEDIES, specs)) == (specs, [])
    assert policies_to_query(REMEDIES, REMEDIES.policies) == {}
    assert policies_to_query(DRIFT, ()) == {}


def test_what_cannot_be_laid_side_by_side_is_told() -> None:
    five = "replace;accumulate;fresh;verify;anchor;nonsense;replace"
    found, wrong = policies_from_query(REMEDIES, {"policies": five})
    assert found == ("replace", "accumulate", "fresh", "verify") and len(wrong) == 2
    assert policies_from_query(REMEDIES, {"policies": ""})[0] == REMEDIES.policies


@pytest.mark.slow
@pytest.mark.parametrize(("link", "lanes"), [(SHORT, 2), (FOUR, ABREAST)])
def test_the_page_opens_with_its_players_and_a_table(
    open_page: OpenPage, link: dict[str, str], lanes: int
) -> None:
    page = finished(open_page("remedies", **link))
    assert len(players(page)) == lanes
    (found,) = tables(page)
    first, *columns = found.values()
    assert "coverage" in first and len(columns) == lanes, "a quantity a row, a lane a column"
    assert not page.warning and "generation 20" in page.header[0].value


@pytest.mark.slow
def test_policies_are_chosen_and_the_link_follows(open_page: OpenPage) -> None:
    page = finished(open_page("remedies", **SHORT))
    chosen = control(page, "multiselect", "policies")
    chosen.set_value(["replace", "subsample"])
    finished(run(page))
    assert query(page)["policies"] == "replace;subsample"
    assert len(players(page)) == 2
    again = finished(open_page("remedies", **query(page)))
    assert len(players(again)) == 2
    control(again, "multiselect", "policies").set_value([])
    assert "at least one" in finished(run(again)).info[0].value
    assert len(players(again)) == 2


@pytest.mark.slow
def test_a_fork_stands_beside_what_it_left(open_page: OpenPage) -> None:
    page = finished(open_page("remedies", **SHORT, policies="replace"))
    (fork,) = [button for button in page.button if "Fork" in button.label]
    fork.click()
    finished(run(page))
    base, spec = page.session_state["pages"]["remedies"].policies
    assert base == "replace" and parse(spec, POLICIES, "policy").at == 20
    assert len(players(page)) == 2


@pytest.mark.slow
def test_a_bad_link_is_told_and_the_page_goes_on(open_page: OpenPage) -> None:
    page = finished(open_page("remedies", **SHORT, policies="replace;nothing"))
    assert any("nothing" in warning.value for warning in page.warning)
    assert len(players(page)) == 1


@pytest.mark.slow
def test_what_is_another_pages_preset_is_only_settings_here(open_page: OpenPage) -> None:
    """Three blobs over 500 generations are this page's preset, and no preset of Drift's."""
    page = run(open_page("drift", generations="500"))
    assert query(page)["generations"] == "500"
    page = finished(open_page("remedies", generations="2000", policies="replace"))
    assert query(page)["generations"] == "2000"


@pytest.mark.slow
def test_what_outgrows_memory_is_one_sentence(open_page: OpenPage) -> None:
    page = open_page("remedies", samples="100000", generations="2000", policies="accumulate")
    assert "at most" in page.info[0].value and not players(page)


@pytest.mark.slow
def test_shares_that_differ_little_are_told_apart(open_page: OpenPage) -> None:
    both = "fresh:share=0.1;fresh:share=0.10000001"
    page = finished(open_page("remedies", **SHORT, policies=both))
    assert len(tables(page)[0]) == 3, "two lanes, by two names"


@pytest.mark.slow
def test_a_fork_keeps_its_trunk(open_page: OpenPage) -> None:
    page = finished(open_page("remedies", **FOUR))
    (trunk,) = [box for box in page.selectbox if box.label == "First it reads"]
    trunk.set_value("verify")
    run(page)
    (fork,) = [button for button in page.button if "Fork" in button.label]
    fork.click()
    finished(run(page))
    specs = page.session_state["pages"]["remedies"].policies
    assert len(specs) == ABREAST and "verify" in specs and specs[-1].startswith("schedule")


def test_a_schedule_is_the_same_however_it_was_typed() -> None:
    typed = "schedule:then=fresh;schedule:then=%20fresh;schedule:then=fresh%3Ashare%3D0.1"
    assert policies_from_query(REMEDIES, {"policies": typed}) == (("schedule",), [])
