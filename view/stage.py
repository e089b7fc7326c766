"""The player with the sentence above it, the progress below it, and the audit of one frame."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import streamlit as st

from engine import PRESETS, BadSpec, Settings
from engine.knobs import knobs_of
from engine.protocols import Written
from engine.settings import affordable
from view import audit, captions, controls, session
from view.comparison import told_apart
from view.feed import Feed
from view.links import plain, preset_of
from view.notices import ignored
from view.offers import Offer
from view.runs import Run
from view.screen import screen
from view.words import pace

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
    if any(one.model.network or isinstance(one.truth, Written) for one in wanted):
        # The first network loads PyTorch to be measured, and a text is read before.
        meanwhile.header("How long will this take?", anchor=False)
    seconds = {one.key: session.seconds_ahead(one) for one in wanted}
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
    st.button(label, on_click=session.agree, args=wanted)
    return False


def cost(settings: Settings, seconds: float) -> str:
    """What a whole run takes, in words."""
    rows = settings.policy.rows_read(settings.generations, settings.samples)
    growing = f" Its last generation alone reads {rows:,} rows." if rows > settings.samples else ""
    growing = "" if settings.exact else growing
    return f"This run will take {duration(seconds)} on this machine.{growing}"


def opened(offer: Offer, title: str, about: str = "") -> Settings:
    """The sidebar, what was wrong with the link, and what the page is about; the settings."""
    chosen = controls.choose(offer)
    ignored(session.ignored(offer.page))
    if session.bare():
        return chosen
    preset = preset_of(chosen, offer.presets)
    look = PRESETS[preset].look if preset else ""
    st.markdown(f"**{title}** {about or captions.opening(chosen)} {look}")
    return chosen


def alone() -> None:
    """In another page, what has been drawn by now is all there is."""
    if session.embedded():
        st.stop()


Stage = Callable[[Offer, Run, bool, str], None]
"""Draws a run at its place while it grows; the flag says whether it is already drawn finished."""


def show(offer: Offer, chosen: Settings, draw: Stage | None = None) -> list[Run]:
    """The run, and beside it the one that is kept; both, once there is nothing more to come."""
    session.show_no_quest()
    draw = draw or stage
    kept = session.beside(offer)
    if not consent(*filter(None, [chosen, kept])):
        session.show_none()
        return []
    if kept is None:
        runs = session.show(chosen)
        draw(offer, runs[0], runs[0].finished, "")
    else:
        runs = session.show(chosen, kept)
        names = told_apart(runs)
        if kept == chosen:
            names[1] = "The run that is kept: now turn any knob, or choose another experiment."
        for column, run, name, place in zip(
            st.columns(2), runs, names, ("", KEPT), strict=True
        ):  # fmt: skip
            with column:
                st.caption(name)
                draw(offer, run, run.finished, place)
    alone()
    return runs if all(run.finished and run.trajectory.length for run in runs) else []


@st.fragment
def stage(offer: Offer, run: Run, drawn_finished: bool, place: str = "") -> None:
    """What moves: rerun by the player whenever it wants more, or the viewer pauses."""
    session.still_here()
    above = st.container()
    paused_at = screen(Feed(run), f"player{place}", run.wait)
    with above:  # said last: the player has waited for what there is to say
        st.header(captions.headline(run.trajectory), anchor=False)
        if not session.bare():
            st.markdown(captions.details(run.trajectory))
    if session.showing().presenting:  # below, so that the picture is as large as it can be
        st.markdown(captions.details(run.trajectory))
    progress(run, place, lambda: further(offer, run, place))
    if run.trajectory.length and not session.embedded():
        _audit(run, paused_at)
    if run.finished and not drawn_finished:
        st.rerun()


def progress(run: Run, place: str, *more: Callable[[], None]) -> None:
    """What can be done about the computation, and how far it is.

    Buttons come first: what is said beside them may be longer or shorter, and they stay in place.
    """
    if session.embedded() and run.status == "done":
        return
    length, total = run.trajectory.length, run.settings.generations + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        if not run.finished:
            others = session.watchers(run) - 1
            label = f"Cancel, also for {others} who look on" if others > 0 else "Cancel"
            st.button(label, on_click=_cancel, args=(run,), key=f"cancel{place}")
            st.progress(length / total, _pace(run))
            return
        label = "Continue" if run.status == "cancelled" else "Start again"
        if run.status != "done" and st.button(label, key=f"again{place}"):
            session.again(run)
            st.rerun()
        for offered in more:
            offered()
        if run.status == "done":
            seconds = run.trajectory.provenance.get("seconds", 0.0)
            st.caption(f"{total:,} generations fitted in {seconds:.1f} seconds "
                       f"({pace(run.pace)} a second).")  # fmt: skip
        else:
            error = f"Stopped by an error: {plain(run.error)};"
            said = "Cancelled" if run.status == "cancelled" else error
            st.warning(f"{said} after {length:,} of {total:,} generations; what is there stays.")


def _cancel(run: Run) -> None:
    """Stop it, and give it a moment to stop, so that the page need not ask twice."""
    run.cancel()
    run.wait(run.settings.generations + 1, 0.5)


def further(offer: Offer, run: Run, place: str) -> None:
    """What can be done with a finished run; each concerns the whole page, which this fragment
    cannot draw."""
    if place == KEPT:
        if st.button("Put away", key="away", help="Only the other run is shown again."):
            session.keep_beside(offer, None)
            st.rerun()
        return
    if run.status == "done" and (on := longer(run.settings)):
        more = on.generations - run.settings.generations
        held = "generations" in session.showing().locked
        if st.button(f"{more:,} more generations", key="more", disabled=held):
            session.adopt(offer, on)
            st.rerun()
    if session.beside(offer) is None and st.button(
        "Keep beside the next", key="keep",
        help="Then turn any knob: both runs are shown side by side, with one clock.",
    ):  # fmt: skip
        session.keep_beside(offer, run.settings)
        st.rerun()


def longer(chosen: Settings) -> Settings | None:
    """The same with up to twice as many generations, where there can be more and they fit."""
    generations = int(min(2 * chosen.generations, GENERATIONS.high))
    if generations == chosen.generations:
        return None
    with suppress(BadSpec):
        return affordable(replace(chosen, generations=generations))
    return None


def _pace(run: Run) -> str:
    """Where the computation is, how fast, and how long it still takes."""
    at, last = max(run.trajectory.length - 1, 0), run.settings.generations
    if run.status == "queued":
        return "Waiting for a free place on the server"
    if not run.trajectory.length:
        foreseen = session.foreseen(run.settings)
        ahead = f"{cost(run.settings, foreseen)} " if foreseen > NOTABLE else ""
        return f"{ahead}Learning from the real data" + _within(run)
    left = session.seconds_left(run)
    speed = f"{pace(run.pace)} a second, " if run.pace else ""
    return f"Generation {at:,} of {last:,}, {speed}{duration(left)} left" + _within(run)


def _within(run: Run) -> str:
    """How far a fit of many steps has come, and how well it does."""
    watch = run.trajectory.watch
    if not watch.total or not run.settings.model.network:
        return ""
    speed = watch.done / max(time.perf_counter() - watch.began, 1e-3)
    loss = f", loss {watch.loss:.4g}" if math.isfinite(watch.loss) else ""
    return f"; step {watch.done:,} of {watch.total:,} ({pace(speed)} a second){loss}"


def duration(seconds: float) -> str:
    """A time in words that fit its size."""
    if seconds < 90:
        return f"about {max(seconds, 1):.0f} s"
    return f"about {seconds / 60:.0f} min" if seconds < 5400 else f"about {seconds / 3600:.1f} h"


def _audit(run: Run, paused_at: int | None) -> None:
    """The numbers behind the paused frame, or the newest one."""
    newest = run.trajectory.length - 1
    at = newest if paused_at is None else min(paused_at, newest)
    with st.expander(f"Audit of generation {at}: fitted, not scripted"):
        if paused_at is None:
            st.caption("Pause the player to see the numbers behind another frame.")
        for label, text in audit.facts(run.trajectory, at).items():
            st.markdown(f"**{label}**: {text}")
        st.dataframe(audit.parameters(run.trajectory, at).style.format("{:.6g}"))
