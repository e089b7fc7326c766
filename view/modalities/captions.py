"""What happened, in claims computed from the run itself, and their words."""

from collections.abc import Iterable

from engine import Settings, Trajectory
from view.captions.claim import Claim
from view.modalities import modality_of
from view.modalities.teller import milestones, retellings


def opening(chosen: Settings) -> Claim:
    """What the generations of these settings do, before anything has happened."""
    return modality_of(chosen.truth).teller.opened(chosen)


def headline(trajectory: Trajectory) -> Claim:
    """What became of the variance, of the pictures or of the symbols, in one sentence."""
    return modality_of(trajectory.settings.truth).teller.headline(trajectory)


def account(trajectory: Trajectory) -> tuple[Claim, ...]:
    """When what was lost went, and how sure one can be; nothing before generation 1."""
    return modality_of(trajectory.settings.truth).teller.account(trajectory)


def ending(trajectory: Trajectory) -> tuple[Claim, ...]:
    """What one has seen at the end of a run's film: one sentence or two."""
    return modality_of(trajectory.settings.truth).teller.ending(trajectory)


def details(trajectory: Trajectory) -> str:
    """The same as one text."""
    return modality_of(trajectory.settings.truth).teller.joined(account(trajectory))


def course(trajectory: Trajectory) -> tuple[Claim, ...]:
    """What could be said as the run went on, each from its generation to the next one's."""
    return tuple(milestones(modality_of(trajectory.settings.truth).teller, trajectory))


def retold(trajectory: Trajectory, marks: Iterable[int]) -> dict[int, str]:
    """The headlines of a film by the generation from which on each is told: at these marks, where
    another kind of headline begins, and where what can be seen counts otherwise."""
    teller = modality_of(trajectory.settings.truth).teller
    also = {*marks, *(claim.since for claim in milestones(teller, trajectory))}
    every = retellings(teller, trajectory, also)
    return {at: teller.headline(trajectory.until(at)).words for at in every}


def footnote(trajectory: Trajectory) -> str:
    """How the tail of the truth is defined here, or who reads the pictures."""
    chosen = trajectory.settings
    return modality_of(chosen.truth).teller.footnote(chosen)
