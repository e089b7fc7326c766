"""The player with the sentence above it, the progress below it, and the audit of one frame."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import PRESETS, BadSpec, Settings, Trajectory
from engine.jobs import Full, JobState, TrajectoryJob
from engine.knobs import knobs_of
from engine.settings import affordable
from view import state
from view.captions.format import pace
from view.captions.names import told_apart
from view.captions.progress import duration, headway
from view.controls import sidebar
from view.letters import in_markdown
from view.modalities import captions, modality_of
from view.page_specs import PageSpec
from view.sections import audit
from view.sections.cancelling import under_way
from view.sections.fold import fold
from view.sections.link_warnings import ignored
from view.sections.player import screen
from view.sections.ways import ways
from view.urls.experiment import preset_of

NOTABLE = 2.0
"""Seconds of computing that need not be mentioned."""

PATIENCE = 90.0
"""Seconds of computing that start without asking."""

KEPT = "kept"
"""The place of the run that is kept beside the one that the sidebar describes."""

GENERATIONS = knobs_of(Settings)["generations"]


def consent(*wanted: Settings) -> bool:
    """Whether to start: at once, or, where all together take long, when the cost is agreed to."""
    meanwhile = st.empty()
    if any(one.model.network or modality_of(one.truth).read_first for one in wanted):
        # The first network loads PyTorch to be measured, and a text is read before.
        meanwhile.header("How long will this take?", anchor=False)
    try:
        seconds = {one.key: state.seconds_ahead(one) for one in wanted}
    except Full:
        meanwhile.empty()
        raise
    meanwhile.empty()
    if sum(seconds.values()) <= PATIENCE:
        return True
    if len(wanted) == 1:
        said, they = cost(wanted[0], *seconds.values()), "It"
    else:
        total = duration(sum(seconds.values()))
        said, they = f"These runs together will take {total} on this machine.", "They"
    st.info(f"{said} {they} can be cancelled at any time.")
    label = "Start this run" if len(wanted) == 1 else "Start these runs"
    st.button(label, on_click=state.agree, args=wanted)
    return False


def cost(settings: Settings, seconds: float) -> str:
    """What a whole run takes, in words."""
    rows = settings.policy.rows_read(settings.generations, settings.samples)
    growing = f" Its last generation alone reads {rows:,} rows." if rows > settings.samples else ""
    growing = "" if settings.exact else growing
    return f"This run will take {duration(seconds)} on this machine.{growing}"


def opened(offer: PageSpec, title: str, *more: Callable[[], None]) -> Settings:
    """The page's head in one row (its title, its experiments, and what `more` draws beside them),
    the sidebar, and what was wrong with the link; the settings."""
    with head(title) as experiments:
        for draw in more:
            draw()
    chosen = sidebar.choose(offer, experiments)
    ignored(offer.page)
    return chosen


@contextmanager
def head(title: str) -> Iterator[DeltaGenerator]:
    """One row above what moves: the title, a place for what is chosen as a whole, and what is drawn
    meanwhile."""
    with st.container(key="head", horizontal=True, vertical_alignment="center", gap="small"):
        if not state.bare():
            st.markdown(f"**{title}**", width="content")
        choice = st.container(key="experiments")
        yield choice


def about(offer: PageSpec, chosen: Settings, said: str = "") -> None:
    """What the page shows and where to look, beneath what moves; nothing where that stands
    alone."""
    if state.bare():
        return
    preset = preset_of(chosen, offer.presets) if state.showing().ahead else ""
    look = PRESETS[preset].told(chosen.seed) if preset else ""
    st.markdown(f"{said or captions.opening(chosen)} {look}")


def alone() -> None:
    """In another page, what has been drawn by now is all there is."""
    if state.embedded():
        state.tell_link()
        state.close_eyes()
        st.stop()


Stage = Callable[[PageSpec, TrajectoryJob, str, str], None]
"""Draws a run at its place while it grows, on a page that is `drawn` as this says."""


def drawn(offer: PageSpec, run: TrajectoryJob) -> str:
    """How a page is drawn around a run: it is drawn anew once that has changed."""
    live = not state.plays_recorded(run.settings)
    return f"{state.link(offer)} {state.holds(run, run.finished)} {run.finished} {live}"


def show(offer: PageSpec, chosen: Settings, draw: Stage | None = None) -> list[TrajectoryJob]:
    """The run, and beside it the one that is kept; both, once there is nothing more to come, and
    nothing of a film is hidden."""
    hides = draw is None and not state.showing().ahead
    draw = draw or stage
    kept = state.beside(offer)
    wanted = [one for one in (chosen, kept) if one]
    if not consent(*wanted):
        state.await_runs(*wanted)
        about(offer, chosen)
        return []
    if kept is None:
        runs = state.show(chosen)
        draw(offer, runs[0], drawn(offer, runs[0]), "")
    else:
        runs = state.show(chosen, kept)
        names = told_apart(runs)
        if kept == chosen:
            names[1] = "The run that is kept: now turn any knob, or choose another experiment."
        for column, run, name, place in zip(st.columns(2), runs, names, ("", KEPT), strict=True):
            with column:
                st.caption(in_markdown(name))
                draw(offer, run, drawn(offer, run), place)
    about(offer, chosen)
    alone()
    if hides:
        hidden()
        return []
    return runs if all(run.finished and run.trajectory.length for run in runs) else []


def hidden() -> None:
    """What would tell how the film goes on is not drawn, until one asks for it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Show what lies ahead", on_click=state.look_ahead, args=(True,))
        st.caption(
            "What comes next? Curves, law, lineages and numbers can be opened once it is shown: "
            "press here, or H in the player."
        )


def keep_up(offer: PageSpec, run: TrajectoryJob, as_drawn: str) -> None:
    """The page is drawn anew where it is not drawn any more as it would be now."""
    if drawn(offer, run) != as_drawn:
        st.rerun()


@st.fragment
def stage(offer: PageSpec, run: TrajectoryJob, as_drawn: str, place: str = "") -> None:
    """What moves: drawn again where the viewer pauses, or does something about the run."""
    state.still_here()
    keep_up(offer, run, as_drawn)
    paused_at = screen(run, f"player{place}", ways=ways(offer, run))
    if not state.bare() or state.showing().presenting:
        st.markdown(captions.details(so_far(run, told_at(paused_at))))
    deeds(run, place, lambda: further(offer, run, place))
    if run.trajectory.length and not state.embedded():
        _audit(run, place, paused_at if state.showing().ahead else told_at(paused_at))
    keep_up(offer, run, as_drawn)


def told_at(paused_at: int | None) -> int | None:
    """The frame up to which words may tell of a run: where it rests; else all of it, or, where what
    lies ahead is hidden, nothing yet."""
    shown = state.showing()
    at = shown.pause if paused_at is None else paused_at
    return 0 if at is None and not shown.ahead else at


def so_far(run: TrajectoryJob, at: int | None) -> Trajectory:
    """A run as the viewer has seen it: up to such a frame, else all there is."""
    return run.trajectory if at is None else run.trajectory.until(at)


def progress(run: TrajectoryJob, place: str, *more: Callable[[], None]) -> None:
    """What can be done about a computation that no player shows, and how far it is."""
    deeds(run, place, *more, beside=lambda: _bar(run))


def _bar(run: TrajectoryJob) -> None:
    st.progress(run.trajectory.length / (run.settings.generations + 1), headway(run))


def deeds(
    run: TrajectoryJob,
    place: str,
    *more: Callable[[], None],
    beside: Callable[[], None] | None = None,
) -> None:
    """What can be done about the computation, and, `beside` a button to end it, how far it is."""
    if state.embedded() and run.state == JobState.DONE:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if not run.finished:
            under_way(run, f"cancel{place}", beside or (lambda: _foreseen(run)))
            return
        label = "Continue" if run.state == JobState.CANCELLED else "Start again"
        if run.state != JobState.DONE:
            st.button(label, on_click=state.go_on, args=(run,), key=f"again{place}")
        for offered in more:
            offered()
        _ending(run)


def _foreseen(run: TrajectoryJob) -> None:
    """What it will cost, where that is worth a word, and who comes first."""
    seconds, others = state.foreseen(run.settings), state.before(run)
    if others:
        st.caption(queue(state.queued(run.settings, others), others))
        return
    if seconds > NOTABLE:
        st.caption(cost(run.settings, seconds))


def queue(seconds: float, others: int) -> str:
    """What a run that waits will take, and after how many."""
    who = "one other" if others == 1 else f"{others} others"
    how_long = duration(seconds) if seconds else "a moment"
    return f"{how_long.capitalize()}, {who} before you."


def _ending(run: TrajectoryJob) -> None:
    """How it went."""
    length, total = run.trajectory.length, run.settings.generations + 1
    if run.state == JobState.DONE:
        made = run.trajectory.provenance
        seconds = made.get("seconds", 0.0)
        took = f"{seconds:.1f}" if seconds >= 0.1 else f"{seconds:.2g}"
        said = f"{total:,} generations fitted in {took} seconds"
        if run.recorded:
            on = f"{made['processor']}, {str(made['began'])[:10]}"
            st.caption(f"**Recorded**: {said} ({on}). Live, it gives the same numbers there.")
        else:
            st.caption(f"{said} ({pace(run.pace)} a second).")
    else:
        error = f"Stopped by an error: {in_markdown(run.error)};"
        said = "Cancelled" if run.state == JobState.CANCELLED else error
        st.warning(f"{said} after {length:,} of {total:,} generations; what is there stays.")


def further(offer: PageSpec, run: TrajectoryJob, place: str) -> None:
    """What can be done with a finished run; each concerns the whole page, which this fragment
    cannot draw."""
    if place == KEPT:
        st.button(
            "Put away",
            key="away",
            help="Only the other run is shown again.",
            on_click=state.keep_beside,
            args=(offer, None),
        )
        return
    if run.recorded:
        st.button(
            "Run it live",
            key="live",
            help="The same run is computed here and now, on this machine.",
            on_click=state.run_live,
            args=(run.settings,),
        )
    if run.state == JobState.DONE and (on := longer(run.settings)):
        more = on.generations - run.settings.generations
        held = "generations" in state.showing().locked
        st.button(
            f"{more:,} more generations",
            key="more",
            disabled=held,
            on_click=state.adopt,
            args=(offer, on),
        )
    if state.beside(offer) is None:
        help = "Then turn any knob: both runs are shown side by side, with one clock."
        st.button(
            "Keep beside the next",
            key="keep",
            help=help,
            on_click=state.keep_beside,
            args=(offer, run.settings),
        )


def longer(chosen: Settings) -> Settings | None:
    """The same with up to twice as many generations, where there can be more and they fit."""
    generations = int(min(2 * chosen.generations, GENERATIONS.high))
    if generations == chosen.generations:
        return None
    with suppress(BadSpec):
        return affordable(replace(chosen, generations=generations))
    return None


def _audit(run: TrajectoryJob, place: str, paused_at: int | None) -> None:
    """The numbers behind the paused frame, or the newest one, for whoever opens them."""
    newest = run.trajectory.length - 1
    at = newest if paused_at is None else min(paused_at, newest)
    label = f"Audit of generation {at}: fitted, not scripted"
    # Another label is another widget: it opens as the one before was left.
    with fold(label, f"audit{place}", keeps=False) as wanted:
        if not wanted:
            return
        if paused_at is None:
            st.caption("Pause the player to see the numbers behind another frame.")
        for name, text in audit.facts(run.trajectory, at).items():
            st.markdown(f"**{in_markdown(name)}**: {in_markdown(text)}")
        st.dataframe(audit.parameters(run.trajectory, at).style.format("{:.6g}"))
