"""The section that searches: how much real data would have been enough here?"""

from collections.abc import Sequence

import streamlit as st

from engine import POLICIES, BadSpec, Settings
from engine.analysis.real_data_search import LINEAGES, MOST, SHARED, RealDataSearch
from engine.analysis.runtime import remaining
from engine.jobs import JobState, SearchJob, TrajectoryJob
from view import state
from view.captions.progress import duration
from view.letters import in_markdown
from view.remedies import captions
from view.sections.cancelling import stopped, under_way
from view.sections.table import table

TICK = 1.0
"""Seconds between two looks at a search that goes on."""

USUAL = 200
"""Lineages that a search mostly has to run: six numbers, and two of them more often."""


def real_data_search(chosen: Settings, runs: Sequence[TrajectoryJob]) -> None:
    """What it will cost to search, the search, and what it has found."""
    st.subheader("How much real data would have been enough?", anchor=False)
    if chosen.exact:
        st.caption("With endless samples no variance is lost by chance: there is nothing to find.")
        return
    policy = st.segmented_control(
        "Real data in each generation",
        SHARED,
        default=SHARED[0],
        required=True,
        format_func=lambda name: {"fresh": "new ones", "anchor": "always the same"}[name],
        help="\n".join(f"- **{POLICIES[p].label}**: {POLICIES[p].help}" for p in SHARED),
    )
    policy = policy or SHARED[0]
    quest = state.show_search(chosen, policy)
    if quest is None:
        _offer(chosen, policy, runs[0])
    else:
        every = None if quest.finished else TICK
        st.fragment(_section, run_every=every)(quest, quest.finished)
    if theory := captions.by_theory(chosen, policy):
        st.caption(theory.words)


def go_on_searching(chosen: Settings) -> None:
    """A search that is under way goes on while lanes are that stand above it."""
    state.await_search(chosen, *SHARED)


def _offer(chosen: Settings, policy: str, run: TrajectoryJob) -> None:
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
        "this machine, at worst three times as long."
    )
    st.button(f"Search, {usual}", on_click=state.seek, args=(chosen, policy))


def _section(quest: SearchJob, drawn_finished: bool) -> None:
    """How far it is, or what it has found, with every number that was tried."""
    state.still_here()
    _progress(quest)
    if quest.search.answer is not None:
        st.markdown(f"**{captions.found(quest.search)}**")
    if quest.search.tried:
        table("What was tried", captions.tries(quest.search))
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
