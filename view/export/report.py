"""The report: a page of its own with the players and the charts of one run, or of several."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from engine import METRICS, Ensemble
from engine.jobs import TrajectoryJob
from engine.metrics import shown
from engine.protocols import Place, data_of
from engine.theory import exact_law, expectation
from view.captions.names import told_apart
from view.export.report_html import Chart, Film, report_html
from view.figures.bands import bands_figure
from view.figures.metric import measured, metric_figure
from view.figures.theory import expected_figure
from view.modalities import captions, modality_of
from view.modalities.player_source import SHOWN_POINTS, PlayerSource
from view.player.codec import Opening, encode
from view.player.pieces import reported
from view.player.quantize import keyframes
from view.uploaded_files import outwards

FILM_BYTES = 2_000_000
"""What ellipses and points of a report may take, so that it stays small enough to be sent."""

FULL = 2
"""So many players have room for their curves; more are shown without."""


def report(runs: Sequence[TrajectoryJob], ensemble: Ensemble | None = None) -> str:
    """Players in step and the page's charts, as one file that needs no server."""
    names = told_apart(runs) if len(runs) > 1 else [""]
    films = [_film(run, name, len(runs)) for run, name in zip(runs, names, strict=True)]
    charts = list(_charts(runs, names, ensemble))
    return report_html("Copy of a Copy", films, charts, runs[0].trajectory.provenance)


def _film(run: TrajectoryJob, name: str, of: int) -> Film:
    caption = f"{captions.headline(run.trajectory)} {captions.details(run.trajectory)}"
    chunk = None
    if modality_of(run.settings.truth).moves:
        feed = PlayerSource(run, _points(run, of))
        how: Opening = {"brief": of > FULL, "title": name or feed.title}
        chunk = encode(feed, clouds=reported(feed), **how)
    return Film(name, caption, outwards(run.settings), chunk)


def _points(run: TrajectoryJob, of: int) -> int:
    """How many points of each cloud the report shows: what its ellipses leave room for."""
    feed = PlayerSource(run)
    ellipses = 0 if feed.weights is None else feed.weights.size * 6 * 8
    each = len(keyframes(feed.total)) * feed.dims * 2
    return max(min((FILM_BYTES // of - ellipses) // each, SHOWN_POINTS), 1)


def _charts(
    runs: Sequence[TrajectoryJob], names: Sequence[str], ensemble: Ensemble | None
) -> Iterator[Chart]:
    for run, name in zip(runs, names, strict=True):
        yield from _shares(run, name)
    yield from _metrics(runs)
    yield from _expected(runs[0])
    if ensemble is not None:
        yield from _bands(ensemble)


def _shares(run: TrajectoryJob, name: str) -> Iterator[Chart]:
    """Of pictures and of symbols, which take over."""
    if takeover := modality_of(run.settings.truth).takeover:
        figure = _plain(takeover.figure(run.trajectory))
        yield Chart(takeover.title(run.settings), name or takeover.label, "", figure)


def _metrics(runs: Sequence[TrajectoryJob]) -> Iterator[Chart]:
    """Any metric, the usual ones first."""
    lines = dict(zip(told_apart(runs), (run.trajectory for run in runs), strict=True))
    there = [measured(run.trajectory) for run in runs]
    found = [name for name in there[0] if all(name in names for names in there)]
    usual = [name for name, _ in shown(Place.CHOICE, data_of(runs[0].settings.truth))]
    for name in sorted(found, key=lambda name: name not in usual):
        figure = _plain(metric_figure(lines, name))
        yield Chart(
            "Any metric, generation by generation",
            METRICS[name].label,
            METRICS[name].help,
            figure,
            axes=True,
        )


def _expected(run: TrajectoryJob) -> Iterator[Chart]:
    expected = expectation(run.settings)
    if expected is not None:
        curves = {"this lineage": run.trajectory.metrics[expected.metric] / expected.whole}
        figure = expected_figure(expected, curves, exact_law(run.settings))
        yield Chart("Held against theory", "theory", expected.conditions, _plain(figure))


def _bands(ensemble: Ensemble) -> Iterator[Chart]:
    for name, _ in shown(Place.BANDS, data_of(ensemble.settings.truth)):
        if np.isfinite(ensemble.metrics[name]).any():
            figure = _plain(bands_figure(ensemble, name))
            title = f"{ensemble.count} lineages"
            yield Chart(title, METRICS[name].label, METRICS[name].help, figure)


def _plain(figure: go.Figure) -> Mapping[str, Any]:
    found: dict[str, Any] = figure.to_dict()
    found["layout"].pop("template", None)
    return found
