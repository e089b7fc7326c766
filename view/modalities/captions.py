"""What happened, in sentences computed from the run itself."""

from engine import Settings, Trajectory
from view.modalities import modality_of


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    return modality_of(chosen.truth).teller.opening(chosen)


def headline(trajectory: Trajectory) -> str:
    """What became of the variance, of the pictures or of the symbols, in one sentence."""
    return modality_of(trajectory.settings.truth).teller.headline(trajectory)


def details(trajectory: Trajectory) -> str:
    """When what was lost went, and how sure one can be; nothing before generation 1."""
    return modality_of(trajectory.settings.truth).teller.account(trajectory)


def footnote(trajectory: Trajectory) -> str:
    """How the tail of the truth is defined here, or who reads the pictures."""
    chosen = trajectory.settings
    return modality_of(chosen.truth).teller.footnote(chosen)
