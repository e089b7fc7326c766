"""The three errors as three switches: which are at work, and what each of them sets."""

from dataclasses import replace

import streamlit as st

from engine import Settings
from engine.analysis.error_sources import ErrorSources, clouds, errors_of, with_errors
from view import state
from view.page_specs import PageSpec

LABELS = {
    "sampling": ("Sampling", "Each generation sees only some samples of the one before it."),
    "expressivity": ("Expressivity", "The model is too simple to hold the data."),
    "procedure": ("Procedure", "Learning stops before it is done."),
}
BLOBS = "blobs"
"""Data of which it is known what can hold them, and to which a switch turns where it is not."""

NAMELESS = (
    "Nobody knows here what the model can hold. A switch takes three blobs and a mixture of "
    "bell-shaped clouds instead."
)


def dial(offer: PageSpec, chosen: Settings) -> None:
    """Each error on or off, alone or together with others, and what that comes to."""
    if BLOBS not in offer.truths:
        return
    now = errors_of(chosen)
    with st.expander("The three errors"):
        for name, (label, help) in LABELS.items():
            key = state.followed(f"{offer.page}:error:{name}", bool(now and getattr(now, name)))
            st.toggle(
                label,
                state.said(key),
                key=key,
                help=help,
                on_change=_turn,
                args=(offer, name, key),
                disabled=bool(state.showing().locked),
            )
        st.caption("\n".join(f"- {line}" for line in meanings(chosen)) if now else NAMELESS)


def meanings(settings: Settings) -> list[str]:
    """What the knobs say of each error, in one sentence each."""
    now, counted = errors_of(settings), clouds(settings)
    if now is None or counted is None:
        return []
    real, own = counted
    bells = f"{own} bell-shaped cloud{'' if own == 1 else 's'} for {real} in the data"
    return [
        f"Sampling: {settings.samples:,} samples a generation."
        if now.sampling
        else "Sampling: endlessly many samples.",
        f"Expressivity: {bells}{'' if now.expressivity else ', which is enough'}.",
        f"Procedure: {_fitting(settings, now)}.",
    ]


def _fitting(settings: Settings, now: ErrorSources) -> str:
    rounds = getattr(settings.model, "max_iter", 0)
    if not now.procedure:
        return "fitted to the end"
    return (
        "fitting stops after 1 round"
        if rounds == 1
        else f"fitting stops once a round changes little, and after {rounds:,} rounds at most"
    )


def _turn(offer: PageSpec, name: str, key: str) -> None:
    """The knobs follow the switch."""
    if not state.turned(key):
        return
    before = state.remembered(offer)
    now = errors_of(before) or ErrorSources(sampling=True, expressivity=False, procedure=False)
    state.adopt(offer, with_errors(before, replace(now, **{name: state.widget(key)})))
