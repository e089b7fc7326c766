"""The first page: a question, the film that answers it, and a way on for whoever has come."""

from dataclasses import dataclass, field

import streamlit as st

from engine import Settings
from engine.jobs import TrajectoryJob
from view import state
from view.page_files import TITLES, path_of
from view.page_specs import DRIFT
from view.sections.link_warnings import ignored
from view.sections.player import screen
from view.urls.experiment import HAND, YES

PAGE = "start"

GUESSES = ("as much as at first", "about half of it", "next to nothing", "I only want to see it")
"""What one may think is left at the end."""


@dataclass(frozen=True)
class Way:
    """A page to go to, and what for."""

    label: str
    page: str
    query: dict[str, str] = field(default_factory=dict)


WAYS = {
    "With five minutes": (
        "Eight short steps. In each a guess, and a real run that answers it.",
        (
            Way("Begin the lesson", "lesson"),
            Way("See what helps against forgetting", "remedies"),
        ),
    ),
    "As a teacher": (
        "Let a class throw dice, guess, and print its sheets. Every page has a view for a "
        "projector, and a link and a QR code for thirty phones.",
        (
            Way("Throw dice together, by hand", "dice", {HAND: YES}),
            Way("The lesson, with sheets to print", "lesson"),
        ),
    ),
    "As a tinkerer": (
        "Turn every knob: data, model, what each generation reads. Bring a table or a text of "
        "your own, and take the numbers with you.",
        (
            Way("Turn the knobs of this film", "drift"),
            Way("Networks that write digits", "digits"),
            Way("Models that write text", "language"),
        ),
    ),
}
"""Who may have come, what there is for them, and where."""


def opening() -> None:
    """The film with its question, and then the ways on."""
    ignored(PAGE)
    (run,) = state.show(DRIFT.presets[DRIFT.default].settings)
    guess = state.noted(f"{PAGE}:guess", "")
    if guess or state.bare():
        _film(run, guess)
    else:
        _question(run)
    if not state.bare():
        _ways()


def question(chosen: Settings) -> str:
    """What is about to be seen, and what is asked of it."""
    return (
        "A model learns from real data, here three clouds of points, and says what it has "
        "learned. The next model learns only from that; and so on, "
        f"**{chosen.generations:,} times**. How much of the clouds' width is left then?"
    )


def _question(run: TrajectoryJob) -> None:
    """How it begins, and what one thinks how it ends."""
    pictured, asked = st.columns(2, gap="medium", vertical_alignment="center")
    with asked:
        st.header("What is left of a copy of a copy?", anchor=False)
        st.markdown(question(run.settings))
        with st.container(horizontal=True, key="guesses"):
            for guess in GUESSES:
                st.button(
                    guess.capitalize(),
                    key=f"{PAGE}:{guess}",
                    on_click=state.note,
                    args=(f"{PAGE}:guess", guess),
                )
    with pictured:
        _moving(run, brief=True)


def _film(run: TrajectoryJob, guess: str) -> None:
    """The run, whose sentence follows it to the end."""
    if guess in GUESSES[:-1] and not state.bare():
        st.markdown(f"You said: **{guess}**. Now watch: this is one real run, fitted as you look.")
    _moving(run, brief=False)


@st.fragment
def _moving(run: TrajectoryJob, brief: bool) -> None:
    """Only the player moves; before the guess it shows the beginning alone."""
    state.still_here()
    screen(run, f"{PAGE}:{'begins' if brief else 'film'}", brief=brief, still=brief)


def _ways() -> None:
    """For each who may have come, a few words and links."""
    for column, (who, (said, ways)) in zip(st.columns(len(WAYS)), WAYS.items(), strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{who}**  \n{said}")
            for way in ways:
                st.page_link(
                    path_of(way.page),
                    label=way.label,
                    icon=":material/arrow_forward:",
                    query_params=way.query,
                    help=f"The page {TITLES[way.page]}",
                )
