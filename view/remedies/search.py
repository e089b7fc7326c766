"""The section that searches: how much real data would have been enough here?"""

from collections.abc import Sequence

import streamlit as st

from engine import POLICIES, BadSpec, Settings
from engine.analysis.real_data_search import KEEPS, LINEAGES, MOST, SHARED, RealDataSearch
from engine.analysis.runtime import remaining
from engine.jobs import JobState, SearchJob, TrajectoryJob
from view import state
from view.captions.progress import duration
from view.letters import in_markdown
from view.remedies import answer
from view.remedies.figures import kept_figure, kept_in_words
from view.sections.cancelling import stopped, under_way
from view.sections.chart import drawing
from view.sections.fold import fold
from view.sections.table import table

TICK = 1.0
"""Seconds between two looks at a search that goes on."""

DEAREST = 1e9
"""What a real row may cost at most."""

USUAL = 330
"""Lineages that a search mostly has to run: five numbers, and two of them more often."""


def real_data_search(chosen: Settings, runs: Sequence[TrajectoryJob]) -> None:
    """What it will cost to search, the search, and what it has found."""
    with fold("How much real data would have been enough?", "enough") as wanted:
        if wanted:
            _search(chosen, runs)
        else:
            go_on_searching(chosen)


def _search(chosen: Settings, runs: Sequence[TrajectoryJob]) -> None:
    if chosen.exact:
        st.caption("With endless samples no variance is lost by chance: there is nothing to find.")
        return
    policy, keep, price = _asked()
    quest = state.show_search(chosen, policy, keep)
    if quest is None:
        _offer(chosen, policy, keep, runs[0])
    else:
        every = None if quest.finished else TICK
        st.fragment(_section, run_every=every)(quest, quest.finished, price)
    if theory := answer.by_theory(chosen, policy):
        st.caption(theory.words)


def _asked() -> tuple[str, float, float | None]:
    """How real rows come in, how much is to be kept, and what one costs, if that was typed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        policy = st.segmented_control(
            "Real data in each generation",
            SHARED,
            default=SHARED[0],
            required=True,
            format_func=lambda name: {"fresh": "new ones", "anchor": "always the same"}[name],
            help="\n".join(f"- **{POLICIES[p].label}**: {POLICIES[p].help}" for p in SHARED),
        )
        keep = st.segmented_control(
            "Variance to be kept",
            KEEPS,
            default=KEEPS[0],
            required=True,
            format_func=answer.much,
            help="At the last generation, of generation 0's, in at least half of the lineages.",
        )
        price = st.number_input(
            "What a real row costs",
            min_value=0.0,
            max_value=DEAREST,
            value=None,
            placeholder="a price",
            help="In money of any kind, or in minutes of work: then the sum is told, too.",
            width=200,
        )
    return policy or SHARED[0], keep or KEEPS[0], price


def go_on_searching(chosen: Settings) -> None:
    """A search that is under way goes on though it is not drawn: while lanes are that stand above
    it, and while it is folded up."""
    state.await_search(chosen)


def _offer(chosen: Settings, policy: str, keep: float, run: TrajectoryJob) -> None:
    """The button, with the price; or why there is none."""
    try:
        RealDataSearch(chosen, policy)
    except BadSpec as bad:
        st.caption(in_markdown(f"There is no search here: {bad}."))
        return
    spent = float(run.trajectory.provenance.get("seconds", 0.0))
    one = spent + remaining(run.settings, run.trajectory.length, spent)
    usual = duration(USUAL * one / state.at_once())
    st.markdown(
        f"The smallest share can be searched for: {LINEAGES} lineages with none, then with 1 real "
        "sample in each generation, then 2, 4, and so on. The two numbers between which the answer "
        f"lies get more lineages, up to {MOST} where it is close. Mostly that takes {usual} on "
        "this machine, at worst twice as long."
    )
    st.button(f"Search, {usual}", on_click=state.seek, args=(chosen, policy, keep))


def _section(quest: SearchJob, drawn_finished: bool, price: float | None) -> None:
    """How far it is, or what it has found, with every number that was tried."""
    state.still_here()
    _progress(quest)
    search = quest.search
    curve, words = st.columns([3, 4])
    if search.answer is not None:
        words.markdown(f"**{answer.found(search)}**")
        if price is not None and (cost := answer.cost(search, price)):
            words.markdown(cost.words)
    if quest.finished and search.tried:  # one that grows would be drawn anew each time
        with curve:
            drawing(kept_figure(search), "real-data", kept_in_words(search))
    if search.tried:
        with words if quest.finished else st.container():
            table("What was tried", answer.tries(search))
            st.caption(answer.INTERVALS)
    if not state.holds(quest, drawn_finished):
        st.rerun()


def _progress(quest: SearchJob) -> None:
    """What is being tried, and what can be done about it."""
    if quest.state == JobState.DONE:
        return
    probe = quest.search.probes[-1]
    said = f"{probe.real:,} real in each generation: {len(probe.left)} of {probe.asked} lineages"
    with st.container(horizontal=True, vertical_alignment="center"):
        if quest.finished:
            stopped(quest, f": {quest.error}", f"at {said}", "Go on searching")
            return
        share = len(probe.left) / max(probe.asked, 1)
        under_way(quest, "cancel search", lambda: st.progress(share, f"Trying {said}"))
