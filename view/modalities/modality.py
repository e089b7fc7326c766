"""What the view knows of one kind of data: everything that differs from one kind to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from engine import Ensemble, Settings, Trajectory
from engine.analysis.survival import FirstPassage
from view.captions.claim import Claim
from view.modalities.teller import Tells
from view.player.source import Bars, Gallery


@dataclass(frozen=True)
class Takeover:
    """A figure of what grows at the cost of the rest."""

    title: Callable[[Settings], str]
    label: str
    figure: Callable[[Trajectory], go.Figure]


def no_galleries(_: Trajectory) -> Sequence[Gallery]:
    """Its rows are no pictures."""
    return ()


def no_bars(_: Trajectory) -> Bars | None:
    """Its rows are no symbols."""
    return None


def nothing_written(_: Trajectory) -> str:
    """Its rows are not read."""
    return ""


def no_surprises(_: Trajectory) -> go.Figure | None:
    """Nobody reads what another has written."""
    return None


@dataclass(frozen=True)
class Modality:
    """One kind of data, as pages, the player and the report have it."""

    teller: Tells
    """What is said of a run."""

    fates: Callable[[Ensemble], Mapping[str, FirstPassage]]
    """Everything that may become of lineages, where it can be told, by what they lose."""

    definitions: Callable[[Ensemble], str]
    """What counts as a loss."""

    parameters: Callable[[Trajectory, int], pd.DataFrame]
    """What one generation has learned, as a table."""

    moments: Sequence[int]
    """The generations of the film strip."""

    parted: Callable[[Ensemble], Claim | None] = lambda ensemble: None
    """Who carries the mean of lineages, where it is far from their median."""

    galleries: Callable[[Trajectory], Sequence[Gallery]] = no_galleries
    """The walls that pictures are hung on."""

    bars: Callable[[Trajectory], Bars | None] = no_bars
    """How often each symbol comes up."""

    takeover: Takeover | None = None
    """What grows, and at whose cost."""

    manuscript: Callable[[Trajectory], str] = nothing_written
    """What it writes, as HTML."""

    surprises: Callable[[Trajectory], go.Figure | None] = no_surprises
    """How likely the first model finds what each generation says."""

    points: bool = False
    """Whether rows are shown as a cloud of points."""

    moves: bool = True
    """Whether there is a film of it."""

    read_first: bool = False
    """Whether real data are read and numbered for a while before anything else."""
