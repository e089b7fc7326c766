"""The section Many lineages: bands that are quantiles, sentences that are true, links that carry
it, and any lineage a press away."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import ks_2samp
from streamlit.testing.v1 import AppTest

from engine import METRICS, Ensemble, Settings
from engine.analysis.survival import bands
from engine.jobs import EnsembleJob
from engine.theory import exact_law
from engine.theory.sampling import LAWFUL
from tests.support import blocking_model as gates
from tests.support.app import control, query, run, turned_to
from tests.support.blocking_model import jobs
from tests.support.statistics import follow
from view import state
from view.figures.bands import COLUMNS, READABLE, bands_figure, drawn
from view.figures.fates import fates_figure
from view.modalities import verdicts
from view.urls.experiment import many_from_query, many_to_query

SMALL = {"samples": "60", "generations": "30"}
OpenPage = Callable[..., AppTest]
Shortened = Callable[..., Settings]


@pytest.fixture(scope="module")
def ensemble(shortened: Shortened) -> Ensemble:
    """Six short lineages from seed 4 on."""
    made = Ensemble(shortened(generations=40, seed=4), 6)
    follow(made)
    return made


def trace(figure: Any, name: str) -> Any:
    (only,) = [each for each in figure.data if each.name == name]
    return only


def with_variance(shortened: Shortened, last: list[float]) -> Ensemble:
    """Lineages whose variance begins at 1 and ends so."""
    made = Ensemble(shortened(generations=20), len(last))
    made.metrics["variance"][:, :-1], made.metrics["variance"][:, -1] = 1.0, last
    made.metrics["tail_mass"][:], made.metrics["modes"][:] = 0.05, 3.0
    made.lengths[:] = made.total
    return made


@pytest.mark.parametrize("name", [n for n, m in METRICS.items() if not m.by_class])
@pytest.mark.parametrize("log", [False, True])
def test_every_metric_on_every_axis(ensemble: Ensemble, name: str, log: bool) -> None:
    figure = bands_figure(ensemble, name, 2, log_x=log, log_y=log)
    at = drawn(ensemble, name, log_x=log)
    median = np.asarray(trace(figure, "median").y, float)
    known = bands(ensemble.metrics[name][:, at]).median
    shown = np.isfinite(median)
    np.testing.assert_array_equal(median[shown], known[shown])
    assert shown.all() or (log and (known[~shown] <= 0).all())
    np.testing.assert_array_equal(np.asarray(trace(figure, "mean").x), at + log)


def test_lines_are_the_lineages_and_handles_know_their_seeds(ensemble: Ensemble) -> None:
    figure = bands_figure(ensemble, "variance", 2)
    lines = np.asarray(trace(figure, "one lineage").y, float).reshape(6, -1)[:, :-1]
    np.testing.assert_array_equal(lines, ensemble.metrics["variance"])
    handles = trace(figure, "open")
    for seed, x, y in zip(handles.customdata, handles.x, handles.y, strict=True):
        assert y == ensemble.metrics["variance"][int(seed) - 4, int(x)]
    assert set(handles.customdata) == set(range(4, 10))
    played = trace(figure, "seed 6, above")
    np.testing.assert_array_equal(played.y, ensemble.metrics["variance"][2])


def test_one_that_has_grown_does_not_flatten_the_others(shortened: Shortened) -> None:
    made = with_variance(shortened, [0.5] * 40 + [250.0])
    figure = bands_figure(made, "variance", 0)
    assert 6 < figure.layout.yaxis.range[1] < 10, "the mean, 6.6, is seen"
    assert "250, had the one with seed 40 at generation 20" in str(
        verdicts.spread(made, "variance")
    )
    assert bands_figure(made, "variance", 0, log_y=True).layout.yaxis.range is None
    assert bands_figure(made, "variance", 40).layout.yaxis.range[1] > 250, "it is played above"


def test_too_many_lines_are_left_out(shortened: Shortened) -> None:
    crowd = Ensemble(shortened(), READABLE + 1)
    follow(crowd, 0)
    assert not [t for t in bands_figure(crowd, "variance", 0).data if t.name == "open"]


def test_no_more_is_drawn_than_there_are_pixels(shortened: Shortened) -> None:
    long = Ensemble(shortened(generations=2000), 2)
    long.metrics["variance"][:] = 1.0
    for log_x in (False, True):
        at = drawn(long, "variance", log_x=log_x)
        assert len(at) <= COLUMNS and at[0] == 0 and at[-1] == 2000
        assert (np.diff(at) > 0).all()


def test_an_ensemble_that_has_only_begun_is_drawn(shortened: Shortened) -> None:
    begun = Ensemble(shortened(), 3)
    for log_y in (False, True):
        assert bands_figure(begun, "variance", 0, log_y=log_y).data
    assert verdicts.verdicts(begun) == [] and verdicts.parted(begun) is None
    assert fates_figure(verdicts.fates(begun), 12).data


def test_sentences_are_true_of_the_ensemble(shortened: Shortened) -> None:
    claims = verdicts.verdicts(with_variance(shortened, [0.1, 0.2, 0.9, 0.3]))
    told = [claim.words for claim in claims]
    assert told[-1] == (
        "Of 4 lineages 3 have lost half their variance by generation 20 "
        "(90% interval 36% to 94%); the middle one had at generation 20."
    )
    assert told[0].startswith("Of 4 lineages none has lost its tail by generation 4 (90% interval")


def test_one_and_all_are_said_as_people_say_them(shortened: Shortened) -> None:
    one = verdicts.verdicts(with_variance(shortened, [0.1, 1, 1]))[-1].words
    assert one.startswith("Of 3 lineages 1 has lost half its variance")
    assert one.endswith("the middle one has not.")
    assert verdicts.verdicts(with_variance(shortened, [0.1] * 3))[-1].words.startswith(
        "All 3 lineages"
    )


def test_only_whole_lineages_are_counted(shortened: Shortened) -> None:
    grown = with_variance(shortened, [0.1, 0.1, 1])
    grown.lengths[1:] = 7
    assert verdicts.verdicts(grown)[-1].words.startswith(
        "The only lineage so far has lost half its"
    )
    assert verdicts.verdicts(grown)[0].words.startswith(
        "The only lineage so far has not lost its tail"
    )


def test_who_carries_the_mean_is_named(shortened: Shortened) -> None:
    carried = str(verdicts.parted(with_variance(shortened, [1e-6, 1e-6, 1e-5, 3e-1])))
    assert "seed 3 alone makes up 100%" in carried and "1.0" not in carried.split("mean of")[0]
    assert verdicts.parted(with_variance(shortened, [0.9, 1.0, 1.1])) is None


def test_the_mean_tail_mass_is_never_said_to_fall(ensemble: Ensemble, shortened: Shortened) -> None:
    kept = with_variance(shortened, [0.1, 0.1])
    assert verdicts.tail(kept) is None, "no tail was lost"
    kept.metrics["tail_mass"][0] = 0.0
    assert "need not fall" in str(verdicts.tail(kept))
    assert "median" in str(verdicts.spread(ensemble, "tail_mass"))


@pytest.mark.slow
def test_the_exact_law_is_the_law_of_the_lineages(shortened: Shortened) -> None:
    chosen = shortened(truth="normal:dimensions=1", model="gaussian", generations=60, samples=30)
    law = exact_law(chosen)
    assert law is not None and law.shape == (LAWFUL, 61)
    made = Ensemble(chosen, 128)
    follow(made)
    for at in (0, 10, 60):
        found = ks_2samp(np.log(law[:, at]), np.log(made.metrics["variance"][:, at]))
        assert found.pvalue > 1e-3, f"generation {at}: {found}"
    figure = bands_figure(made, "variance", 0, law=law)
    np.testing.assert_array_equal(trace(figure, "median, exact law").y, bands(law).median)
    lines = np.asarray(trace(figure, "one lineage").y, float).reshape(READABLE, -1)[:, :-1]
    np.testing.assert_array_equal(lines, made.metrics["variance"][:READABLE])


def test_a_law_is_drawn_before_any_lineage_is_there(shortened: Shortened) -> None:
    chosen = shortened(truth="normal:dimensions=1", model="gaussian")
    figure = bands_figure(Ensemble(chosen, 3), "variance", 0, law=exact_law(chosen))
    assert np.isfinite(np.asarray(trace(figure, "median, exact law").y, float)).all()


def test_where_no_law_is_known_there_is_none(shortened: Shortened) -> None:
    assert exact_law(shortened()) is None


@pytest.mark.parametrize(
    ("count", "first", "seed", "link"),
    [
        (1, 3, 3, {}),
        (32, 3, 3, {"lineages": "32"}),
        (32, 0, 7, {"lineages": "32", "first": "0"}),
    ],
)
def test_a_link_carries_the_lineages(count: int, first: int, seed: int, link: Any) -> None:
    assert many_to_query(count, first, seed) == link
    read, since, wrong = many_from_query(dict(link))
    assert (read, seed if since is None else since, wrong) == (count, first, [])


@pytest.mark.parametrize("bad", [{"lineages": "1000"}, {"lineages": "many"}, {"first": "-1"}])
def test_what_a_link_asks_in_vain_is_said(bad: dict[str, str]) -> None:
    count, first, wrong = many_from_query(bad)
    assert (count, first) == (1, None) and len(wrong) == 1


def complete(page: AppTest) -> AppTest:
    """The same page once every lineage is there."""
    end = time.monotonic() + 60
    while any("Cancel" in button.label for button in page.button) or not opener(page):
        assert time.monotonic() < end, "the lineages are never there"
        run(page)
    return page


def opener(page: AppTest) -> Any:
    return next((box for box in page.selectbox if box.label.startswith("Open the lin")), None)


def said(page: AppTest) -> str:
    return " ".join(text.value for text in [*page.markdown, *page.caption])


@pytest.mark.slow
def test_one_lineage_computes_nothing_more(open_page: OpenPage) -> None:
    page = run(open_page(**SMALL))
    assert not page.session_state["pages"]["drift"].lineages > 1
    assert not jobs(state.store(), EnsembleJob) and "lineages" not in query(page)
    gates.until(lambda: any("show 30 lineages" in each.label for each in run(page).button))
    (invitation,) = [button for button in page.button if "show 30 lineages" in button.label]
    invitation.click()
    complete(run(page))
    assert query(page)["lineages"] == "30"
    assert control(page, "select_slider", "lineages").value == 30


@pytest.mark.slow
def test_a_link_opens_with_its_lineages(open_page: OpenPage) -> None:
    page = complete(open_page(lineages="8", seed="3", **SMALL))
    assert "Of 8 lineages" in said(page) or "All 8 lineages" in said(page)
    assert query(page)["lineages"] == "8" and "first" not in query(page)
    (many,) = jobs(state.store(), EnsembleJob)
    assert many.ensemble.count == 8 and many.ensemble.settings.seed == 3


@pytest.mark.slow
def test_a_lineage_is_opened_by_its_seed_and_the_others_stay(open_page: OpenPage) -> None:
    page = complete(open_page(lineages="8", seed="3", **SMALL))
    opener(page).set_value(6)
    complete(run(page))
    assert query(page) | {"seed": "6", "lineages": "8", "first": "3"} == query(page)
    assert page.session_state["pages"]["drift"].settings.seed == 6
    assert control(page, "number_input", "seed").value == 6
    assert len(jobs(state.store(), EnsembleJob)) == 1, "no other ensemble is computed"
    control(page, "number_input", "seed").set_value(100)
    complete(run(page))
    assert "first" not in query(page) and page.session_state["pages"]["drift"].first == 100


@pytest.mark.slow
def test_another_page_ends_what_grows(open_page: OpenPage) -> None:
    page = open_page(lineages="256", samples="1000", generations="2000", model="gmm:components=10")
    turned_to(page, "digits")
    assert all(many.finished for many in jobs(state.store(), EnsembleJob))


@pytest.mark.slow
def test_seeds_that_run_out_are_one_sentence(open_page: OpenPage) -> None:
    page = open_page(lineages="8", seed=str(2**53 - 1), **SMALL)
    while not page.warning:
        run(page)
    assert "There are not so many lineages" in page.warning[0].value


@pytest.mark.slow
def test_long_work_is_agreed_to_first(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("view.lineages.section.PATIENCE", 0.0)
    page = open_page(lineages="8", **SMALL)
    while not [b for b in page.button if b.label == "Start these lineages"]:
        run(page)
    assert "8 will take up to" in page.info[0].value and not jobs(state.store(), EnsembleJob)
    next(b for b in page.button if b.label == "Start these lineages").click()
    complete(run(page))
