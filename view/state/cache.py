"""What is dear to compute, and the same for all visitors."""

from dataclasses import replace
from typing import Any

import streamlit as st

from engine import Settings, Trajectory, horizon
from engine.arrays import Array
from engine.jobs import TrajectoryJob
from engine.theory import Loss, rarest_loss
from view.modalities.text.surprise import surprise_of


@st.cache_data(show_spinner=False, max_entries=64)
def _surprise(run: str, generation: int, _trajectory: Trajectory) -> Array:
    return surprise_of(_trajectory, generation)


def surprise(run: TrajectoryJob, generation: int) -> Array:
    """Perplexity, under generation 0's model, of the first blocks `(n,)` of a generation's text;
    none where that model is not at hand."""
    found: Array = _surprise(run.name, generation, run.trajectory)
    return found


@st.cache_data(show_spinner=False, max_entries=32)
def _loss(key: str, _settings: Settings) -> Any:
    return rarest_loss(_settings)


def expected_loss(settings: Settings) -> Loss | None:
    """The chance that the rarest symbol is lost; None where nobody knows. The seed does not
    matter."""
    found: Loss | None = _loss(replace(settings, seed=0).key, settings)
    return found


@st.cache_data(show_spinner=False)
def horizon_met() -> dict[horizon.Figure, tuple[float, float, float]]:
    """Every published number about the stock of human data, and what comes out here."""
    return horizon.met()
