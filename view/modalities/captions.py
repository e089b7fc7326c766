"""What happened, in sentences computed from the run itself."""

from typing import Any

from engine import Settings, Trajectory
from view.modalities import modality_of
from view.modalities.teller import Teller


def _teller(chosen: Settings) -> Teller[Any]:
    return modality_of(chosen.truth).teller


def opening(chosen: Settings) -> str:
    """What the generations of these settings do, before anything has happened."""
    return _teller(chosen).opening(chosen)


def headline(trajectory: Trajectory) -> str:
    """What became of the variance, of the pictures or of the symbols, in one sentence."""
    chosen, length = trajectory.settings, trajectory.length
    teller = _teller(chosen)
    if length < 2:
        return teller.begun(chosen) if length else teller.awaited(chosen)
    facts = teller.facts(trajectory)
    return next(said for sentence in teller.headlines if (said := sentence(facts)))


def details(trajectory: Trajectory) -> str:
    """When what was lost went, and how sure one can be; nothing before generation 1."""
    if trajectory.length < 2:
        return ""
    teller = _teller(trajectory.settings)
    facts = teller.facts(trajectory)
    return teller.joined(said for sentence in teller.details if (said := sentence(facts)))


def footnote(trajectory: Trajectory) -> str:
    """How the tail of the truth is defined here, or who reads the pictures."""
    return _teller(trajectory.settings).footnote(trajectory.settings)
