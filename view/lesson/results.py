"""What came of a step's runs: a film, lanes in step, a crowd of lines, or two texts."""

from typing import Any

import streamlit as st

from engine.jobs import EnsembleJob, TrajectoryJob
from engine.theory import exact_law
from view import state
from view.figures.bands import bands_figure
from view.modalities.text.html import legend, prose
from view.modalities.truths import text_truth
from view.sections.chart import drawing
from view.sections.player import screen

WRITTEN = (0, 10)
"""The generations of which one reads a block."""

LINES = (
    "Each thin line is one lineage; the dashed line is their average, the mean, which a few lucky "
    "ones hold up. The thick line is the median of 256 more, drawn straight from the law: half of "
    "those lie above it, half below."
)
"""What the lines of many lineages are."""


def film(runs: tuple[TrajectoryJob, ...], lineages: EnsembleJob | None) -> None:
    """One run, played."""
    _play(runs[0], "lesson film")


def lanes(runs: tuple[TrajectoryJob, ...], lineages: EnsembleJob | None) -> None:
    """Several runs side by side, with one clock."""
    columns = st.columns(len(runs))
    for number, run in enumerate(runs):
        with columns[number]:
            st.markdown(f"**{run.settings.policy.label}**")
            _play(run, f"lesson lane {number}")


@st.fragment
def _play(run: TrajectoryJob, key: str) -> None:
    """Only the player moves."""
    state.still_here()
    screen(run, key, fills=False, brief=True)


def crowd(runs: tuple[TrajectoryJob, ...], lineages: EnsembleJob | None) -> None:
    """Every lineage as a thin line, and the law's bands behind them."""
    assert lineages is not None
    first = lineages.ensemble.settings
    figure: Any = bands_figure(lineages.ensemble, "variance", law=exact_law(first))
    figure.update_layout(clickmode="none")
    drawing(figure, "lineages", LINES, "lesson crowd")
    st.caption(LINES)


def readings(runs: tuple[TrajectoryJob, ...], lineages: EnsembleJob | None) -> None:
    """The beginning of what the first copy wrote, and of what the last one did."""
    (run,) = runs
    texts = [prose(text_truth(run.settings), run.trajectory.output(at)[0]) for at in WRITTEN]
    for column, at, text in zip(st.columns(len(WRITTEN)), WRITTEN, texts, strict=True):
        with column:
            st.markdown(f"**Generation {at}**")
            st.html(text)
    st.caption(f"Read both: can you tell? {legend(texts)}")
