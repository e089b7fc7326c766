"""What a visitor can take away: everything at once, or file by file."""

from collections.abc import Callable, Sequence
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from engine import Ensemble
from engine.jobs import EnsembleJob, TrajectoryJob
from view import state
from view.captions import names
from view.captions.names import told_apart
from view.export import everything, report, run_files
from view.letters import in_markdown
from view.modalities import modality_of
from view.page_specs import PageSpec
from view.sections.fold import folded
from view.state.address import address

TAKE = "Take it with you"

WITHIN = (
    "Numbers, settings, the whole run, a report with its charts that needs no server, and a short "
    "script (Python) that computes the same numbers again, to the last digit on the same kind of "
    "processor; a README says which is which."
)
FILMS = " Films and pictures are taken with the camera below the player."
CHARTS = " Each chart that is open is saved as a drawing (SVG) with the camera above it."

File = tuple[str, str, str, Callable[[], str | bytes]]
"""A button's label, the file's name and kind, and how it is made when the button is pressed."""


@folded(TAKE, "files")
def downloads(
    offer: PageSpec, runs: Sequence[TrajectoryJob], lineages: EnsembleJob | None = None
) -> None:
    """One button for everything, and the single files behind it."""
    ensemble = lineages.ensemble if lineages else None
    link = state.link(offer)
    where = address(dict(parse_qsl(urlsplit(link).query)))
    name = names.common_name(runs)
    button(
        (
            "Everything (ZIP)",
            f"{name}.zip",
            "application/zip",
            lambda: everything(runs, ensemble, link, where),
        ),
        "primary",
    )
    st.caption(WITHIN + (FILMS if modality_of(runs[0].settings.truth).moves else "") + CHARTS)
    with st.expander("Single files"):
        row(
            ("Report (HTML)", f"{name}.html", "text/html", lambda: report(runs, ensemble, where)),
            (
                "Script (Python)",
                run_files.SCRIPT,
                "text/x-python",
                lambda: run_files.runs_script(runs),
            ),
        )
        for run, said, file in zip(runs, told_apart(runs), names.file_names(runs), strict=True):
            if len(runs) > 1:
                st.caption(in_markdown(said))
            _run(run, file)


def _run(run: TrajectoryJob, name: str) -> None:
    row(
        ("Metrics (CSV)", f"{name}.csv", "text/csv", lambda: run_files.metrics_csv(run.trajectory)),
        (
            "Settings (JSON)",
            f"{name}.json",
            "application/json",
            lambda: run_files.settings_json(run),
        ),
        (
            "Whole run (NPZ)",
            f"{name}.npz",
            "application/octet-stream",
            lambda: run_files.whole_run(run),
        ),
    )


def of_lineages(ensemble: Ensemble) -> None:
    """Every lineage's numbers, and how to compute them again where all of them are whole."""
    name = names.lineages_name(ensemble.settings)
    files: list[File] = [
        ("All lineages (CSV)", f"{name}.csv", "text/csv", lambda: run_files.lineages_csv(ensemble)),
    ]
    if ensemble.complete:
        files.append(
            (
                "Script of all lineages (Python)",
                f"{name}.py",
                "text/x-python",
                lambda: run_files.lineages_script(ensemble),
            )
        )
    row(*files)


def row(*files: File) -> None:
    """Several, side by side."""
    with st.container(horizontal=True):
        for file in files:
            button(file)


def button(file: File, look: Literal["primary", "secondary"] = "secondary") -> None:
    """It is made once it is pressed."""
    label, name, mime, make = file
    st.download_button(
        label, make, name, mime, on_click="ignore", key=f"download {name}", type=look
    )
