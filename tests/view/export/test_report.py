"""A report has what its page has: texts, histograms, bands, fates, tables, and the way back."""

from collections.abc import Callable
from dataclasses import replace

from engine import PRESETS, Ensemble, Settings
from engine.jobs import TrajectoryJob
from tests.support.statistics import follow
from tests.view.player.test_codec import decode
from view.export import report as written
from view.export.report import Chart, _charts, _film
from view.modalities.text import manuscript, surprise

Done = Callable[..., TrajectoryJob]
Shortened = Callable[..., Settings]
LINK = "http://copy.example/dice?seed=4"


def charts(run: TrajectoryJob, ensemble: Ensemble | None = None) -> dict[str, Chart]:
    """By their titles; of several under one title the last."""
    return {chart.title: chart for chart in _charts([run], [""], ensemble)}


def test_a_text_can_be_read_side_by_side_with_its_histograms(done: Done) -> None:
    run = done(replace(PRESETS["text"].settings, generations=10, samples=40))
    film = _film(run, "", 1, "")
    assert film.chunk is None and film.points
    assert manuscript.BEGINNINGS in film.written
    for at in manuscript.side_by_side(run.trajectory):
        assert f"<h4>Generation {at}</h4>" in film.written
        assert manuscript.answer(run.trajectory, at, 0) in film.written
    assert surprise.HISTOGRAMS in charts(run)
    page = written([run])
    assert page.count("<li>") == len(film.points)
    assert "<code>" in page, "names that a sentence quotes"


def test_many_lineages_have_bands_fates_and_a_verdict_of_theory(
    done: Done, shortened: Shortened
) -> None:
    run = done(shortened(truth="normal:dimensions=1", model="gaussian"))
    ensemble = Ensemble(run.settings, 4)
    follow(ensemble)
    found = charts(run, ensemble)
    assert {"4 lineages", "Who had lost what, and when", "Held against theory"} <= found.keys()
    assert found["Who had lost what, and when"].note.count("4 lineages")
    table = found["Held against theory"].table
    assert table["generation"][0] == "0" and len(set(map(len, table.values()))) == 1
    assert charts(run)["Held against theory"].table == {}, "one lineage tells nothing"


def test_what_a_report_films_leads_back_to_the_dashboard(done: Done) -> None:
    header, _ = decode(_film(done(), "", 1, LINK).chunk or b"")
    assert header["link"] == LINK
