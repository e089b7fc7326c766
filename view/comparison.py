"""Finished runs in figures that hold still: one run, or several against each other."""

from collections.abc import Iterator, Sequence

import streamlit as st

from engine import METRICS, PRESETS, Settings
from engine.jobs import TrajectoryJob
from engine.knobs import knobs_of
from engine.metrics import first_shown
from engine.protocols import Place, data_of
from engine.settings import ROLES
from view import captions
from view.drawings import drawing
from view.figures.metric import measured, metric_figure, metric_in_words
from view.figures.shares import heaps_figure, shares_figure
from view.links import preset_of


def stream(runs: Sequence[TrajectoryJob]) -> None:
    """The share of each class of pictures, a figure a run, and who reads them."""
    st.subheader("Which digits are still drawn", anchor=False)
    names = told_apart(runs) if len(runs) > 1 else [""]
    for at, (column, run, name) in enumerate(zip(st.columns(len(runs)), runs, names, strict=True)):
        with column:
            if name:
                st.caption(name)
            told = f"The share of each digit. {captions.headline(run.trajectory)}"
            drawing(shares_figure(run.trajectory), "shares", told, f"stream{at}")


def heaps(runs: Sequence[TrajectoryJob]) -> None:
    """The share of each symbol, a figure a run: which one takes over."""
    nouns = {run.settings.truth.axes[0] for run in runs}
    st.subheader(f"Which {' or '.join(sorted(nouns))} takes over", anchor=False)
    names = told_apart(runs) if len(runs) > 1 else [""]
    for at, (column, run, name) in enumerate(zip(st.columns(len(runs)), runs, names, strict=True)):
        with column:
            if name:
                st.caption(name)
            told = f"The share of each. {captions.headline(run.trajectory)}"
            drawing(heaps_figure(run.trajectory), "shares", told, f"heaps{at}")


def chart(runs: Sequence[TrajectoryJob]) -> None:
    """Any metric, with hover, zoom and log axes; of several runs in one."""
    st.subheader("Any metric, generation by generation", anchor=False)
    names = [n for n in measured(runs[0].trajectory) if n in measured(runs[-1].trajectory)]
    usual = first_shown(Place.CHOICE, data_of(runs[0].settings.truth), names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Metric", names, index=names.index(usual),
                            format_func=lambda n: METRICS[n].label)  # fmt: skip
        log_x = st.toggle("Log generations")
        log_y = st.toggle("Log values")
    lines = dict(zip(told_apart(runs), (run.trajectory for run in runs), strict=True))
    figure = metric_figure(lines, name, log_x=log_x, log_y=log_y)
    drawing(figure, name, metric_in_words(lines, name), "metric")
    st.caption(METRICS[name].help)


def footnotes(runs: Sequence[TrajectoryJob]) -> None:
    """What the figures above mean by tail, or by reading; once, where it is the same for all."""
    for sentence in dict.fromkeys(captions.footnote(run.trajectory) for run in runs):
        st.caption(sentence)


def told_apart(runs: Sequence[TrajectoryJob]) -> list[str]:
    """A name for each run: its experiment's, or whatever the others do not share."""
    labels = [PRESETS[p].label if (p := preset_of(run.settings)) else "" for run in runs]
    if all(labels) and len(set(labels)) == len(runs):
        return labels
    every = [run.settings for run in runs]
    return [", ".join(_own(one, every)) or "This run" for one in every]


def _own(one: Settings, every: Sequence[Settings]) -> Iterator[str]:
    """What the settings do not share, in the words of the sidebar."""
    for role in ROLES:
        mine = getattr(one, role)
        things = [getattr(settings, role) for settings in every]
        alike = [thing for thing in things if type(thing) is type(mine)]
        if len(alike) < len(things):
            yield mine.label
        for name, knob in knobs_of(mine).items():
            if len({getattr(thing, name) for thing in alike}) > 1:
                value = "another" if name == "file" else knob.written(getattr(mine, name))
                yield f"{knob.label.lower()} {value}"
    for name, knob in knobs_of(Settings).items():
        if len({getattr(settings, name) for settings in every}) > 1:
            value, label = getattr(one, name), knob.label.lower()
            yield f"{label} {knob.written(value)}" if name == "exact" else f"{value:,} {label}"
