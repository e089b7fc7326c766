"""The section Many lineages: the same experiment with other chance, as bands, fates and words."""

from dataclasses import replace

import numpy as np
import streamlit as st

from engine import LINEAGES, METRICS, BadSpec, Settings
from engine.analysis.runtime import remaining
from engine.arrays import Array
from engine.jobs import EnsembleJob, JobState, TrajectoryJob
from engine.metrics import first_shown
from engine.protocols import Place, Unit, data_of
from engine.theory import exact_law
from view import state
from view.captions.progress import duration
from view.controls.knob_widgets import Knobs
from view.figures.bands import READABLE, bands_figure
from view.figures.fates import fates_figure
from view.letters import in_markdown
from view.modalities import verdicts
from view.modalities.symbols import verdicts as endings
from view.modalities.symbols.figures import survivors_figure
from view.page_specs import PageSpec
from view.sections.cancelling import stopped, under_way
from view.sections.chart import drawing
from view.sections.downloads import of_lineages
from view.sections.ways import MANY, SOME

PATIENCE = 150.0
"""Seconds of computing that start without asking: they stop nobody from looking at the rest."""

WAITING = "The first lineage is on its way."

TICK = 1.5
"""Seconds between two pictures of an ensemble that grows."""


def many(offer: PageSpec, chosen: Settings, runs: list[TrajectoryJob]) -> EnsembleJob | None:
    """The control, and with more than one lineage the section, once the run itself is finished;
    the lineages, once they are finished too."""
    with st.sidebar:
        wanted = Knobs(offer.page).widget("lineages", LINEAGES, state.lineages(offer))
    state.keep_lineages(offer, wanted)
    first = replace(chosen, seed=state.first_seed(offer))
    if wanted == 1 or not runs:
        if runs:
            _invite(offer)
        state.await_lineages(first, wanted)
        return None
    st.container(key=MANY).subheader("Many lineages", anchor=False)
    try:
        lineages = state.show_lineages(first, wanted) if _agreed(first, wanted, runs[0]) else None
    except BadSpec as bad:
        st.warning(in_markdown(f"There are not so many lineages: {bad}."))
        return None
    if lineages:
        every = None if lineages.finished else TICK
        st.fragment(_section, run_every=every)(offer, chosen, lineages, lineages.finished)
    return lineages if lineages and lineages.finished else None


def _invite(offer: PageSpec) -> None:
    """One run proves nothing: the others are a press away."""
    st.button(
        f"One run proves nothing: show {SOME} lineages",
        key="invite",
        on_click=state.adopt_lineages,
        args=(offer, SOME),
        help=LINEAGES.help,
        disabled="lineages" in state.showing().locked,
    )


def _agreed(first: Settings, count: int, run: TrajectoryJob) -> bool:
    """Whether to start: at once, or, where it will take long, when the cost is agreed to."""
    if state.agreed_to(first, count):
        return True
    spent = float(run.trajectory.provenance.get("seconds", 0.0))
    seconds = spent + remaining(run.settings, run.trajectory.length, spent)
    together = seconds * max(count / state.at_once(), 1)
    if together <= PATIENCE:
        return True
    st.info(
        f"One lineage takes {duration(seconds)} on this machine, so {count} will take up to "
        f"{duration(together).removeprefix('about ')}. They can be cancelled at any time, "
        "and what is there stays."
    )
    st.button("Start these lineages", on_click=state.agree_to, args=(first, count))
    return False


def _section(
    offer: PageSpec, chosen: Settings, lineages: EnsembleJob, drawn_finished: bool
) -> None:
    """Bands, fates and words, as far as the lineages have come."""
    state.still_here()
    ensemble = lineages.ensemble
    headway(lineages)
    if ensemble.lengths.any():
        said = [claim.words for claim in verdicts.verdicts(ensemble)]
        *others, lead = said or [WAITING]
        st.markdown(f"**{lead}** {verdicts.parted(ensemble) or ''}")
        _bands(offer, chosen, lineages)
        _fates(lineages, others)
        _endings(lineages)
        if lineages.finished:
            of_lineages(ensemble)
    if state.remembered(offer) != chosen or not state.holds(lineages, drawn_finished):
        st.rerun()


def headway(lineages: EnsembleJob) -> None:
    """How many are there, and what can be done about the others."""
    ensemble, there = lineages.ensemble, lineages.ensemble.finished
    if lineages.state == JobState.DONE:
        return
    said = f"{there} of {ensemble.count} lineages"
    with st.container(horizontal=True, vertical_alignment="center"):
        if lineages.finished:
            after = f"after {said}; what is there stays"
            stopped(lineages, f" in {lineages.error}", after, "Go on with the lineages")
            return
        seconds = lineages.seconds_left / state.at_once()
        left = f", {duration(seconds)} left" if seconds else ""
        share = float(ensemble.lengths.mean()) / ensemble.total
        under_way(lineages, "cancel lineages", lambda: st.progress(share, said + left))


def _bands(offer: PageSpec, chosen: Settings, lineages: EnsembleJob) -> None:
    """Any metric of all lineages, and ways to open one of them."""
    ensemble = lineages.ensemble
    there = [n for n, values in ensemble.metrics.items() if not np.isnan(values).all()]
    names = [n for n in there if METRICS[n].unit is not Unit.NAME]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        usual = first_shown(Place.LINEAGES, data_of(ensemble.settings.truth), names)
        name = st.selectbox(
            "Metric of all lineages",
            names,
            index=names.index(usual),
            format_func=lambda n: METRICS[n].label,
        )
        log_x = st.toggle("Log generations", key="lineages log x")
        log_y = st.toggle("Log values", key="lineages log y")
        _opener(offer, chosen, lineages)
    played = chosen.seed - ensemble.settings.seed
    law = exact_law(chosen) if name == "variance" else None
    figure = bands_figure(ensemble, name, played, law=law, log_x=log_x, log_y=log_y)
    key = "lineages"
    spread = str(verdicts.spread(ensemble, name) or "")
    drawing(
        figure,
        f"lineages-{name}",
        f"{METRICS[name].label}. {spread}",
        key,
        selection_mode="points",
        on_select=lambda: _clicked(offer, key),
    )
    hint = " Click a line to open it alone." if ensemble.count <= READABLE else ""
    tail = verdicts.tail(ensemble) if name == "tail_mass" else None
    notes = [spread, str(tail or ""), verdicts.LAW if law is not None else "", hint]
    st.caption(" ".join(filter(None, notes)))


def _fates(lineages: EnsembleJob, sentences: list[str]) -> None:
    """What the others have lost, and when."""
    ensemble = lineages.ensemble
    expected, about = _foretold(ensemble.settings)
    figure = fates_figure(verdicts.fates(ensemble), ensemble.settings.generations, expected)
    picture, words = st.columns([3, 2], vertical_alignment="center")
    with picture:
        drawing(figure, "fates", " ".join(["Who had lost what, and when.", *sentences]))
    with words:
        for sentence in sentences:
            st.markdown(sentence)
        st.caption(f"{verdicts.definitions(ensemble)} {about}")


def _foretold(first: Settings) -> tuple[dict[str, Array], str]:
    """The chance of a loss by generation, where theory knows it, and how far it holds."""
    loss = state.expected_loss(first)
    if loss is None:
        return {}, ""
    return {endings.rarest(first): loss.chances}, endings.EXACT if loss.exact else endings.NEARLY


def _endings(lineages: EnsembleJob) -> None:
    """Of symbols: which one each lineage has ended as, and whether as often as it should."""
    ensemble = lineages.ensemble
    ending = endings.ending(ensemble)
    if ending is None or not ensemble.finished:
        return
    sentence = ending.words
    picture, words = st.columns([3, 2], vertical_alignment="center")
    with picture:
        drawing(survivors_figure(ensemble), "survivors", sentence)
    with words:
        st.markdown(sentence)
        if chances := endings.chances(ensemble):
            st.caption(chances.words)


def _opener(offer: PageSpec, chosen: Settings, lineages: EnsembleJob) -> None:
    """Without a mouse: any lineage by its seed."""
    first = lineages.ensemble.settings.seed
    key = state.followed("open a lineage", chosen.seed)
    seeds = range(first, first + lineages.ensemble.count)
    st.selectbox(
        "Open the lineage with seed",
        seeds,
        state.place(key, seeds),
        key=key,
        disabled="seed" in state.showing().locked,
        on_change=lambda: _opened(offer, key),
    )


def _opened(offer: PageSpec, key: str) -> None:
    if state.turned(key):
        _open(offer, state.widget(key))


def _clicked(offer: PageSpec, key: str) -> None:
    points = state.widget(key)["selection"]["points"]
    free = "seed" not in state.showing().locked
    if free and points and "customdata" in points[0]:
        _open(offer, points[0]["customdata"])


def _open(offer: PageSpec, seed: int) -> None:
    state.adopt(offer, replace(state.remembered(offer), seed=int(seed)))
