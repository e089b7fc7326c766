"""The page Language: what each generation writes, what it has lost, and how one can tell."""

from collections.abc import Sequence

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
from view.language.figures import course_figure, surprise_figure
from view.letters import in_markdown
from view.modalities import captions
from view.modalities.text.html import LEGEND, plain, prose
from view.modalities.truths import text_truth
from view.page_specs import PageSpec
from view.sections.chart import drawing
from view.sections.run import further, keep_up, progress, show

TICK = 1.0
"""Seconds between two looks at a run that goes on."""

SIDE_BY_SIDE = (0, 1, 5, 9)
"""The generations whose answers stand beside each other, as in the paper's appendix."""

MOMENTS = (0, 1, 2, 3, 5, 9)
"""The generations of the paper's histograms."""

READ = 3
"""Blocks of a generation that can be read at once."""

CUE = 14
"""Words of what was asked that are shown before the answer."""


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
    trajectory, truth = run.trajectory, text_truth(run.settings)
    asked, answers = trajectory.record["asked"], trajectory.record["answers"]
    st.subheader("The same beginning, gone on with", anchor=False)
    which = st.segmented_control(
        "Beginning",
        range(len(asked[0])),
        default=0,
        key=f"asked{place}",
        required=True,
        format_func=lambda at: in_markdown(plain(truth, asked[0][at][-5:])) + " …",
    )
    last = trajectory.length - 1
    shown = [at for at in SIDE_BY_SIDE if at <= last]
    if run.finished and last > max(SIDE_BY_SIDE) + 1:
        shown = [*shown[:-1], last]
    for first in range(0, len(shown), abreast):
        for column, at in zip(st.columns(abreast), shown[first : first + abreast], strict=False):
            with column:
                st.markdown(f"**Generation {at}**")
                st.html(prose(truth, answers[at][which], asked[at][which][-CUE:]))
    st.caption(LEGEND)


def _reader(run: TrajectoryJob, place: str) -> None:
    """Any generation, to be read."""
    trajectory = run.trajectory
    if trajectory.length < 2 or not trajectory.outputs.shape[1]:
        return
    with st.expander("Read what any generation wrote"):
        at = st.slider("Generation", 0, trajectory.length - 1, key=f"read{place}")
        for row in trajectory.output(int(at))[:READ]:
            st.html(prose(text_truth(run.settings), row))


def surprises(runs: Sequence[TrajectoryJob]) -> None:
    """The paper's histograms: how likely generation 0's model finds what the others write."""
    st.subheader("How surprising each generation's text is to the first model", anchor=False)
    names = told_apart(runs) if len(runs) > 1 else [""]
    for at, (column, run, name) in enumerate(zip(st.columns(len(runs)), runs, names, strict=True)):
        with column:
            if name:
                st.caption(in_markdown(name))
            last = run.trajectory.length - 1
            found = {g: state.surprise(run, g) for g in MOMENTS if g <= last}
            found = {g: v[np.isfinite(v)] for g, v in found.items() if np.isfinite(v).any()}
            if found:
                told = "Blocks of each generation by how much they surprise the first model."
                drawing(surprise_figure(found), "surprise", told, f"surprise{at}")
    st.caption(
        "Each line is one generation: how many of its blocks of 64 words surprise the first model "
        "how much. A hill that moves to the left says that texts become likely and alike; one that "
        "moves to the right, or grows a tail there, that they say what the first model never would."
    )


def courses(runs: Sequence[TrajectoryJob]) -> None:
    """What each model makes of real text, and what is left of the language, two abreast."""
    st.subheader("What is lost", anchor=False)
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
