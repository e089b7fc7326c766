"""The page Text: what each generation writes, what it has lost, and how one can tell."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st

from engine import METRICS, Settings
from engine.jobs import TrajectoryJob
from engine.metrics import shown
from engine.protocols import Data, Place
from engine.theory import word_laws
from view import state
from view.captions.names import told_apart
from view.figures.metric import metric_in_words
from view.figures.text import course_figure
from view.letters import in_markdown
from view.modalities import captions
from view.modalities.text import manuscript, surprise
from view.modalities.text.html import legend, prose
from view.modalities.truths import text_truth
from view.page_specs import PageSpec
from view.sections.chart import drawing
from view.sections.fold import fold, folded
from view.sections.metrics import footnotes
from view.sections.run import further, keep_up, progress, show

TICK = 1.0
"""Seconds between two looks at a run that goes on."""

READ = 3
"""Blocks of a generation that can be read at once."""


def manuscripts(offer: PageSpec, chosen: Settings) -> list[TrajectoryJob]:
    """The run, and the one beside it, as they write; both, once there is nothing more to come."""
    return show(offer, chosen, _manuscript)


def _manuscript(offer: PageSpec, run: TrajectoryJob, as_drawn: str, place: str) -> None:
    every = None if run.finished else TICK
    st.fragment(_pages, run_every=every)(offer, run, as_drawn, place)


def _pages(offer: PageSpec, run: TrajectoryJob, as_drawn: str, place: str) -> None:
    """As far as the run has come."""
    state.still_here()
    keep_up(offer, run, as_drawn)
    st.header(captions.headline(run.trajectory).words, anchor=False)
    st.markdown(captions.details(run.trajectory) if run.finished and not state.embedded() else "")
    progress(run, place, lambda: further(offer, run, place))
    if run.trajectory.length:
        _answers(run, place, abreast=2 if state.beside(offer) else 4)
        if not state.embedded():
            _reader(run, place)
    keep_up(offer, run, as_drawn)


def _answers(run: TrajectoryJob, place: str, abreast: int) -> None:
    """The same beginning, gone on with by some of the generations."""
    trajectory = run.trajectory
    which = st.segmented_control(
        f"**{manuscript.BEGINNINGS}**",
        range(len(trajectory.record["asked"][0])),
        default=0,
        key=f"asked{place}",
        required=True,
        format_func=lambda at: in_markdown(manuscript.begins(trajectory, at)),
    )
    shown = [
        (at, manuscript.answer(trajectory, at, which))
        for at in manuscript.side_by_side(trajectory, whole=run.finished)
    ]
    for first in range(0, len(shown), abreast):
        for column, (at, text) in zip(
            st.columns(abreast), shown[first : first + abreast], strict=False
        ):
            with column:
                st.markdown(f"**Generation {at}**")
                st.html(manuscript.left(trajectory, at) + text)
    st.caption(legend(text for _, text in shown))


def _reader(run: TrajectoryJob, place: str) -> None:
    """Any generation, to be read."""
    trajectory = run.trajectory
    if trajectory.length < 2 or not trajectory.outputs.shape[1]:
        return
    with fold("Read what any generation wrote", f"read{place}") as wanted:
        if not wanted:
            return
        at = st.slider("Generation", 0, trajectory.length - 1, key=f"read{place}")
        for row in trajectory.output(int(at))[:READ]:
            st.html(prose(text_truth(run.settings), row))


@folded(surprise.HISTOGRAMS, "surprises")
def surprises(runs: Sequence[TrajectoryJob]) -> None:
    """The paper's histograms: how likely generation 0's model finds what the others write."""
    if any(run.recorded for run in runs):
        st.caption(
            "They need the first model itself, which a recording does not keep: run it live."
        )
    names = told_apart(runs) if len(runs) > 1 else [""]
    for at, (column, run, name) in enumerate(zip(st.columns(len(runs)), runs, names, strict=True)):
        with column:
            if name:
                st.caption(in_markdown(name))
            figure = surprise.surprises(run.trajectory, partial(state.surprise, run))
            if figure is not None:
                drawing(figure, "surprise", surprise.TOLD, f"surprise{at}")
    if not all(run.recorded for run in runs):
        st.caption(surprise.ABOUT)


@folded("What is lost", "courses")
def courses(runs: Sequence[TrajectoryJob]) -> None:
    """What each model makes of real text, and what is left of the language, two abreast."""
    lines = dict(zip(told_apart(runs), (run.trajectory for run in runs), strict=True))
    drawn = [
        (name, row.label)
        for name, row in shown(Place.FILM, Data.TEXT)
        if any(np.isfinite(t.metrics[name][: t.length]).sum() > 1 for t in lines.values())
    ]
    laws = word_laws(runs[0].settings)
    for at in range(0, len(drawn), 2):
        for column, (name, title) in zip(st.columns(2), drawn[at : at + 2], strict=False):
            with column:
                st.markdown(f"**{title}**")
                figure = course_figure(lines, name, laws.get(name))
                drawing(figure, name, metric_in_words(lines, name), f"course {name}")
                st.caption(METRICS[name].help)
    footnotes(runs)
