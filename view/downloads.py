"""What a visitor can take away: numbers, settings, the whole run, and a film of it."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO

import streamlit as st

from engine import save, to_dict
from engine.export import write_csv
from engine.knobs import name_of
from engine.protocols import Written
from view import captions, uploads
from view.comparison import told_apart
from view.feed import SHOWN_POINTS, Feed
from view.links import preset_of
from view.player.clouds import keyframes
from view.player.codec import encode
from view.player.report import report_html
from view.runs import Run

FILM_BYTES = 2_000_000
"""What ellipses and points of a report may take, so that it stays small enough to be sent."""


def downloads(runs: Sequence[Run]) -> None:
    """A few buttons a run; each file is made when its button is pressed."""
    for number, (run, name) in enumerate(zip(runs, told_apart(runs), strict=True)):
        if len(runs) > 1:
            st.caption(name)
        _buttons(run, str(number))


def _buttons(run: Run, place: str) -> None:
    name = preset_of(run.settings) or name_of(run.settings.truth)
    name = f"{name}-seed-{run.settings.seed}"
    files: list[tuple[str, str, str, Callable[[], str | bytes]]] = [
        ("Metrics (CSV)", f"{name}.csv", "text/csv", lambda: metrics_csv(run)),
        ("Settings (JSON)", f"{name}.json", "application/json", lambda: settings_json(run)),
        ("Whole run (NPZ)", f"{name}.npz", "application/octet-stream", lambda: whole_run(run)),
    ]
    if not isinstance(run.settings.truth, Written):  # nothing in a text moves
        files.append(("Animated report (HTML)", f"{name}.html", "text/html", lambda: report(run)))
    with st.container(horizontal=True):
        for label, file, mime, make in files:
            key = f"download{place}:{label}"
            st.download_button(label, make, file, mime, on_click="ignore", key=key)


def metrics_csv(run: Run) -> str:
    """The table that the command line writes for the same settings."""
    text = StringIO()
    write_csv(text, [run.trajectory])
    return text.getvalue()


def settings_json(run: Run) -> str:
    """What determined the run, and the versions that computed it."""
    chosen = uploads.to_link({key: str(value) for key, value in to_dict(run.settings).items()})
    about = {"settings": chosen, "provenance": run.trajectory.provenance}
    return json.dumps(about, indent=1)


def whole_run(run: Run) -> bytes:
    """Everything recorded, as `engine.load` reads it."""
    file = BytesIO()
    save(run.trajectory, file)
    return file.getvalue()


def report(run: Run) -> str:
    """The player with this run in it, as one page that needs no server."""
    chosen = uploads.to_link({key: str(value) for key, value in to_dict(run.settings).items()})
    caption = f"{captions.headline(run.trajectory)} {captions.details(run.trajectory)}"
    chunk = encode(Feed(run, _points(run)), keyframed=True)
    return report_html("Copy of a Copy", caption, chosen | run.trajectory.provenance, chunk)


def _points(run: Run) -> int:
    """How many points of each cloud the report shows: what its ellipses leave room for."""
    feed = Feed(run)
    ellipses = 0 if feed.weights is None else feed.weights.size * 6 * 8
    each = len(keyframes(feed.total)) * feed.dims * 2
    return max(min((FILM_BYTES - ellipses) // each, SHOWN_POINTS), 1)
