"""Finished runs in figures that hold still: one run, or several against each other."""

from collections.abc import Iterator, Sequence

import streamlit as st

from engine import METRICS
from engine.jobs import TrajectoryJob
from engine.metrics import first_shown
from engine.protocols import Place, data_of
from view.captions.names import told_apart
from view.figures.metric import measured, metric_figure, metric_in_words
from view.letters import in_markdown
from view.modalities import captions
from view.modalities.images.figures import shares_figure
from view.modalities.symbols.figures import heaps_figure
from view.sections.chart import drawing
from view.sections.fold import fold, folded


@folded("Which digits are still drawn", "shares")
def stream(runs: Sequence[TrajectoryJob]) -> None:
    """The share of each class of pictures, a figure a run, and who reads them."""
    for at, run in _abreast(runs):
        told = f"The share of each digit. {captions.headline(run.trajectory)}"
        drawing(shares_figure(run.trajectory), "shares", told, f"stream{at}")
    footnotes(runs)


def heaps(runs: Sequence[TrajectoryJob]) -> None:
    """The share of each symbol, a figure a run: which one takes over."""
    nouns = {run.settings.truth.axes[0] for run in runs}
    which = in_markdown(" or ".join(sorted(nouns)))
    with fold(f"Which {which} takes over", "shares") as wanted:
        if not wanted:
            return
        for at, run in _abreast(runs):
            told = f"The share of each. {captions.headline(run.trajectory)}"
            drawing(heaps_figure(run.trajectory), "shares", told, f"heaps{at}")
        footnotes(runs)


def _abreast(runs: Sequence[TrajectoryJob]) -> Iterator[tuple[int, TrajectoryJob]]:
    """Each run in a column of its own, under its name where there are several."""
    names = told_apart(runs) if len(runs) > 1 else [""]
    for at, (column, run, name) in enumerate(zip(st.columns(len(runs)), runs, names, strict=True)):
        with column:
            if name:
                st.caption(in_markdown(name))
            yield at, run


@folded("Any metric, generation by generation", "metric")
def chart(runs: Sequence[TrajectoryJob]) -> None:
    """Any metric, with hover, zoom and log axes; of several runs in one."""
    names = [n for n in measured(runs[0].trajectory) if n in measured(runs[-1].trajectory)]
    usual = first_shown(Place.CHOICE, data_of(runs[0].settings.truth), names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Metric", names, index=names.index(usual), format_func=lambda n: METRICS[n].label
        )
        log_x = st.toggle("Log generations")
        log_y = st.toggle("Log values")
    lines = dict(zip(told_apart(runs), (run.trajectory for run in runs), strict=True))
    figure = metric_figure(lines, name, log_x=log_x, log_y=log_y)
    drawing(figure, name, metric_in_words(lines, name), "metric")
    st.caption(METRICS[name].help)
    footnotes(runs)


def footnotes(runs: Sequence[TrajectoryJob]) -> None:
    """What the figures above mean by tail, or by reading; once, where it is the same for all."""
    for sentence in dict.fromkeys(captions.footnote(run.trajectory) for run in runs):
        st.caption(in_markdown(sentence))
