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
from view.figures.comparison import compared, comparisons, shares
from view.figures.fates import fates_figure
from view.figures.metric import measured, metric_figure
from view.figures.theory import expected_figure
from view.modalities import captions, modality_of, verdicts
from view.modalities.player_source import SHOWN_POINTS, PlayerSource
from view.modalities.symbols import verdicts as endings
from view.modalities.symbols.figures import survivors_figure
from view.modalities.text import surprise
from view.player.codec import Opening, encode
from view.player.pieces import reported
from view.player.quantize import keyframes
from view.uploaded_files import outwards

FILM_BYTES = 2_000_000
"""What ellipses and points of a report may take, so that it stays small enough to be sent."""

POINT = "- "
"""Begins a line of a list, in Markdown."""

FULL = 2
"""So many players have room for their curves; more are shown without."""


def report(runs: Sequence[TrajectoryJob], ensemble: Ensemble | None = None, link: str = "") -> str:
    """Players in step, texts, and the page's charts and tables, as one file that needs no server.
    `link` is the address at which the dashboard shows these runs."""
    names = told_apart(runs) if len(runs) > 1 else [""]
    films = [_film(run, name, len(runs), link) for run, name in zip(runs, names, strict=True)]
    charts = list(_charts(runs, names, ensemble))
    return report_html("Copy of a Copy", films, charts, runs[0].trajectory.provenance)


def _film(run: TrajectoryJob, name: str, of: int, link: str) -> Film:
    details = captions.details(run.trajectory)
    points = [line.removeprefix(POINT) for line in details.splitlines() if line.startswith(POINT)]
    caption = f"{captions.headline(run.trajectory)} {'' if points else details}".strip()
    chunk = None
    if modality_of(run.settings.truth).moves:
        feed = PlayerSource(run, _points(run, of))
        how: Opening = {"brief": of > FULL, "title": name or feed.title, "link": link}
        chunk = encode(feed, clouds=reported(feed), **how)
    written = modality_of(run.settings.truth).manuscript(run.trajectory)
    return Film(name, caption, outwards(run.settings), chunk, points, written)


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
        yield from _surprises(run, name)
    yield from _metrics(runs)
    yield from _expected(runs[0], ensemble)
    if ensemble is not None and ensemble.lengths.any():
        yield from _bands(ensemble)
        yield from _fates(ensemble)


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


def _surprises(run: TrajectoryJob, name: str) -> Iterator[Chart]:
    """Of texts, how likely the first model finds what the others write."""
    figure = modality_of(run.settings.truth).surprises(run.trajectory)
    if figure is not None:
        yield Chart(surprise.HISTOGRAMS, name or "surprise", surprise.ABOUT, _plain(figure))


def _expected(run: TrajectoryJob, ensemble: Ensemble | None) -> Iterator[Chart]:
    """What theory expects, and where there are many lineages, or no chance, whether they agree."""
    expected = expectation(run.settings)
    if expected is None:
        return
    found = shares(expected, run.trajectory, ensemble)
    curves = {"this lineage": run.trajectory.metrics[expected.metric] / expected.whole}
    if len(found) > 1:
        curves[f"mean of {len(found)} lineages"] = found.mean(axis=0)
    figure = expected_figure(expected, curves, exact_law(run.settings))
    told = run.settings.exact or len(found) > 1
    table = comparisons(expected, compared(expected, found)) if told else {}
    yield Chart("Held against theory", "theory", expected.conditions, _plain(figure), table=table)


def _bands(ensemble: Ensemble) -> Iterator[Chart]:
    for name, _ in shown(Place.BANDS, data_of(ensemble.settings.truth)):
        if np.isfinite(ensemble.metrics[name]).any():
            figure = _plain(bands_figure(ensemble, name))
            title = f"{ensemble.count} lineages"
            said = [str(verdicts.spread(ensemble, name) or ""), METRICS[name].help]
            yield Chart(title, METRICS[name].label, " ".join(filter(None, said)), figure)


def _fates(ensemble: Ensemble) -> Iterator[Chart]:
    """Who had lost what, and when; of symbols, which one is left."""
    said = [claim.words for claim in verdicts.verdicts(ensemble)]
    if said:
        figure = fates_figure(verdicts.fates(ensemble), ensemble.settings.generations)
        about = " ".join([*said, verdicts.definitions(ensemble)])
        yield Chart("Who had lost what, and when", "fates", about, _plain(figure))
    ending = endings.ending(ensemble) if ensemble.finished else None
    if ending is not None:
        figure = survivors_figure(ensemble)
        about = f"{ending.words} {endings.chances(ensemble) or ''}".strip()
        yield Chart("What is left in the end", "survivors", about, _plain(figure))


def _plain(figure: go.Figure) -> Mapping[str, Any]:
    found: dict[str, Any] = figure.to_dict()
    found["layout"].pop("template", None)
    return found
