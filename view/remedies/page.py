"""Several policies on the same data with the same chance: players in step, one chart, one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from engine import POLICIES, BadSpec, Settings, Trajectory
from engine.jobs import JobState, TrajectoryJob
from engine.knobs import knobs_of, name_of, parse, spec_of
from engine.policies.schedule import SPECS, Schedule
from engine.settings import affordable
from view import state
from view.captions.claim import Claim
from view.controls.policy_words import policy_in_words
from view.figures.metric import metric_figure, metric_in_words
from view.letters import in_markdown
from view.page_specs import PageSpec
from view.player.component import paused_at
from view.remedies import captions
from view.sections.chart import drawing
from view.sections.fold import folded
from view.sections.player import screen
from view.sections.run import alone, consent, deeds, hidden, told_at
from view.sections.table import table
from view.urls.experiment import ABREAST

THEN = "fresh:share=0.5"
"""What a fork reads, before one chooses."""

ROOM = 2
"""So many lanes leave room for what they come to beside them."""

ABOVE = {
    "orientation": "h",
    "yref": "paper",
    "x": 0,
    "xanchor": "left",
    "y": 1.02,
    "yanchor": "bottom",
}
"""A legend's place, clear of both axes and their titles."""

LOW = 260
"""Pixels in height of a chart beside the lanes."""

LASTING = {0: "for ever", 1: "for one generation", 10: "for ten generations"}


@dataclass
class Drawn:
    """What the page shows beside the lanes, which any lane may find outdated."""

    finished: int
    paused_at: int | None


def variants(offer: PageSpec, chosen: Settings) -> list[Settings]:
    """The same settings, with each of the policies side by side."""
    specs = state.policies(offer)
    return [affordable(replace(chosen, policy=parse(s, POLICIES, "policy"))) for s in specs]


def lanes(offer: PageSpec, chosen: Settings) -> tuple[list[TrajectoryJob], int | None]:
    """The players abreast with, where they leave room, what they come to beside them; and the
    generation that they were paused at, if they were."""
    try:
        wanted = variants(offer, chosen)
    except BadSpec as bad:
        st.info(in_markdown(f"Not all of these can be shown: {bad}."))
        return [], None
    if not consent(*wanted):
        state.await_runs(*wanted)
        return [], None
    runs = state.show(*wanted)
    drawn = Drawn(_finished(runs), _paused_at(runs))
    hides = not state.showing().ahead
    st.header(_headline(runs, told_at(drawn.paused_at)).words, anchor=False)
    beside = len(runs) <= ROOM and not (state.embedded() or hides)
    room, rest = st.columns([3 * len(runs), 4]) if beside else (st.container(), st.container())
    for number, (name, place) in enumerate(zip(named(runs), room.columns(len(runs)), strict=True)):
        with place:
            with st.container(key=f"lane-name-{number}"):
                st.markdown(f"**{in_markdown(name)}**")
            _lane(runs, number, drawn)
    alone()
    if hides:
        hidden()
        return [], None
    if drawn.finished == len(runs) and all(run.trajectory.length for run in runs):
        every = {name: run.trajectory for name, run in _shortly(runs).items()}
        last = min(run.length for run in every.values()) - 1
        at = last if drawn.paused_at is None else min(drawn.paused_at, last)
        with room if beside else st.container():
            _told(every, at, drawn.paused_at)
        with rest:
            _compared(every, at)
    return runs, drawn.paused_at


def _compared(every: Mapping[str, Trajectory], at: int) -> None:
    """What is left of the variance in each lane, and what each has cost and kept by then."""
    figure = metric_figure(every, "variance").update_layout(
        height=LOW, margin={"t": 76, "b": 40}, legend=ABOVE
    )
    drawing(figure, "variance", metric_in_words(every, "variance"), "left")
    title = f"What each has cost and kept by generation {at:,}"
    st.markdown(f"**{title}**")
    first, *quantities = (made := captions.table(every, at))
    lanes = {name: [made[each][lane] for each in quantities] for lane, name in enumerate(every)}
    table(title, {first: quantities} | lanes)


def _told(every: Mapping[str, Trajectory], at: int, paused: int | None) -> None:
    """What that comes to."""
    for claim in filter(None, [captions.enough(every, at), *captions.verdicts(every, at)]):
        st.markdown(claim.words)
    if paused is None:
        st.caption("Pause the players to see the table at another generation.")


def named(runs: Sequence[TrajectoryJob]) -> dict[str, TrajectoryJob]:
    """The runs, each by what it reads."""
    return {
        policy_in_words(spec_of(run.settings.policy), _counted(run.settings)): run for run in runs
    }


def _counted(chosen: Settings) -> int | None:
    """The samples of a generation, where they have an end."""
    return None if chosen.exact else chosen.samples


def _headline(runs: Sequence[TrajectoryJob], paused: int | None) -> Claim:
    """What became of them, once all are there: lanes that grow do not draw it again."""
    grown = all(run.finished and run.trajectory.length for run in runs)
    at = paused if grown else 0
    return captions.headline({name: run.trajectory for name, run in _shortly(runs).items()}, at)


def _shortly(runs: Sequence[TrajectoryJob]) -> dict[str, TrajectoryJob]:
    """The same by their policies' labels alone, where these tell them apart."""
    labels = [run.settings.policy.label for run in runs]
    apart = len(set(labels)) == len(labels)
    return dict(zip(labels, runs, strict=True)) if apart else named(runs)


@st.fragment
def _lane(runs: Sequence[TrajectoryJob], number: int, drawn: Drawn) -> None:
    """One policy's film; the page follows when one ends, and when all are paused elsewhere."""
    state.still_here()
    run = runs[number]
    title = list(named(runs))[number]
    screen(run, f"lane {number}", fills=False, brief=True, title=title)
    if run.state != JobState.DONE:
        deeds(run, f" of lane {number}")
    if drawn != Drawn(_finished(runs), _paused_at(runs)):
        st.rerun()


def _finished(runs: Sequence[TrajectoryJob]) -> int:
    return sum(state.holds(run, True) for run in runs)


def _paused_at(runs: Sequence[TrajectoryJob]) -> int | None:
    """Players keep one clock: the first speaks for all, whichever lane is drawn again."""
    return paused_at("lane 0", runs[0].name)


def intervene(offer: PageSpec, chosen: Settings, paused: int | None) -> None:
    """From some generation on another policy: the timeline forks, and both branches stay."""
    trunks = [spec for spec in state.policies(offer) if not spec.startswith(name_of(Schedule))]
    if trunks:
        _fork(offer, chosen, paused, trunks)


@folded("What if one intervened?", "fork")
def _fork(offer: PageSpec, chosen: Settings, paused: int | None, trunks: Sequence[str]) -> None:
    specs = state.policies(offer)
    in_words = partial(policy_in_words, samples=_counted(chosen))
    last, first = chosen.generations, int(knobs_of(Schedule)["at"].low)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        own = st.selectbox("First it reads", trunks, format_func=in_words)
        at = st.number_input("From generation", first, last, min(paused or 50, last))
        others = [spec for spec in SPECS if spec != own]
        then = st.selectbox(
            "it reads",
            others,
            index=others.index(THEN) if own != THEN else 0,
            format_func=in_words,
        )
        lasting = st.selectbox("How long", list(LASTING), format_func=LASTING.__getitem__)
        fork = spec_of(Schedule(first=own, then=then, at=max(first, int(at)), lasting=lasting))
        beside = [spec for spec in specs if spec not in (own, fork)][: ABREAST - 2]
        kept = tuple(spec for spec in specs if spec == own or spec in beside)
        st.button(
            "Fork the timeline here",
            on_click=state.adopt_policies,
            args=(offer, (*kept, fork)),
            disabled="policy" in state.showing().locked,
        )
    if len(specs) == ABREAST and fork not in specs:
        st.caption(
            "Four fit side by side: the fork takes the place of the last that it does not "
            "branch off from."
        )
