"""The section Held against theory: what mathematics expects of this run, and what was observed."""

from collections.abc import Sequence

import streamlit as st

from engine import METRICS, PRESETS, Settings
from engine.jobs import EnsembleJob, TrajectoryJob
from engine.theory import Expectation, exact_law, expectation
from view import state
from view.captions.format import listed
from view.figures.comparison import compared, comparisons, shares
from view.figures.theory import expected_figure
from view.page_specs import PageSpec
from view.sections.chart import drawing
from view.sections.fold import folded
from view.sections.table import table

KNOWN = {
    "drift": ("small-class", "one Gaussian on normal data"),
    "dice": ("die", "counts that are said as they were counted"),
}
"""A page's preset that obeys a closed form, and what else does."""


def against_theory(
    offer: PageSpec, chosen: Settings, runs: Sequence[TrajectoryJob], lineages: EnsembleJob | None
) -> None:
    """Curves, a verdict for some generations, and the formula; or that there is none."""
    if runs:
        _theory(offer, chosen, runs[0], lineages)


@folded("Held against theory", "theory")
def _theory(
    offer: PageSpec, chosen: Settings, run: TrajectoryJob, lineages: EnsembleJob | None
) -> None:
    expected = expectation(chosen)
    if expected is None:
        _none(offer)
    else:
        _held(expected, chosen, run, lineages)


def _none(offer: PageSpec) -> None:
    """What theory knows, and the way there."""
    known, what = KNOWN.get(offer.page, KNOWN["drift"])
    st.caption(
        f"This page knows no formula for this experiment. It has some for {what}, under most "
        "policies."
    )
    st.button(
        "Show an experiment that has one",
        on_click=state.adopt,
        args=(offer, PRESETS[known].settings),
        disabled=bool(state.showing().locked),
    )


def _held(
    expected: Expectation, chosen: Settings, run: TrajectoryJob, lineages: EnsembleJob | None
) -> None:
    """What was expected of this run and of its lineages, and what was observed."""
    variances = shares(expected, run.trajectory, lineages.ensemble if lineages else None)
    curves = {"this lineage": run.trajectory.metrics[expected.metric] / expected.whole}
    if len(variances) > 1:
        curves[f"mean of {len(variances)} lineages"] = variances.mean(axis=0)
    figure = expected_figure(expected, curves, exact_law(chosen))
    drawing(
        figure,
        "theory",
        f"{METRICS[expected.metric].label}: {listed([*curves])}, and what theory expects.",
        "expected",
    )
    if chosen.exact or len(variances) > 1:
        table("Observed and expected", comparisons(expected, compared(expected, variances)))
    if chosen.exact:
        st.caption("Nothing is left to chance: every lineage is this one, to the last digits.")
    elif len(variances) == 1:
        st.caption("One lineage tells nothing of an average: show many to have it checked.")
    elif expected.logs is not None:
        st.caption(
            "The geometric mean is that of the logarithms: a few wide lineages would carry "
            "the plain mean."
        )
    _formula(expected)


def _formula(expected: Expectation) -> None:
    """In mathematics and in words, with what each letter is in this run."""
    with st.expander("The formula, and what each letter is here"):
        st.latex(expected.formula)
        if expected.typical_formula:
            st.latex(expected.typical_formula)
        st.markdown("\n".join(f"- ${letter}$: {text}" for letter, text in expected.symbols.items()))
        st.markdown(expected.conditions)
        st.caption(f"Source: {expected.source}.")
