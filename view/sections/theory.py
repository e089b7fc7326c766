"""The section Held against theory: what mathematics expects of this run, and what was observed."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from engine import LINEAGES, METRICS, PRESETS, Settings
from engine.arrays import Array
from engine.jobs import EnsembleJob, TrajectoryJob
from engine.theory import Comparison, Expectation, compare, exact_law, expectation
from view import state
from view.captions.format import listed, percent
from view.figures.theory import checkable, expected_figure
from view.page_specs import PageSpec
from view.sections.chart import drawing
from view.sections.table import table

KNOWN = {
    "drift": ("small-class", "one Gaussian on normal data"),
    "dice": ("die", "counts that are said as they were counted"),
}
"""A page's preset that obeys a closed form, and what else does."""

CHECKED = (0, 1, 10, 100, 1000)
"""Generations at which what was observed is compared, besides the last."""

LIGHTS = {
    "consistent": "✓ consistent",
    "not consistent": "✗ not consistent",
    "cannot be told": "– cannot be told",
}


def against_theory(
    offer: PageSpec, chosen: Settings, runs: Sequence[TrajectoryJob], lineages: EnsembleJob | None
) -> None:
    """Curves, a verdict for some generations, and the formula; or that there is none."""
    if not runs:
        return
    st.subheader("Held against theory", anchor=False)
    expected = expectation(chosen)
    if expected is None:
        known, what = KNOWN.get(offer.page, KNOWN["drift"])
        st.caption(
            f"This page knows no formula for this experiment. It has some for {what}, "
            "under most policies."
        )
        st.button(
            "Show an experiment that has one",
            on_click=state.adopt,
            args=(offer, PRESETS[known].settings),
            disabled=bool(state.showing().locked),
        )
        return
    variances = _variances(expected, runs[0], lineages)
    curves = {"this lineage": runs[0].trajectory.metrics[expected.metric] / expected.whole}
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
        table("Observed and expected", _comparisons(expected, compared(expected, variances)))
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


def _variances(expected: Expectation, run: TrajectoryJob, lineages: EnsembleJob | None) -> Array:
    """What each lineage that is whole has learned, `(R, g + 1)`, as a share of the truth's."""
    if lineages is None:
        return run.trajectory.metrics[expected.metric][None] / expected.whole
    every = lineages.ensemble.metrics[expected.metric]
    return every[~np.isnan(every).any(axis=1)] / expected.whole


def compared(expected: Expectation, variances: Array) -> dict[int, Comparison]:
    """What was observed in lineages `(R, g + 1)` beside what theory expects, at some generations
    and the last."""
    last = checkable(expected, max(len(variances), int(LINEAGES.high)))
    at = [generation for generation in CHECKED if generation < last] + [last]
    return {each: compare(expected, each, variances[:, each]) for each in at}


def _comparisons(expected: Expectation, found: Mapping[int, Comparison]) -> dict[str, list[str]]:
    kind = "geometric mean" if expected.logs is not None else "mean"
    return {
        "generation": [f"{generation:,}" for generation in found],
        f"observed {kind}": [_share(one, one.observed) for one in found.values()],
        f"expected {kind}": [_share(one, one.expected) for one in found.values()],
        "apart, in standard errors": [_apart(one) for one in found.values()],
        "verdict": [
            LIGHTS[one.verdict] + (f": {one.reason}" if one.reason else "")
            for one in found.values()
        ],
    }


def _share(one: Comparison, value: float) -> str:
    if np.isnan(value):
        return ""
    share = float(np.exp(value)) if one.logarithm else value
    return percent(share) if share >= 1e-4 else f"{share:.2g}"


def _apart(one: Comparison) -> str:
    return "" if np.isnan(one.apart) else f"{one.apart:+.1f} (chance explains {one.allowed:.1f})"


def _formula(expected: Expectation) -> None:
    """In mathematics and in words, with what each letter is in this run."""
    with st.expander("The formula, and what each letter is here"):
        st.latex(expected.formula)
        if expected.typical_formula:
            st.latex(expected.typical_formula)
        st.markdown("\n".join(f"- ${letter}$: {text}" for letter, text in expected.symbols.items()))
        st.markdown(expected.conditions)
        st.caption(f"Source: {expected.source}.")
