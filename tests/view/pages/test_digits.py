"""The page of pictures: what it opens with, what is kept beside, and what each page remembers."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from engine import PRESETS, Settings, settings
from engine.jobs import TrajectoryJob
from tests.support.app import control, players, query, run, sentence, turned_to
from tests.support.blocking_model import jobs
from view import state
from view.page_specs import DIGITS, DRIFT
from view.urls.experiment import preset_of

NETWORK = {
    "truth": "digits",
    "samples": "60",
    "generations": "10",
    "model": "vae:hidden=16,steps=20,likelihood=bernoulli",
}
MIXTURE = NETWORK | {"truth": "digits:components=4", "model": "gmm:components=3"}

pytestmark = pytest.mark.slow
OpenPage = Callable[..., AppTest]


def done(page: AppTest) -> AppTest:
    while not page.get("plotly_chart"):
        run(page)
    return page


def button(page: AppTest, label: str) -> Any:
    (only,) = [each for each in page.button if label in each.label]
    return only


def agreed(page: AppTest) -> AppTest:
    """A busy machine asks before it starts."""
    for asked in [each for each in page.button if each.label.startswith("Start")]:
        asked.click()
        run(page)
    return page


def shown(page: AppTest, which: str = "digits") -> Settings:
    chosen: Settings = page.session_state["pages"][which].settings
    return chosen


def beside(page: AppTest) -> Settings | None:
    kept: Settings | None = page.session_state["pages"]["digits"].beside
    return kept


@pytest.mark.parametrize("link", [NETWORK, MIXTURE], ids=["network", "mixture"])
def test_it_opens_with_a_run(open_page: OpenPage, link: dict[str, str]) -> None:
    page = done(open_page("digits", **link))
    assert shown(page) == settings(policy="replace", **link)
    assert len(players(page)) == 1 and not page.warning
    assert len(page.get("plotly_chart")) == 2, "a stream and a metric"
    assert any("logistic regression" in text.value for text in page.caption)
    assert "digit" in sentence(page)
    assert len(page.get("download_button")) == 6


@pytest.mark.parametrize("name", DIGITS.presets)
def test_every_preset_is_one_press_away(open_page: OpenPage, name: str) -> None:
    page = open_page("digits", **MIXTURE, seed="4")
    control(page, "button_group", "preset").select(name)
    run(page)
    assert shown(page) == PRESETS[name].settings
    assert any(PRESETS[name].look in text.value for text in page.markdown)
    state.store().clear()


def test_every_metric_is_drawn(open_page: OpenPage) -> None:
    page = done(open_page("digits", **MIXTURE))
    (metric,) = [box for box in page.selectbox if box.label == "Metric"]
    assert len(metric.options) > 4
    for at in range(len(metric.options)):
        metric.select_index(at)
        run(page)
        assert len(page.get("plotly_chart")) == 2


def test_a_run_is_kept_beside_the_next(open_page: OpenPage) -> None:
    page = done(open_page("digits", **MIXTURE))
    kept = shown(page)
    button(page, "Keep").click()
    run(page)
    assert len(players(page)) == 2 and beside(page) == kept
    control(page, "slider", "model.gmm.components").set_value(5)
    done(run(page))
    assert beside(page) == kept and shown(page).model.components == 5
    run(page)
    assert len(players(page)) == 2, "a rerun puts it away"
    assert len(page.get("plotly_chart")) == 3, "a stream of each, and the metric of both"
    button(page, "Put away").click()
    run(page)
    assert len(players(page)) == 1 and beside(page) is None
    assert "beside" not in query(page)


def test_a_link_brings_both(open_page: OpenPage) -> None:
    kept = MIXTURE | {"seed": "5"}
    page = done(open_page("digits", **NETWORK, beside=urlencode(kept)))
    assert not page.warning and len(players(page)) == 2
    assert shown(page) == settings(policy="replace", **NETWORK)
    assert beside(page) == settings(policy="replace", **MIXTURE, seed=5)
    again = done(open_page("digits", **query(page)))
    assert (shown(again), beside(again)) == (shown(page), beside(page)) and not again.warning


@pytest.mark.parametrize("name", DIGITS.presets)
def test_a_link_keeps_a_preset_by_its_name(open_page: OpenPage, name: str) -> None:
    page = open_page("digits", **MIXTURE, beside=f"preset={name}")
    state.store().clear()
    assert beside(page) == PRESETS[name].settings
    assert query(page)["beside"] == f"preset={name}"


@pytest.mark.parametrize(
    "nonsense",
    ["nonsense", "preset=nonsense", "samples=many", "truth=moons", "&&&", "%", "beside=a", "="],
)
def test_nonsense_beside_is_told(open_page: OpenPage, nonsense: str) -> None:
    page = open_page("digits", **MIXTURE, beside=nonsense)
    assert shown(page) == settings(policy="replace", **MIXTURE)
    assert page.warning or beside(page) is None
    if nonsense.strip("&%="):
        assert page.warning, "what the link asked for is silently left out"


def test_a_new_seed_leaves_what_is_kept(open_page: OpenPage) -> None:
    page = open_page("digits", **MIXTURE, beside=urlencode(MIXTURE))
    kept = beside(page)
    button(page, "New seed").click()
    done(run(page))
    assert beside(page) == kept and shown(page).seed != kept.seed


def test_cancelled_it_can_be_continued(open_page: OpenPage) -> None:
    page = open_page("digits", **NETWORK | {"generations": "200"})
    button(page, "Cancel").click()
    while not any("Cancelled" in warning.value for warning in page.warning):
        run(page)
    (before,) = jobs(state.store(), TrajectoryJob)
    kept = before.trajectory.length
    button(page, "Continue").click()
    run(page)
    (after,) = jobs(state.store(), TrajectoryJob)
    assert after is before and not page.warning
    before.wait(kept, 20)
    assert before.trajectory.length > kept


def test_more_generations_go_on_where_it_ended(open_page: OpenPage) -> None:
    page = done(open_page("digits", **MIXTURE))
    (short,) = jobs(state.store(), TrajectoryJob)
    button(page, "10 more generations").click()
    done(run(page))
    assert shown(page).generations == 20 and "generations" not in query(page)
    (long,) = [each for each in jobs(state.store(), TrajectoryJob) if each is not short]
    assert long.continues == short.name and long.trajectory.length == 21
    assert control(page, "select_slider", "generations").value == 20, "the slider must follow"


def test_each_page_remembers_its_own(open_page: OpenPage) -> None:
    page = done(open_page("digits", **MIXTURE))
    mine = shown(page)
    turned_to(page, "drift")
    assert preset_of(shown(page, "drift")) == DRIFT.default and not query(page)
    control(page, "number_input", "seed").set_value(9)
    run(page)
    done(turned_to(page, "digits"))
    assert shown(page) == mine and not page.warning
    assert query(page)["samples"] == "60", "the link is the page's own again"
    assert control(page, "slider", "model.gmm.components").value == 3
    turned_to(page, "drift")
    assert shown(page, "drift").seed == 9 and control(page, "number_input", "seed").value == 9


def test_what_is_kept_here_does_not_go_on_while_another_page_is_open(open_page: OpenPage) -> None:
    long = NETWORK | {"generations": "300"}
    page = agreed(open_page("digits", **MIXTURE, beside=urlencode(long)))
    unseen = state.store()._jobs[settings(policy="replace", **long).key]
    assert not unseen.finished
    turned_to(page, "drift")
    unseen.wait(10**6, 20)
    assert unseen.state == "cancelled", "nobody sees it, and it goes on"
