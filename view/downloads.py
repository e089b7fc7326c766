"""What a visitor can take away: everything at once, or file by file."""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from engine import Ensemble
from engine.jobs import EnsembleJob, TrajectoryJob
from engine.protocols import TextTruth
from view import copies, session
from view.comparison import told_apart
from view.offers import Offer
from view.pack import everything
from view.reports import report

WITHIN = (
    "Numbers, settings, the whole run, a report with its charts that needs no server, and a short "
    "script (Python) that computes the same numbers again, to the last digit; a README says which "
    "is which."
)
FILMS = " Films and pictures are taken with the camera below the player."
CHARTS = " Each chart is saved as a drawing (SVG) with the camera above it."

File = tuple[str, str, str, Callable[[], str | bytes]]
"""A button's label, the file's name and kind, and how it is made when the button is pressed."""


def downloads(
    offer: Offer, runs: Sequence[TrajectoryJob], lineages: EnsembleJob | None = None
) -> None:
    """One button for everything, and the single files behind it."""
    ensemble = lineages.ensemble if lineages else None
    link = session.link(offer)
    name = copies.common_name(runs)
    _button(
        ("Everything (ZIP)", f"{name}.zip", "application/zip",
         lambda: everything(runs, ensemble, link)),
        "primary",
    )  # fmt: skip
    st.caption(WITHIN + ("" if isinstance(runs[0].settings.truth, TextTruth) else FILMS) + CHARTS)
    with st.expander("Single files"):
        _row(
            ("Report (HTML)", f"{name}.html", "text/html", lambda: report(runs, ensemble)),
            ("Script (Python)", copies.SCRIPT, "text/x-python", lambda: copies.runs_script(runs)),
        )
        for run, said, file in zip(runs, told_apart(runs), copies.names(runs), strict=True):
            if len(runs) > 1:
                st.caption(said)
            _run(run, file)


def _run(run: TrajectoryJob, name: str) -> None:
    _row(
        ("Metrics (CSV)", f"{name}.csv", "text/csv", lambda: copies.metrics_csv(run.trajectory)),
        ("Settings (JSON)", f"{name}.json", "application/json", lambda: copies.settings_json(run)),
        ("Whole run (NPZ)", f"{name}.npz", "application/octet-stream",
         lambda: copies.whole_run(run)),
    )  # fmt: skip


def of_lineages(ensemble: Ensemble) -> None:
    """Every lineage's numbers, and how to compute them again where all of them are whole."""
    name = copies.lineages_name(ensemble.settings)
    files: list[File] = [
        ("All lineages (CSV)", f"{name}.csv", "text/csv", lambda: copies.lineages_csv(ensemble)),
    ]
    if ensemble.complete:
        files.append(("Script of all lineages (Python)", f"{name}.py", "text/x-python",
                      lambda: copies.lineages_script(ensemble)))  # fmt: skip
    _row(*files)


def _row(*files: File) -> None:
    with st.container(horizontal=True):
        for file in files:
            _button(file)


def _button(file: File, look: Literal["primary", "secondary"] = "secondary") -> None:
    label, name, mime, make = file
    st.download_button(label, make, name, mime, on_click="ignore", key=f"download {name}",
                       type=look)  # fmt: skip
