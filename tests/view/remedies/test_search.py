"""The search in the background, what is said of what it found, and its place on the page."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import Settings, settings
from engine.analysis.real_data_search import Probe, RealDataSearch
from engine.jobs import (
    InlineScheduler,
    JobState,
    JobStore,
    SearchJob,
    SharedScheduler,
    ThreadScheduler,
    search_key,
)
from engine.settings import SAFE_INTEGER
from tests.support.app import run, tables
from tests.support.blocking_model import PATIENCE, show_search, until
from view.remedies import answer
from view.remedies.figures import kept_figure, kept_in_words


def small(**values: object) -> Settings:
    """One Gaussian that forgets fast."""
    given = {"truth": "normal", "model": "gaussian", "policy": "replace"}
    return settings(**given | {"samples": 20, "generations": 100} | values)


def done(quest: SearchJob) -> SearchJob:
    """The search by itself."""
    scheduler = InlineScheduler()
    scheduler.submit(quest)
    scheduler.wait(quest)
    return quest


@pytest.fixture
def store() -> Iterator[JobStore]:
    thread = ThreadScheduler(1)
    made = JobStore(SharedScheduler(thread, thread, thread), 2**20, 0.1)
    yield made
    made.close()


def test_all_who_ask_share_one_search_and_it_ends(store: JobStore) -> None:
    one, other = (show_search(store, name, small(), "fresh") for name in ("ada", "ben"))
    assert one is other and store.has(search_key(small(), "fresh"))
    assert not store.has(search_key(small(), "anchor"))
    until(lambda: one.finished)
    alone = done(SearchJob(RealDataSearch(small())))
    assert one.state == alone.state == JobState.DONE
    assert one.search.probes == alone.search.probes and one.search.answer is not None


def test_a_search_that_nobody_watches_ends_and_a_cancelled_one_goes_on(store: JobStore) -> None:
    slow = small(model="gmm:components=1", generations=2000, samples=500)
    quest = show_search(store, "ada", slow, "fresh")
    store.let_go("ada")
    until(lambda: quest.finished)
    assert quest.state == JobState.CANCELLED and not store.has(search_key(slow, "fresh"))
    quest = show_search(store, "ada", small(), "fresh")
    store.cancel(quest, PATIENCE)
    assert quest.state == JobState.CANCELLED
    store.go_on(quest)
    until(lambda: quest.finished)
    assert quest.state == JobState.DONE and quest.search.answer is not None


def test_an_error_becomes_a_sentence() -> None:
    quest = done(SearchJob(RealDataSearch(small(model="vae:likelihood=bernoulli,steps=1"))))
    assert quest.state == JobState.FAILED and "bernoulli" in quest.error


def over(*probes: Probe, policy: str = "fresh") -> RealDataSearch:
    """A search that found just this, which no model has run."""
    search = RealDataSearch(small(), policy, lineages=3)
    search.probes = list(probes)
    return search


LOST, KEPT = (*[0.1] * 8, 0.3), (0.5, 0.6, *[0.7] * 6, 0.9)


@pytest.mark.parametrize(
    ("probes", "said"),
    [
        ((Probe(0, KEPT),), "No real data were needed: without any, 9 of 9"),
        ((Probe(0, LOST), Probe(1, KEPT)), "Among 20 samples in each generation, 1 new real one"),
        ((Probe(0, LOST), Probe(1, KEPT)), "and without any 0 of 9"),
        (
            (Probe(0, LOST), Probe(1, LOST), Probe(2, LOST), Probe(4, KEPT), Probe(3, KEPT)),
            "3 new real ones would have been enough: 9 of 9 lineages",
        ),
        (
            tuple(Probe(n, LOST) for n in (0, 1, 2, 4, 8, 16, 20)),
            "Not even real data alone are enough",
        ),
    ],
)
def test_the_answer_is_said_as_it_was_found(probes: tuple[Probe, ...], said: str) -> None:
    search = over(*probes)
    assert said in answer.found(search).words
    rows = answer.tries(search)
    assert len(rows["share"]) == len(probes)
    assert rows["lineages that keep half"][0] == f"{probes[0].kept} of 9"


@pytest.mark.parametrize(
    ("policy", "probes", "price", "said"),
    [
        (
            "fresh",
            (Probe(0, LOST), Probe(1, KEPT)),
            0.25,
            "At 0.25 a real row, 1 new one in each of 100 generations are 100 in all, and cost 25; "
            "the 20 of generation 0 cost 5.",
        ),
        (
            "anchor",
            (Probe(0, LOST), Probe(1, LOST), Probe(2, KEPT)),
            1234.5,
            "At 1,234.50 a real row, the 20 of generation 0 cost 24,690; the 2 that are kept and "
            "read again belong to them, and cost nothing more.",
        ),
        (
            "fresh",
            (Probe(0, KEPT),),
            0.001,
            "At 0.001 a real row, the 20 of generation 0 cost 0.02, and no other is needed.",
        ),
    ],
)
def test_what_it_costs_is_said(
    policy: str, probes: tuple[Probe, ...], price: float, said: str
) -> None:
    assert str(answer.cost(over(*probes, policy=policy), price)) == said


def test_what_never_is_enough_has_no_price() -> None:
    tried = tuple(Probe(n, LOST) for n in (0, 1, 2, 4, 8, 16, 20))
    assert answer.cost(over(*tried), 1.0) is None


def test_the_curve_shows_each_number_that_was_tried_with_its_interval() -> None:
    search = over(Probe(0, LOST), Probe(1, LOST), Probe(2, KEPT))
    (line,) = kept_figure(search).data
    assert [*np.exp2(line.x)] == pytest.approx([1, 2, 3]) and [*line.y] == [0.1, 0.1, 0.7]
    assert [*(line.y - line.error_y.arrayminus)] == pytest.approx([0.1, 0.1, 0.5])
    assert [*(line.y + line.error_y.array)] == pytest.approx([0.3, 0.3, 0.9])
    across, upright = kept_figure(search).layout.shapes
    assert across.y0 == 0.5 and np.exp2(upright.x0) == pytest.approx(3)
    assert "With 2 real: 70% (50% to 90%)." in kept_in_words(search)


def test_theory_stands_beside_it_where_it_applies() -> None:
    said = str(answer.by_theory(small(), "fresh"))
    assert "one new real sample in every two generations" in said and "66%" in said
    assert not answer.by_theory(small(), "anchor")
    assert not answer.by_theory(small(truth="blobs"), "fresh")


def test_where_no_search_can_be_the_page_says_why(open_page: Callable[..., AppTest]) -> None:
    page = open_page(
        "remedies",
        samples="20",
        generations="10",
        truth="normal",
        model="gaussian",
        policies="replace",
        seed=str(SAFE_INTEGER),
    )
    while not page.get("plotly_chart"):
        run(page)
    assert any("There is no search here" in said.value for said in page.caption)
    assert not any(button.label.startswith("Search") for button in page.button)


@pytest.mark.slow
def test_the_page_searches_when_it_is_asked(open_page: Callable[..., AppTest]) -> None:
    page = open_page(
        "remedies",
        samples="20",
        generations="50",
        truth="normal",
        model="gaussian",
        policies="replace",
    )
    while not page.get("plotly_chart"):
        run(page)
    (search,) = [button for button in page.button if button.label.startswith("Search")]
    search.click()
    run(page)
    while not any("would have been enough:" in text.value for text in page.markdown):
        run(page)
    assert len(tables(page)) == 2 and not page.warning
    assert len(page.get("plotly_chart")) == 3, "left, enough, and any metric"
    (price,) = [each for each in page.number_input if "costs" in each.label]
    price.set_value(2.5)
    run(page)
    assert any("At 2.50 a real row" in text.value for text in page.markdown)
    (keep,) = [each for each in page.get("button_group") if "kept" in each.label]
    keep.set_value(0.8)
    run(page)
    assert any(button.label.startswith("Search") for button in page.button), "another search"
