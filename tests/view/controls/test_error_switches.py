"""The three switches: what they set, and what is said of a run that has some errors only."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import PRESETS, Trajectory, settings
from engine.analysis.error_sources import ErrorSources, errors_of, with_errors
from tests.support.app import control, query, run
from view.captions.format import percent
from view.controls.error_switches import meanings
from view.modalities import captions
from view.modalities.numbers.causes import at_work, change
from view.modalities.numbers.course import course
from view.sections import audit

BASE = PRESETS["errors"].settings


def recorded(**on: bool) -> Trajectory:
    """A run in which just these errors are at work."""
    off = {"sampling": False, "expressivity": False, "procedure": False}
    trajectory = Trajectory(with_errors(BASE, ErrorSources(**off | on)))
    list(trajectory.follow())
    return trajectory


def test_without_errors_nothing_is_forgotten_and_nothing_is_uncertain() -> None:
    said = recorded()
    assert captions.headline(said).words == (
        "Nothing was forgotten: generation 200, its last, says just what generation 0 said."
    )
    told = captions.details(said)
    assert "None of the three errors" in told
    assert re.search(r"Of all samples since generation 100, (4\.\d|5|5\.\d)% lie in the tail", told)
    assert "endless" in captions.opening(said.settings).words
    assert audit.facts(said, 5)["Read"] == "the distribution itself"


def test_a_model_that_cannot_hold_the_data_is_wrong_once() -> None:
    run = recorded(expressivity=True)
    assert captions.headline(run).words.startswith("Nothing was forgotten")
    told = captions.details(run)
    assert "error of expressivity" in told and "wrong once" in told


def test_stopping_early_adds_up() -> None:
    run = recorded(procedure=True)
    told = captions.details(run)
    assert "error of procedure" in told and "adds up" in told
    said = captions.headline(run).words
    assert "shape does not" in said and f"changed by {percent(change(run))}" in said
    assert change(run) > 0.05


def test_a_timid_model_still_loses_its_variance_without_any_samples() -> None:
    """Boldness 0.97 leaves 0.97^200 = 0.23%, with no error, and not rounded to nothing."""
    made = settings(
        truth="normal",
        model="gaussian:bias=0.97",
        policy="replace",
        generations=200,
        samples=50,
        exact=True,
    )
    trajectory = Trajectory(made)
    list(trajectory.follow())
    assert "has lost 99.8% of its variance." in captions.headline(trajectory).words


def test_the_usual_errors_go_without_saying() -> None:
    usual = Trajectory(PRESETS["three-blobs"].settings)
    next(usual.follow())
    assert at_work(course(usual)) is None


def test_every_switch_says_what_it_sets() -> None:
    assert meanings(BASE)[0] == "Sampling: 200 samples a generation."
    crude = with_errors(BASE, ErrorSources(sampling=False, expressivity=True, procedure=True))
    assert [line.split(": ")[1] for line in meanings(crude)] == [
        "endlessly many samples.",
        "2 bell-shaped clouds for 3 in the data.",
        "fitting stops after 1 round.",
    ]


@pytest.mark.slow
def test_the_switches_follow_the_knobs_and_the_knobs_the_switches(
    open_page: Callable[..., AppTest],
) -> None:
    page = open_page(preset="errors", samples="20", generations="10")
    assert not control(page, "toggle", "error:procedure").value
    control(page, "toggle", "error:sampling").set_value(False)
    control(run(page), "toggle", "error:procedure").set_value(True)
    run(page)
    assert query(page)["exact"] == "True" and query(page)["model"] == "gmm:max_iter=1"
    made = page.session_state["pages"]["drift"].settings
    assert errors_of(made) == ErrorSources(sampling=False, expressivity=False, procedure=True)
    control(page, "selectbox", "model").set_value("gaussian")
    assert control(run(page), "toggle", "error:expressivity").value
