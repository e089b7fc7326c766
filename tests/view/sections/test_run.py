"""What is offered beside a run that is done, and what is said of one that waits."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from engine import settings
from engine.jobs import Full, JobStore
from tests.support.app import opening, players, query, run, turned_to
from view.letters import in_markdown
from view.sections.run import longer, queue


def test_a_run_can_be_twice_as_long_where_that_fits() -> None:
    pool = {"truth": "blobs", "model": "gmm", "policy": "accumulate", "samples": 4000}
    on = longer(settings(**pool, generations=300))
    assert on is not None and on.generations == 600
    assert longer(settings(**pool, generations=1000)) is None, "eight million rows do not fit"
    assert longer(settings(truth="blobs", model="gmm", policy="replace")) is None


def test_who_waits_is_told_how_long_and_behind_how_many() -> None:
    assert queue(4.8, 12) == "About 5 s, 12 others before you."
    assert queue(0.0, 1) == "A moment, one other before you."


def test_where_the_server_is_full_the_page_says_so_in_one_sentence(
    open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Full("This server is full.")

    monkeypatch.setattr(JobStore, "watch", full)
    for page in ("drift", "dice", "lesson"):
        app = open_page(page, seed="3")
        assert [each.value for each in app.info] == [in_markdown("This server is full.")]
        assert query(app) == {"seed": "3"} and not app.exception


def test_where_what_lies_ahead_is_hidden_no_word_and_no_chart_tells_of_it(
    open_page: Callable[..., AppTest],
) -> None:
    """Until one asks for it, there or in the player."""
    small = {"samples": "50", "generations": "40", "pause": "5"}
    app = open_page("drift", ahead="no", **small)
    assert not opening(players(app)[0])["ahead"]
    below = [each.value for each in [*app.markdown, *app.caption]]
    folds = len(app.expander)
    assert not app.get("plotly_chart")
    told = {int(found) for text in below for found in re.findall(r"generation (\d+)", text)}
    assert max(told, default=0) <= 5
    (button,) = [each for each in app.button if each.label == "Show what lies ahead"]
    button.click()
    app = run(app)
    assert query(app) == small and opening(players(app)[0])["ahead"]
    while not app.get("plotly_chart"):  # until the run has come to its end
        run(app)
    assert len(app.expander) > folds


def test_the_room_goes_along_to_another_page(open_page: Callable[..., AppTest]) -> None:
    app = turned_to(open_page("drift", ahead="no", generations="10"), "remedies")
    assert not any(opening(each)["ahead"] for each in players(app))
    assert not app.get("plotly_chart") and query(app)["ahead"] == "no"
